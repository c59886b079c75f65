"""The format ``summary``: one row a run as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run


class SummaryCsv(RunFormat):
    """The metrics in the form ``summary`` of CSV."""

    name: ClassVar[str] = "summary"
    title: ClassVar[str] = "CSV, one row a run"
    help: ClassVar[str] = "One row a run as CSV: hyperparameters, final and best figures."
    suffix: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.export import export_csv

        return export_csv(runs, path, self.name, tell)
