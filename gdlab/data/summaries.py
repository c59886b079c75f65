"""Sum a prepared data set up: shapes, class balance, a histogram a column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.parts import part_findings
from gdlab.spec.examples import Examples

_MOST_ROWS = 50_000
_MOST_COLUMNS = 256
_BINS = 20


@dataclass(frozen=True)
class Histogram:
    """The distribution of a column's values.

    Attributes:
        name: the column.
        low: the smallest value.
        high: the largest value.
        mean: the mean.
        std: the standard deviation.
        counts: values in equal bins from ``low`` to ``high``.
    """

    name: str
    low: float
    high: float
    mean: float
    std: float
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ClassCount:
    """The number of examples (or positions of sequences) of a class in each part."""

    name: str
    train: int
    val: int


@dataclass(frozen=True)
class Summary:
    """A prepared data set in figures.

    Attributes:
        name: the data set.
        task: "classification" or "regression".
        note: where it comes from and what was done to it.
        shape: the shape of one input.
        n_train: training examples.
        n_val: validation examples.
        bytes: size of all arrays.
        on_disk: whether the inputs are mapped from a file.
        classes: how many examples of each class there are; empty for values.
        columns: a histogram an input column (the first 256), or one of all inputs where they are no table.
        targets: a histogram an output, for values.
        sampled: how many training examples the histograms were made of.
        findings: what would fool a person: examples in both parts, rare classes, parts that differ.
    """

    name: str
    task: str
    note: str
    shape: tuple[int, ...]
    n_train: int
    n_val: int
    bytes: int
    on_disk: bool
    classes: tuple[ClassCount, ...]
    columns: tuple[Histogram, ...]
    targets: tuple[Histogram, ...]
    sampled: int
    findings: tuple[DataFinding, ...] = ()


def summary(examples: Examples) -> Summary:
    """Return what a prepared data set holds; large ones are looked at in evenly spaced examples."""
    step = max(1, -(-len(examples.x_train) // _MOST_ROWS))
    x, y = examples.x_train[::step], examples.y_train[::step]
    arrays = (examples.x_train, examples.y_train, examples.x_val, examples.y_val)
    return Summary(
        name=examples.name,
        task=examples.task,
        note=examples.note,
        shape=examples.shape,
        n_train=len(examples.x_train),
        n_val=len(examples.x_val),
        bytes=sum(a.nbytes for a in arrays),
        on_disk=isinstance(examples.x_train, np.memmap),
        classes=_classes(examples) if examples.task == "classification" else (),
        columns=_columns(x, examples.features),
        targets=_columns(y, tuple(examples.extra.get("targets", ()))) if examples.task == "regression" else (),
        sampled=len(x),
        findings=part_findings(examples),
    )


def _classes(examples: Examples) -> tuple[ClassCount, ...]:
    n = max(len(examples.classes), 1 + max(int(y.max()) for y in (examples.y_train, examples.y_val) if y.size))
    train = np.bincount(examples.y_train.reshape(-1), minlength=n)
    val = np.bincount(examples.y_val.reshape(-1), minlength=n)
    names = examples.classes or tuple(str(k) for k in range(n))
    return tuple(ClassCount(name, int(t), int(v)) for name, t, v in zip(names, train, val, strict=False))


def _columns(x: np.ndarray, names: tuple[str, ...]) -> tuple[Histogram, ...]:
    if x.ndim == 2 and (names or x.shape[1] <= 16):
        names = names or tuple(f"x{k}" for k in range(x.shape[1]))
        return tuple(_histogram(names[k], x[:, k]) for k in range(min(x.shape[1], _MOST_COLUMNS)))
    if x.ndim == 3 and len(names) == x.shape[2]:  # a series: a column is a feature at any time
        return tuple(_histogram(name, x[:, :, k]) for k, name in enumerate(names))
    return (_histogram("all inputs", x),)


def _histogram(name: str, values: np.ndarray) -> Histogram:
    values = np.asarray(values, dtype=np.float64).reshape(-1)
    if not values.size:
        return Histogram(name, 0.0, 0.0, 0.0, 0.0, (0,) * _BINS)
    low, high = float(values.min()), float(values.max())
    place = np.clip(((values - low) / ((high - low) or 1.0) * _BINS).astype(np.int64), 0, _BINS - 1)
    counts = np.bincount(place, minlength=_BINS)
    return Histogram(name, low, high, float(values.mean()), float(values.std()), tuple(int(c) for c in counts))
