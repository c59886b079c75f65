"""The column ``step`` of the wide form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, WideColumn


class WideStep(WideColumn):
    """The step of the row, counted from 1; 0 is before the first."""

    name = "step"
    help = "Step of the row, counted from 1; 0 is before the first."
    after = ""

    def cells(self, runs: Sequence[ExportedRun], steps: Sequence[int]) -> list[list[Cell]]:
        return [list(steps)]
