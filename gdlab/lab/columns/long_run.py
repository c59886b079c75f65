"""The column ``run`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn
from gdlab.lab.columns.cells import escape_formula


class LongRun(LongColumn):
    """The name of the run."""

    name = "run"
    help = "Name of the run."
    after = ""

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return [escape_formula(run.name)] * len(run.measured["value"])
