"""The column ``status`` of the summary form."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.columns.base import ExportedRun, SummaryColumn


class SummaryStatus(SummaryColumn):
    """The status of the run: finished, stopped, diverged, failed or interrupted."""

    name = "status"
    help = "How the run stands: finished, stopped, diverged, failed, ..."
    after = "group"

    def cells(self, run: ExportedRun, headings: Sequence[str]) -> list[str]:
        return [str(run.run.status)]
