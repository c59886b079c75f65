"""Keep what was trained: in the store, as CSV, as a picture; one that fails keeps no other from being made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gdlab.cli.console import errors
from gdlab.lab import picture
from gdlab.lab.export import export
from gdlab.lab.files import check_writable
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.spec.errors import GdlabError


def open_outputs(store: Path | None, csv: Path | None, plot: Path | None = None) -> Store:
    """Check, before anything is trained, that every output can be written, and return the store.

    Raises:
        GdlabError: with the first that cannot.
    """
    check_writable(csv)
    picture.check_picture_suffix(plot)
    check_writable(plot)
    return Store(store)


def save_runs(runs: Sequence[Run], shelf: Store, csv: Path | None, plot: Path | None = None, title: str = "") -> None:
    """Write the runs wherever they are wanted.

    Raises:
        GdlabError: after all was tried, with what could not be written.
    """
    failed: list[str] = []

    def attempt(job: Callable[[], object]) -> None:
        try:
            job()
        except (GdlabError, OSError) as error:
            failed.append(str(error))

    def write_csv(path: Path) -> None:
        for made in export(runs, path):
            errors.print(f"Wrote {made}", soft_wrap=True)

    def draw(path: Path) -> None:
        picture.plot_runs(runs, path, title=title)
        errors.print(f"Wrote {path}", soft_wrap=True)

    for run in runs:
        attempt(lambda run=run: shelf.save(run))
    if csv is not None and runs:
        attempt(lambda: write_csv(csv))
    if plot is not None and runs:
        attempt(lambda: draw(plot))
    if failed:
        raise GdlabError("\n".join(dict.fromkeys(failed)))
