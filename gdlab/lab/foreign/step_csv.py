"""A table with a column of steps and one a metric: Lightning's CSVLogger, and the history of Weights & Biases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.text import column_of, moment_of, number_of, numbered_heading, records_of, step_of
from gdlab.spec.errors import DataError

#: What the column of steps is called.
STEP = ("_step", "step", "global_step")
_EPOCH, _TIME = ("epoch",), ("_timestamp", "timestamp")
#: Columns that are no metric: the seconds since the start, and the numbers of rows that pandas writes.
_PLAIN = ("_runtime", "unnamed:_0")


class StepCsv(ForeignFormat):
    """A column of steps and one a metric, which is empty where nothing was measured; text is no metric.

    ``epoch`` and ``_timestamp`` say where a row stands.
    """

    title: ClassVar[str] = "Lightning's and Weights & Biases' CSV by steps"
    rank: ClassVar[int] = 6

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return len(headings) > 1 and bool(column_of(headings, *STEP))

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        curves: dict[str, Curve] = {}
        for line, cells in records_of(path, progress, numbered_heading):
            headings = list(cells)
            axis, epoch, time = (column_of(headings, *names) for names in (STEP, _EPOCH, _TIME))
            step = step_of(cells[axis], f"{path}: line {line}: {axis}")
            moment = moment_of(cells.get(time, ""))
            place = _metric(cells.get(epoch, "")) or 0.0
            for name, text in cells.items():
                if name in (axis, epoch, time) or not name.strip() or column_of([name], *_PLAIN):
                    continue
                value = _metric(text)
                if value is not None:
                    curves.setdefault(history_tag(name), Curve()).add(step, value, moment, place)
        return {path.stem: curves}


def _metric(text: str) -> float | None:
    """Return a number, None for an empty cell and for text."""
    try:
        return number_of(text, "")
    except DataError:
        return None
