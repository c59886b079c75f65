"""The column ``figures`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn
from gdlab.lab.columns.cells import cell_text


class SummaryFigures(SummaryColumn):
    """The final and best figures, a column a figure; empty where a run has none."""

    name = "figures"
    help = "Final and best figures, a column a figure; empty where a run has none."
    after = "fields"

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        return list(dict.fromkeys(name for each in runs for name in each.figures))

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [cell_text(run.figures.get(name)) for name in headings]
