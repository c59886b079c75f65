"""What the x-axis of the curves counts, and how far it reaches while a run grows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.run_book import ShownRun

#: A run that would take longer than this (seconds) does not get its whole planned length from the beginning.
_LONG = 40.0


@dataclass(frozen=True)
class XAxis:
    """A unit of the x-axis: its name, its column in the history and the label of the axis."""

    name: str
    column: str
    label: str

    def values(self, shown: ShownRun, tag: str, first: float) -> np.ndarray:
        """Return where a tag's values stand; wall time counts from ``first``."""
        values = shown.run.history.index(tag, self.column)
        return values - first if self.column == "wall_time" else values

    def planned(self, run: ActiveRun) -> float:
        """Return where a run that is under way will end, 0 where that is unknown."""
        trainer = run.trainer
        if trainer is None or run.status.ended:
            return 0.0
        steps = float(trainer.total_steps)
        epochs = steps / trainer.steps_per_epoch
        ends = {"step": steps, "epoch": epochs, "examples": epochs * trainer.n_examples}
        return ends.get(self.column, 0.0) * _share(run)


def axis_extent(axis: XAxis, shown: Iterable[ShownRun]) -> float | None:
    """Return up to where the axis should keep room, None where it follows the data."""
    ends = [axis.planned(s.run) for s in shown if s.visible]
    return max(ends, default=0.0) or None


def _share(run: ActiveRun) -> float:
    """Return the share of a run's planned length to keep room for: all of it, less for a long one's beginning."""
    done, seconds = run.progress, run.elapsed
    if done <= 0 or seconds <= 0 or seconds / done < _LONG:
        return 1.0
    return min(1.0, 2.0 ** math.ceil(math.log2(max(done * 1.05, 2.0**-20))))


AXES = (
    XAxis("Step", "step", "Step"),
    XAxis("Epoch", "epoch", "Epoch"),
    XAxis("Examples", "examples", "Examples"),
    XAxis("Gradient evaluations", "gradients", "Gradients of single examples"),
    XAxis("Relative time", "elapsed", "Time (s), pauses excluded"),
    XAxis("Wall time", "wall_time", "Time since the first run began (s)"),
)
