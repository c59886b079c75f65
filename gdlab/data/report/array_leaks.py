"""Columns of arrays that give the target away: they have no names but their numbers, and nothing leaves them out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.leaks import leak_finding
from gdlab.data.report.sample import SampledColumn

_MOST_ROWS, _MOST_COLUMNS = 20_000, 300


def array_leaks(x: np.ndarray, y: np.ndarray, *, classes: bool) -> tuple[DataFinding, ...]:
    """Return the columns of inputs that give a target away.

    Args:
        x: inputs (N, columns); of wide ones the first 300 columns are looked at.
        y: numbers of classes (N,), or values (N, outputs).
        classes: whether the targets are classes.
    """
    step = max(1, -(-len(x) // _MOST_ROWS))
    x, y = (
        np.asarray(x[::step, :_MOST_COLUMNS], np.float64),
        np.asarray(y[::step], np.float64).reshape(len(y[::step]), -1),
    )
    inputs = [_column(f"x{k}", x[:, k]) for k in range(x.shape[1])]
    targets = [_column("y" if y.shape[1] == 1 else f"y{k}", y[:, k]) for k in range(y.shape[1])]
    found = []
    for column in inputs:
        given = (leak_finding(column, target, classes=classes, alone=len(inputs) == 1) for target in targets)
        first = next((finding for finding in given if finding is not None), None)
        if first is not None:
            found.append(replace(first, remedy=""))
    return tuple(found)


def _column(name: str, values: np.ndarray) -> SampledColumn:
    return SampledColumn(name, "numeric", values, len(np.unique(values)))
