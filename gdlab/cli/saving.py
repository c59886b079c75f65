"""Keep what was trained: in the store, as CSV, as a picture; one that fails keeps no other from being made."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gdlab.cli.console import errors
from gdlab.lab import picture
from gdlab.lab.export import export, thinning_notes
from gdlab.lab.files import check_writable
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.store.recorder import RunRecorder, Trouble
from gdlab.spec.errors import GdlabError


def open_outputs(store: Path | None, csv: Path | None, plot: Path | None = None, *, remind: bool = True) -> Store:
    """Check, before anything is trained, that every output can be written, and return the store.

    Args:
        store: the file of runs; the user's own store if None.
        csv: the file of metrics, if one is wanted.
        plot: the picture of the curves, if one is wanted.
        remind: whether to say which runs were interrupted.

    Raises:
        GdlabError: with the first that cannot.
    """
    check_writable(csv)
    picture.check_picture_suffix(plot)
    check_writable(plot)
    opened = Store(store)
    if remind:
        remind_of_interrupted(opened)
    return opened


def remind_of_interrupted(store: Store) -> None:
    """Say which runs were interrupted and how to go on with them."""
    found = store.interrupted()
    if not found:
        return
    names = ", ".join(f"{run.name} ({run.id})" for run in found[:5]) + (", …" if len(found) > 5 else "")
    count = "1 run was" if len(found) == 1 else f"{len(found)} runs were"
    errors.print(f"{count} interrupted: {names}; `gdlab resume` goes on.", soft_wrap=True, style="yellow")


@contextmanager
def recording(store: Store) -> Generator[RunRecorder]:
    """Give what writes runs into a store while they train, and write the rest at the end, saying how it goes.

    Raises:
        StoreError: when what was trained could be written neither into the store nor elsewhere.
    """
    reported: set[str] = set()

    def on_trouble(trouble: Trouble | None) -> None:
        if trouble is not None and trouble.message not in reported:
            reported.add(trouble.message)
            errors.print(f"gdlab: {trouble.message}. Training goes on; saving is tried again.", soft_wrap=True)

    recorder = RunRecorder(store, on_trouble)
    try:
        yield recorder
    finally:
        began = time.monotonic()
        told = False

        def saving(left: int) -> None:
            nonlocal told
            if not told and time.monotonic() - began > 0.5:
                told = True
                errors.print(f"Saving {left} run{'s' * (left != 1)} …")

        elsewhere = recorder.close(progress=saving)
        if elsewhere is not None:
            errors.print(
                f"gdlab: {store.path} could not be written; the runs are in {elsewhere} instead", soft_wrap=True
            )


def write_outputs(
    runs: Sequence[Run], csv: Path | None, plot: Path | None = None, title: str = "", *, quiet: bool = False
) -> None:
    """Write the files that were asked for, and say which unless it is to be ``quiet``.

    Raises:
        GdlabError: after all was tried, with what could not be written.
    """
    failed: list[str] = []

    def attempt(job: Callable[[], object]) -> None:
        try:
            job()
        except (GdlabError, OSError) as error:
            failed.append(str(error))

    def tell(text: str) -> None:
        if not quiet:
            errors.print(text, soft_wrap=True)

    def write_csv(path: Path) -> None:
        for made in export(runs, path):
            tell(f"Wrote {made}")
        for note in thinning_notes(runs):
            tell(note)

    def draw(path: Path) -> None:
        picture.plot_runs(runs, path, title=title)
        tell(f"Wrote {path}")

    if csv is not None and runs:
        attempt(lambda: write_csv(csv))
    if plot is not None and runs:
        attempt(lambda: draw(plot))
    if failed:
        raise GdlabError("\n".join(dict.fromkeys(failed)))
