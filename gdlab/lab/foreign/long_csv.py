"""One value a row: MLflow's download of metrics, and gdlab's own long CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.text import column_of, moment_of, number_of, records_of, step_of

_RUN = ("run_name", "run", "name", "run_id", "run_uuid")
_METRIC = ("metric", "key", "metric_key", "metric_name", "tag")


class LongTable(ForeignFormat):
    """Columns for run (or run_id), metric (or key), step and value, and where there are, split, epoch and timestamp."""

    title: ClassVar[str] = "MLflow's CSV"
    rank: ClassVar[int] = 4

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return all(column_of(headings, *names) for names in (_METRIC, ("step",), ("value",)))

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        found: Curves = {}
        for line, cells in records_of(path, progress):
            run, metric, step, value, split, epoch, time = (
                cells.get(column_of(list(cells), *names), "")
                for names in (
                    _RUN, _METRIC, ("step",), ("value",), ("split",), ("epoch",), ("timestamp", "wall_time", "time"),
                )
            )  # fmt: skip
            where = f"{path}: line {line}"
            number = number_of(value, f"{where}: value")
            if number is not None:
                curve = found.setdefault(run or path.stem, {}).setdefault(history_tag(metric, split), Curve())
                place = number_of(epoch, f"{where}: epoch") or 0.0
                curve.add(step_of(step, f"{where}: step"), number, moment_of(time), place)
        return found
