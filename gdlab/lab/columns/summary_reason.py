"""The column ``reason`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn
from gdlab.lab.columns.cells import escape_formula


class SummaryReason(SummaryColumn):
    """The reason why it ended, where that is not plain."""

    name = "reason"
    help = "Reason why it ended, where that is not plain."
    after = "status"

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [escape_formula(run.run.reason)]
