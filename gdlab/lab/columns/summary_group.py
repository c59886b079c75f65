"""The column ``group`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn


class SummaryGroup(SummaryColumn):
    """The comparison that the run belongs to, empty for none."""

    name = "group"
    help = "Comparison that the run belongs to, empty for none."
    after = "id"

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [run.run.group]
