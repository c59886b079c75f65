"""The format ``long``: metrics as CSV, one row a value; the spec is beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run


class LongCsv(RunFormat):
    """The metrics in the form ``long`` of CSV."""

    name: ClassVar[str] = "long"
    title: ClassVar[str] = "CSV, one row a value"
    help: ClassVar[str] = "Metrics as CSV, one row a value; the spec stands beside it."
    suffix: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.export import export_csv

        return export_csv(runs, path, self.name, tell)
