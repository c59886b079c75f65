"""The column ``examples`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn


class LongExamples(LongColumn):
    """The examples seen so far."""

    name = "examples"
    help = "Examples seen so far."
    after = "step"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return run.measured["examples"].tolist()
