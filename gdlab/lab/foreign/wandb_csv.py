"""Weights & Biases' export of a chart as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.progress import Progress, silent
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.lab.foreign.text import moment_of, number_of, records_of, step_of

_BETWEEN, _BOUNDS = " - ", ("__MIN", "__MAX")


class WandbCsv(ForeignFormat):
    """A column for the x-axis, mostly ``Step``, and a column ``RUN - METRIC`` a run; its bounds are left out."""

    title: ClassVar[str] = "Weights & Biases' CSV"
    rank: ClassVar[int] = 3

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return len(headings) > 1 and any(_BETWEEN in heading for heading in headings[1:])

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        found: Curves = {}
        for line, cells in records_of(path, progress, _second_run):
            axis = next(iter(cells))
            where = f"{path}: line {line}"
            place = _place(axis, cells[axis], f"{where}: {axis}")
            for name, text in cells.items():
                run, between, metric = name.rpartition(_BETWEEN)
                value = number_of(text, f"{where}: {name}") if between and not name.endswith(_BOUNDS) else None
                if value is not None and not metric.startswith("_"):
                    found.setdefault(run, {}).setdefault(history_tag(metric), Curve()).add(
                        *place[:1], value, *place[1:]
                    )
        return found


def _second_run(heading: str, number: int) -> str:
    """Return the heading of a further run of the same name: ``base [2] - loss``."""
    run, between, metric = heading.rpartition(_BETWEEN)
    return f"{run} [{number}]{between}{metric}"


def _place(axis: str, text: str, where: str) -> tuple[float, float, float]:
    """Return step, time and epoch of a value on the x-axis."""
    if "time" in axis.lower():
        moment = moment_of(text)
        return (moment, moment, 0.0)
    step = step_of(text, where)
    return (step, 0.0, step if "epoch" in axis.lower() else 0.0)
