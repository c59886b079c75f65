"""Where text goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console

from gdlab.lab.terminal_text import without_controls

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from rich.text import Text

    from gdlab.lab.training_progress import TrainingProgress

#: A file or a pipe is as wide as the text; only a terminal has an edge.
_WIDE = 240


class _Console(Console):
    """A console of rich that raises BrokenPipeError when its reader has gone, and writes control characters out.

    Names of runs, files, columns and classes are others', and a terminal would obey what is in them.
    """

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(without_controls(text), **options)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    # Names of runs and files are text, never markup: "[/]" is a fine name.
    options: dict[str, Any] = {"stderr": stderr, "highlight": False, "markup": False, "emoji": False}
    console = _Console(**options)
    return console if console.is_terminal else _Console(**options, width=_WIDE)


out = _console(stderr=False)
errors = _console(stderr=True)


def print_file(text: str) -> None:
    """Print the content of a file to standard output: in UTF-8, as files are, unless a person reads it on a terminal.

    The encoding of the system, which other output has, may be one that no spec file can be read in.
    """
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    sys.stdout.write(text)


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Progress | None]:
    """Give a progress display on a terminal, None where there is none or it is not wanted."""
    if quiet or not errors.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns: tuple[Any, ...] = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        yield bar


def show_training(bar: Progress, task: TaskID, training: TrainingProgress) -> None:
    """Show on a progress display how far a run is, and its last validation loss."""
    from gdlab.lab.number_text import format_number
    from gdlab.spec.metrics import objective_tag

    loss = format_number(training.history.last(objective_tag("val")))
    bar.update(task, total=training.planned_steps, completed=training.step, note=f"val loss {loss}")
