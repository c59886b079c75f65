"""The column ``split`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongSplit(LongColumn):
    """The part of the data that it was measured on, empty for none."""

    name = "split"
    help = "Part of the data that it was measured on, empty for none."
    after = "metric"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return run.measured["split"].tolist()
