"""``gdlab link``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import errors, out
from gdlab.cli.kept_run import kept_run
from gdlab.cli.train import KeptIn, read_spec
from gdlab.lab.experiment_link import LINK_PREFIX, experiment_link
from gdlab.lab.files import check_writable, write_file
from gdlab.lab.store import Store
from gdlab.spec.files import dumps


def link_command(
    what: Annotated[str, typer.Argument(metavar="SPEC.toml|RUN|LINK", help="A spec file, a kept run, or a link.")],
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the spec of a link.")] = None,
    store: KeptIn = None,
) -> None:
    """Print an experiment as one line of text that can be sent, or the spec that such a link says."""
    check_writable(to, what, store)
    spec = read_spec(Path(what), []) if what.startswith(LINK_PREFIX) or Path(what).is_file() else None
    if to is None and not what.startswith(LINK_PREFIX):
        spec = spec or kept_run(Store(store), what, trained=False).spec
        if path := getattr(spec.data, "path", ""):
            said = f"The link holds the path of your data, {path}, and not the data."
            errors.print(said, soft_wrap=True, markup=False)
        out.print(experiment_link(spec), soft_wrap=True, markup=False, highlight=False)
        return
    text = dumps(spec or kept_run(Store(store), what, trained=False).spec)
    if to is None:
        out.print(text, soft_wrap=True, markup=False, highlight=False, end="")
    else:
        errors.print(f"Wrote {write_file(to, text)}", soft_wrap=True)


COMMANDS = {"link": link_command}
