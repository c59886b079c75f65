"""What the x-axis of the curves counts, and how far it reaches while a run grows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gdlab.engine.table import Rows
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.run_book import ShownRun
from gdlab.spec.metrics import objective_tag
from gdlab.translation import tr_noop

#: A run that would take longer than this (seconds) does not get its whole planned length from the beginning.
_LONG = 40.0
#: Runs that begin beyond this share of the axis do not have it begin at 0.
_FAR = 0.1


@dataclass(frozen=True)
class XAxis:
    """A unit of the x-axis: its name, its column in the history and the label of the axis."""

    name: str
    column: str
    label: str

    def values(self, rows: Rows, first: float) -> np.ndarray:
        """Return where the rows of a tag are; wall time counts from ``first``."""
        values = rows.read(self.column)
        return values - first if self.column == "wall_time" else values

    def planned(self, run: ActiveRun) -> float:
        """Return where a run that is under way will end, 0 where that is unknown."""
        trainer = run.trainer
        if trainer is None or run.status.ended:
            return 0.0
        steps = float(trainer.planned_steps)
        epochs = steps / trainer.steps_per_epoch
        ends = {"step": steps, "epoch": epochs, "examples": epochs * trainer.n_examples}
        return ends.get(self.column, 0.0) * _share(run)


def axis_extent(axis: XAxis, shown: Iterable[ShownRun], first: float) -> tuple[float, float] | None:
    """Return from where to where the axis reaches, the same for every chart of these runs.

    It begins at 0, or where the runs begin if that is far from it, as with a branch, and ends where they will end as
    planned, or where they have got to. A run that is recorded from its first step begins at 0, however long that step
    took; only wall time counts from another run's beginning.

    Args:
        axis: what the axis counts.
        shown: the runs; hidden ones do not count.
        first: when the first run was started, in seconds since the epoch.

    Returns:
        Start and end, None before anything was measured.
    """
    starts, ends = list[float](), list[float]()
    for run in (s for s in shown if s.visible):
        ends.append(axis.planned(run.run))
        for tag in (objective_tag("train"), objective_tag("val")):
            if tag not in run.run.history:
                continue
            rows = run.run.history.rows(tag)
            values = axis.values(rows, first)
            if len(values):
                whole = axis.column != "wall_time" and rows.read("step")[0] <= 1
                starts.append(0.0 if whole else float(values[0]))
                ends.append(float(values[-1]))
    start, end = min(starts, default=0.0), max(ends, default=0.0)
    return (0.0 if start < _FAR * end else start, end) if end > 0 else None


def _share(run: ActiveRun) -> float:
    """Return the share of a run's planned length to keep room for: all of it, less for a long one's beginning."""
    done, seconds = run.progress, run.elapsed
    if done <= 0 or seconds <= 0 or seconds / done < _LONG:
        return 1.0
    return min(1.0, 2.0 ** math.ceil(math.log2(max(done * 1.05, 2.0**-20))))


AXES = (
    XAxis(tr_noop("Step"), "step", tr_noop("Step")),
    XAxis(tr_noop("Epoch"), "epoch", tr_noop("Epoch")),
    XAxis(tr_noop("Examples"), "examples", tr_noop("Examples")),
    XAxis(tr_noop("Gradient evaluations"), "gradients", tr_noop("Gradients of single examples")),
    XAxis(tr_noop("Relative time"), "elapsed", tr_noop("Time (s), pauses excluded")),
    XAxis(tr_noop("Wall time"), "wall_time", tr_noop("Time since the first run began (s)")),
)
