"""The format ``wide``: metrics as CSV, one row a step and one column a run and metric."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run


class WideCsv(RunFormat):
    """The metrics in the form ``wide`` of CSV."""

    name: ClassVar[str] = "wide"
    title: ClassVar[str] = "CSV, one column a run"
    help: ClassVar[str] = "Metrics as CSV, one row a step and one column a run and metric."
    suffix: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.export import export_csv

        return export_csv(runs, path, self.name, tell)
