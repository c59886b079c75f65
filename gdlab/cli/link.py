"""``gdlab link``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import errors, out
from gdlab.cli.kept_run import kept_run
from gdlab.cli.train import KeptIn
from gdlab.lab.experiment_link import experiment_link, saved_of_link
from gdlab.lab.files import check_writable, write_file
from gdlab.lab.presets import preset
from gdlab.lab.saved_experiment import SavedExperiment, load_saved
from gdlab.lab.spec_names import LINK_PREFIX, PRESET_PREFIX
from gdlab.lab.store import Store


def link_command(
    what: Annotated[
        str,
        typer.Argument(metavar="SPEC.toml|RUN|LINK", help="A spec file, preset:NAME, a kept run, or a link."),
    ],
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the file of a link.")] = None,
    store: KeptIn = None,
) -> None:
    """Print an experiment, with its race and view, as one line of text to be sent, or the file that a link says."""
    check_writable(to, what, store)
    saved = _experiment(what, store)
    if to is None and not what.startswith(LINK_PREFIX):
        if path := getattr(saved.spec.data, "path", ""):
            said = f"The link holds the path of your data, {path}, and not the data."
            errors.print(said, soft_wrap=True, markup=False)
        out.print(experiment_link(saved), soft_wrap=True, markup=False, highlight=False)
        return
    text = saved.text()
    if to is None:
        out.print(text, soft_wrap=True, markup=False, highlight=False, end="")
    else:
        errors.print(f"Wrote {write_file(to, text)}", soft_wrap=True)


def _experiment(what: str, store: Path | None) -> SavedExperiment:
    """Return the experiment of a link, a preset, a file or a kept run."""
    if what.startswith(LINK_PREFIX):
        return saved_of_link(what)
    if what.startswith(PRESET_PREFIX):
        return preset(what).saved
    if Path(what).is_file():
        return load_saved(what)
    return SavedExperiment(kept_run(Store(store), what, trained=False).spec)


COMMANDS = {"link": link_command}
