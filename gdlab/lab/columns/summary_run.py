"""The column ``run`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn
from gdlab.lab.columns.cells import escape_formula


class SummaryRun(SummaryColumn):
    """The name of the run."""

    name = "run"
    help = "Name of the run."
    after = ""

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [escape_formula(run.name)]
