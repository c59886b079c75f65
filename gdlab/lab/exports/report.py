"""The format ``report``: one page for people, in HTML or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.files import OutputError, write_file
from gdlab.lab.run import Run


class ReportExport(RunFormat):
    """A page with claims, intervals, figures, curves, settings and how to repeat it."""

    name: ClassVar[str] = "report"
    title: ClassVar[str] = "Report, one page (HTML or PDF)"
    help: ClassVar[str] = "One page, HTML or PDF by the file's ending: claims, intervals, curves, settings."
    suffix: ClassVar[str] = ".html"
    other_suffixes: ClassVar[tuple[str, ...]] = (".pdf",)

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.report.findings import findings
        from gdlab.lab.report.page import report_page
        from gdlab.lab.report.sheet import report_sheet

        ending = path.suffix.lower()
        if ending not in (".html", ".htm", ".pdf"):
            raise OutputError(f"{path}: a report's name ends with .html or .pdf")
        tell(0.1, "Reading the runs")
        found = findings(runs)
        tell(0.5, "Drawing")
        return [write_file(path, report_sheet(runs, found) if ending == ".pdf" else report_page(runs, found))]
