"""The column ``step`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongStep(LongColumn):
    """The steps done, counted from 1; 0 is before the first."""

    name = "step"
    help = "Steps done, counted from 1; 0 is before the first."
    after = "epoch"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return run.measured["step"].tolist()
