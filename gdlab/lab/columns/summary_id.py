"""The column ``id`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn


class SummaryId(SummaryColumn):
    """The short identity of the run."""

    name = "id"
    help = "Short identity of the run."
    after = "run"

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [run.run.id]
