"""The column ``values`` of the wide form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, WideColumn
from gdlab.lab.columns.cells import escape_formula


class WideValues(WideColumn):
    """The value of each run's metrics at the step, empty where it has none; a column a run and metric."""

    name = "values"
    help = "Value of each run's metrics at the step, empty where it has none; a column a run and metric."
    after = "step"

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        return [escape_formula(heading) for heading in _values(runs)]

    def cells(self, runs: Sequence[ExportedRun], steps: Sequence[int]) -> list[list[Cell]]:
        return [[repr(at[step]) if step in at else "" for step in steps] for at in _values(runs).values()]


def _values(runs: Sequence[ExportedRun]) -> dict[str, dict[int, float]]:
    """Return the values of each run and metric by step."""
    return {
        f"{each.name} - {tag}": dict(
            zip(each.run.history.index(tag).astype(int).tolist(), each.run.history[tag].tolist(), strict=False)
        )
        for each in runs
        for tag in each.run.history
    }
