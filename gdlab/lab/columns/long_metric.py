"""The column ``metric`` of the long form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import Cell, ExportedRun, LongColumn
from gdlab.lab.columns.cells import escape_formula


class LongMetric(LongColumn):
    """The metric, such as loss."""

    name = "metric"
    help = "Metric, such as loss."
    after = "run"

    def cells(self, run: ExportedRun) -> Sequence[Cell]:
        return [escape_formula(metric) for metric in run.measured["metric"].tolist()]
