"""The column ``epoch`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongEpoch(LongColumn):
    """The passes over the training part so far, a real number."""

    name = "epoch"
    help = "Passes over the training part so far, a real number."
    after = "split"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return list(map(repr, run.measured["epoch"].tolist()))
