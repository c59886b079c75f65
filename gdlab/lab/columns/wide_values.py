"""The column ``values`` of the wide form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.engine.table import Rows
from gdlab.lab.columns.base import Cell, ExportedRun, WideColumn
from gdlab.lab.columns.cells import escape_formula


class WideValues(WideColumn):
    """The value of each run's metrics at the step, empty where it has none; a column a run and metric."""

    name = "values"
    help = "Value of each run's metrics at the step, empty where it has none; a column a run and metric."
    after = "step"

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        return [escape_formula(f"{each.name} - {tag}") for each in runs for tag in each.run.history]

    def cells(self, runs: Sequence[ExportedRun], steps: Sequence[int]) -> list[list[Cell]]:
        wanted = np.asarray(steps, np.int64)
        return [_cells(each.run.history.rows(tag), tag, wanted) for each in runs for tag in each.run.history]


def _cells(rows: Rows, tag: str, steps: np.ndarray) -> list[Cell]:
    """Return a tag's values at steps, "" where it has none; the last one where it has several."""
    cells: list[Cell] = [""] * len(steps)
    if rows.length == 0 or len(steps) == 0:
        return cells
    there = rows.read("step").astype(np.int64)
    at = np.searchsorted(there, steps, side="right") - 1
    found = np.flatnonzero((at >= 0) & (there[at] == steps))
    for place, value in zip(found.tolist(), rows.read(tag)[at[found]].tolist(), strict=True):
        cells[place] = repr(value)
    return cells
