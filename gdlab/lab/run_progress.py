"""What is shown of runs while they train: a bar, the epoch and the newest metrics."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.live_output import LiveOutput, Pace
from gdlab.lab.number_text import format_number
from gdlab.lab.run import Run, Status
from gdlab.lab.training_progress import TrainingProgress
from gdlab.spec.html import html_progress, html_text
from gdlab.spec.metrics import objective_tag


class RunProgress:
    """The progress of one run in an output of its own.

    Args:
        output: where it is shown.
        name: what the run is called.
    """

    def __init__(self, output: LiveOutput, name: str) -> None:
        self._output, self._name, self._pace = output, name, Pace()

    def preparing(self, text: str) -> None:
        """Show what is done before the first step."""
        if self._pace.due():
            line = f"{self._name}: {text}"
            self._output.show(html_text(line), line)

    def __call__(self, trainer: TrainingProgress) -> None:
        """Show how far the trainer is."""
        if self._pace.due():
            line = f"{self._name}: {trainer_line(trainer)}"
            self._output.show(html_progress(trainer.step / max(trainer.planned_steps, 1), line), line)

    def end(self, run: Run) -> None:
        """Show what became of the run."""
        line = f"{self._name}: {run_line(run)}"
        self._output.close(html_text(line), line)

    def fail(self, error: BaseException) -> None:
        """Show that the run ended with an error, which the caller sees too."""
        line = f"{self._name}: ended by {type(error).__name__}"
        self._output.close(html_text(line), line)


class ComparisonProgress:
    """The progress of runs that train side by side, a line a run.

    The runs' threads write their own lines; only the thread that waits for them shows anything, since a notebook
    takes outputs from the thread of the cell.

    Args:
        output: where it is shown.
        names: what the runs are called.
    """

    def __init__(self, output: LiveOutput, names: Sequence[str]) -> None:
        self._output, self._names = output, list(names)
        self._lines, self._shares = ["waits"] * len(self._names), [0.0] * len(self._names)

    def note(self, i: int, trainer: TrainingProgress) -> None:
        """Write the line of run ``i`` anew; called from its thread."""
        self._shares[i], self._lines[i] = trainer.step / max(trainer.planned_steps, 1), trainer_line(trainer)

    def show(self) -> None:
        """Show all lines; called from the waiting thread."""
        lines = [f"{name}: {line}" for name, line in zip(self._names, self._lines, strict=True)]
        bars = [html_progress(share, line) for share, line in zip(self._shares, lines, strict=True)]
        self._output.show("".join(bars), "\n".join(lines))

    def end(self, runs: Sequence[Run]) -> None:
        """Show what became of the runs."""
        lines = [f"{run.label}: {run_line(run)}" for run in runs]
        self._output.close("".join(map(html_text, lines)), "\n".join(lines))


def trainer_line(trainer: TrainingProgress) -> str:
    """Return epoch and newest metrics in one line."""
    history = trainer.history
    tags = [tag for tag in history if tag == objective_tag("train") or tag.startswith("val/")]
    figures = [f"{tag} {format_number(history.last(tag))}" for tag in tags]
    return " · ".join([f"epoch {trainer.epoch:.1f}", *figures, f"{trainer.elapsed:.1f} s"])


def run_line(run: Run) -> str:
    """Return status, reason and final metrics of a run in one line."""
    why = f" ({run.reason})" if run.reason else ""
    tags = [tag for tag in run.history if tag == objective_tag("train") or tag.startswith("val/")]
    figures = [f"{tag} {format_number(run.history.last(tag))}" for tag in tags]
    count = int(run.history.index(objective_tag("train"))[-1]) if _has_steps(run) else 0
    steps = (" after 1 step" if count == 1 else f" after {count} steps") if count else ""
    return " · ".join([f"{Status(run.status)}{why}{steps}", *figures, f"{run.elapsed:.1f} s"])


def _has_steps(run: Run) -> bool:
    return objective_tag("train") in run.history and len(run.history[objective_tag("train")]) > 0
