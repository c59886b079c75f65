"""One run a row: MLflow's download of an experiment, with the last value of each metric."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.text import column_of, moment_of, number_of, records_of
from gdlab.spec.errors import DataError

_PLAIN = ("start_time", "duration", "run_id", "name", "run_name", "source_type", "source_name", "user", "status")

_METRIC, _RUN_NAME = "metrics.", "tags.mlflow.runname"


class RunsCsv(ForeignFormat):
    """Columns ``Run ID``, ``Start Time`` and one a metric or hyperparameter; columns of numbers are the metrics.

    Where headings say which columns are metrics (``metrics.loss`` beside ``params.lr``, as ``mlflow.search_runs`` has
    them), those alone are.
    """

    title: ClassVar[str] = "MLflow's CSV of runs"
    rank: ClassVar[int] = 5

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return bool(column_of(headings, "run_id") and column_of(headings, "start_time"))

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        found: Curves = {}
        for line, cells in records_of(path, progress):
            headings = list(cells)
            key = cells[column_of(headings, "run_id")]
            name = cells.get(column_of(headings, "name", "run_name", _RUN_NAME), "") or key
            if not name:
                raise DataError(f"{path}: line {line} has neither a name nor an id of a run")
            if name in found:  # runs of one name are several all the same
                name = f"{name} [{key[:8] or line}]"
            began = moment_of(cells[column_of(headings, "start_time")])
            plain = {column_of(headings, heading) for heading in _PLAIN}
            named = [heading for heading in headings if heading.startswith(_METRIC)]
            for heading, text in cells.items():
                plain |= set() if not named or heading in named else {heading}
                value = None if heading in plain else _value(text, f"{path}: line {line}")
                if value is not None:
                    curve = found.setdefault(name, {})[history_tag(heading.removeprefix(_METRIC))] = Curve()
                    curve.add(0.0, value, began)
        return found


def _value(text: str, where: str) -> float | None:
    """Return a metric, None for what is a word: a hyperparameter."""
    try:
        return number_of(text, where)
    except DataError:
        return None
