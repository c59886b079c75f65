"""From where to where the x-axis of the curves reaches."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.history import History
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.axes import AXES, axis_extent
from gdlab.lab.run import Run, Status
from gdlab.lab.run_book import ShownRun
from tests.lab.small import spec

BY_NAME = {axis.name: axis for axis in AXES}


def shown(first_step: int, first_second: float) -> ShownRun:
    """Return an ended run of five steps that began at a step, after so many seconds, and took a tenth of one a step."""
    steps = first_step + np.arange(5)
    elapsed = first_second + 0.1 * np.arange(5)
    index = {"step": steps, "epoch": steps / 9, "examples": 4 * steps, "elapsed": elapsed, "wall_time": 1e9 + elapsed}
    history = History()
    history.record(index, {"train/loss": 1 / (1 + elapsed)}, 5)
    run = Run(spec(), history, status=Status.FINISHED)
    return ShownRun(ActiveRun(run.spec, lambda _event: None, run=run), "#000000", "solid")


@pytest.mark.parametrize(
    ("axis", "first_step", "first_second", "start"),
    [
        ("Step", 1, 3.0, 0.0),
        ("Relative time", 1, 3.0, 0.0),  # a first step that took long
        ("Relative time", 500, 3.0, 3.0),  # a branch
        ("Step", 500, 3.0, 500.0),
        ("Wall time", 1, 3.0, 3.0),  # a run that was started after another
    ],
)
def test_the_axis_begins_at_0_or_where_the_runs_begin(axis, first_step, first_second, start):
    extent = axis_extent(BY_NAME[axis], [shown(first_step, first_second)], 1e9)
    assert extent is not None
    assert extent[0] == pytest.approx(start)
