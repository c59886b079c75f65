"""The column ``edits`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn
from gdlab.lab.columns.cells import escape_formula
from gdlab.lab.edits import edits_of


class SummaryEdits(SummaryColumn):
    """What was changed while it trained, with the steps; there where a run of the file was changed."""

    name = "edits"
    help = "What was changed while it trained, with the steps; there where a run of the file was changed."
    after = "figures"

    def headings(self, runs: Sequence[ExportedRun]) -> list[str]:
        return [self.name] if any(edits_of(each.run) for each in runs) else []

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [escape_formula(edits_of(run.run))] if headings else []
