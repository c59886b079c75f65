"""The column ``fields`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn
from gdlab.lab.columns.cells import cell_text


class SummaryFields(SummaryColumn):
    """The fields of the specs but the name, a column a dotted path; empty where a run has none."""

    name = "fields"
    help = "Fields of the specs but the name, a column a dotted path; empty where a run has none."
    after = "reason"

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        return list(dict.fromkeys(name for each in runs for name in each.fields if name != "name"))

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [cell_text(run.fields.get(name)) for name in headings]
