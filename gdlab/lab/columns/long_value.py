"""The column ``value`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongValue(LongColumn):
    """The value of the metric."""

    name = "value"
    help = "Value of the metric."
    after = "wall_time"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return list(map(repr, run.measured["value"].tolist()))
