"""The column ``wall_time`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongWallTime(LongColumn):
    """The seconds since 1970."""

    name = "wall_time"
    help = "Seconds since 1970."
    after = "examples"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return list(map(repr, run.measured["wall_time"].tolist()))
