"""Keep what was trained: in the store, as CSV, as a picture; one that fails keeps no other from being made."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from gdlab.cli.console import errors
from gdlab.cli.hard_stop import ending_while_it_compiles
from gdlab.cli.shutdown import Shutdown
from gdlab.lab import picture
from gdlab.lab.export import export, thinning_notes
from gdlab.lab.files import atomic_write, check_writable
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.restore import take_back
from gdlab.spec.errors import GdlabError


def open_outputs(
    store: Path | None,
    csv: Path | None,
    plot: Path | None = None,
    *,
    remind: bool = True,
    inputs: Sequence[str | Path | None] = (),
) -> Store:
    """Check, before anything is trained, that every output can be written, and return the store.

    Args:
        store: the file of runs; the user's own store if None.
        csv: the file of metrics, if one is wanted.
        plot: the picture of the curves, if one is wanted.
        remind: whether to say which runs were interrupted.
        inputs: the files that are read, which no output may be; the store is one of them.

    Raises:
        GdlabError: with the first that cannot.
    """
    opened = Store(store, deferred=True)
    check_writable(csv, opened.path, *inputs)
    picture.check_picture_suffix(plot)
    check_writable(plot, opened.path, *inputs)
    opened.open()
    take_back_rescued(opened)
    if remind:
        remind_of_interrupted(opened)
    return opened


def take_back_rescued(store: Store) -> None:
    """Put runs that the store refused at an earlier time into it, and say so."""
    for done in take_back(store):
        errors.print(done.sentence, soft_wrap=True, style="yellow")


def remind_of_interrupted(store: Store) -> None:
    """Print which runs were interrupted and how to resume them."""
    found = store.interrupted()
    if not found:
        return
    names = ", ".join(f"{run.name} ({run.id})" for run in found[:5]) + (", …" if len(found) > 5 else "")
    count = "1 run was" if len(found) == 1 else f"{len(found)} runs were"
    errors.print(
        f"{count} interrupted: {names}; `gdlab resume` goes on, `gdlab resume --dismiss` notes them as stopped.",
        soft_wrap=True,
        style="yellow",
    )


class StoreReport:
    """What a command prints of a store that refuses runs, and of saving that takes longer than a moment."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._next = 0.0

    def trouble(self, trouble: StoreTrouble | None) -> None:
        """Print why the store cannot be written, each reason once."""
        if trouble is not None and trouble.message not in self._said:
            self._said.add(trouble.message)
            _print(f"gdlab: {trouble.message}. Training goes on; saving is tried again.")

    def saving(self, left: int) -> None:
        """Print how many runs are still to be saved, after half a second and then every two seconds."""
        now = time.monotonic()
        self._next = self._next or now + 0.5
        if left and now > self._next:
            self._next = now + 2.0
            _print(f"Saving {left} run{'s' * (left != 1)} …")


def _print(text: str) -> None:
    with suppress(OSError):  # a closed terminal takes no text
        errors.print(text, soft_wrap=True)


class WritesCsv(Protocol):
    """A result that writes itself as CSV."""

    def to_csv(self, path: Path, /) -> object:
        """Write the rows of the result to a file."""
        ...


ResultT = TypeVar("ResultT", bound=WritesCsv)


def write_result(
    result: ResultT, csv: Path | None, plot: Path | None, draw: Callable[[ResultT, Path, str], object]
) -> None:
    """Write a result as CSV and as a picture, where they are asked for, and print the names of the files.

    Args:
        result: what was computed.
        csv: the file of its rows; None for none.
        plot: the file of its picture; None for none.
        draw: draws the result into a file in the format that a suffix without its dot names.

    Raises:
        GdlabError: when a file cannot be written.
    """
    if csv is not None:
        with atomic_write(csv) as temporary:
            result.to_csv(temporary)
        errors.print(f"Wrote {csv}", soft_wrap=True)
    if plot is not None:
        with atomic_write(plot) as temporary:
            draw(result, temporary, plot.suffix[1:].lower())
        errors.print(f"Wrote {plot}", soft_wrap=True)


@contextmanager
def recording(store: Store, stop: Shutdown | None = None) -> Generator[RunRecorder]:
    """Give what writes runs into a store while they train, and write the rest at the end, saying how it goes.

    Args:
        store: where to.
        stop: the signals; one that comes while kernels are compiled ends the process. None leaves that alone.

    Raises:
        StoreError: when what was trained could be written neither into the store nor elsewhere.
    """
    told = StoreReport()
    recorder = RunRecorder(store, told.trouble)
    try:
        with ending_while_it_compiles(stop, recorder) if stop is not None else nullcontext():
            yield recorder
    finally:
        elsewhere = recorder.close(progress=told.saving)
        if elsewhere is not None:
            _print(
                f"gdlab: {store.path} could not be written; the runs are in {elsewhere} instead, "
                "and the next start takes them back"
            )


def write_outputs(
    runs: Sequence[Run],
    csv: Path | None,
    plot: Path | None = None,
    title: str = "",
    *,
    quiet: bool = False,
    scale: float = 1.0,
) -> None:
    """Write the files that were asked for and say which.

    Args:
        runs: the runs.
        csv: the file of the metrics, None for none.
        plot: the picture of the curves, None for none.
        title: what stands above the picture.
        quiet: whether it is not said which files were written.
        scale: dots of a PNG for each dot of its usual size.

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
        picture.plot_runs(runs, path, title=title, scale=scale)
        tell(f"Wrote {path}")

    if csv is not None and runs:
        attempt(lambda: write_csv(csv))
    if plot is not None and runs:
        attempt(lambda: draw(plot))
    if failed:
        raise GdlabError("\n".join(dict.fromkeys(failed)))
