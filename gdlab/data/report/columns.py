"""The findings of a table, before anything is trained: column by column, then its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.future import future_leaks
from gdlab.data.report.hashes import repeated, row_hashes, shuffled_hashes
from gdlab.data.report.keys import group, unique_key
from gdlab.data.report.leaks import leak_finding
from gdlab.data.report.sample import Sample, SampledColumn
from gdlab.data.report.values import constant, odd_number


def column_findings(
    sample: Sample,
    target: str | Sequence[str],
    inputs: Sequence[str],
    *,
    classes: bool,
    grouped_by: str = "",
    time: str = "",
) -> tuple[DataFinding, ...]:
    """Return what is to be said of the inputs of a table: one finding a column, the gravest first.

    Args:
        sample: rows of the table.
        target: the column to predict, or several.
        inputs: the columns to predict it from.
        classes: whether the target holds classes.
        grouped_by: the column that the split keeps together, of which nothing needs to be said.
        time: the column that the rows are sorted by; "" takes the first column of dates, if there is one.
    """
    names = [target] if isinstance(target, str) else target
    predicted = [c for name in names if (c := sample.column(name)) is not None]
    shown = [c for name in inputs if (c := sample.column(name)) is not None]
    if not shown:
        return ()
    every = [*shown, *predicted]
    once = _once(sample, every)
    later, earlier = future_leaks(sample, predicted, shown, time)
    # What repeats a row is no proof that a column predicts the target.
    predicted = [replace(c, values=np.where(once, c.values, np.nan)) for c in predicted]
    alone = len(shown) == 1
    found = [
        later.get(c.name) or _of_column(c, predicted, sample, classes=classes, alone=alone, earlier=c.name in earlier)
        for c in shown
    ]
    found += [odd_number(c) for c in predicted]
    ranked = sorted((f for f in found if f is not None), key=lambda f: _GRAVEST.index(f.kind))
    ranked = [f for f in ranked if not (f.kind == "group" and grouped_by)]
    return (*ranked, *_repeated_rows(sample, once, every))


_GRAVEST = ("leak", "key", "group", "mark", "outlier", "constant")


def _of_column(
    column: SampledColumn,
    targets: Sequence[SampledColumn],
    sample: Sample,
    *,
    classes: bool,
    alone: bool,
    earlier: bool,
) -> DataFinding | None:
    """Return the gravest finding of one column."""
    together = group(column, sample)
    known = earlier or together is not None  # rows of one patient are alike, which a split by group allows for
    found = (leak_finding(column, target, classes=classes, alone=alone, earlier=known) for target in targets)
    given_away = next((finding for finding in found if finding is not None), None)
    return given_away or unique_key(column, sample) or together or odd_number(column) or constant(column)


def _once(sample: Sample, columns: Sequence[SampledColumn]) -> np.ndarray:
    """Return which rows are the first of their kind; all, where columns of few values make equal rows by chance."""
    hashes = row_hashes([c.values for c in columns])
    first = np.zeros(sample.rows, dtype=bool)
    first[np.unique(hashes, return_index=True)[1]] = True
    by_chance = repeated(shuffled_hashes([c.values for c in columns])).mean()
    return first if (~first).mean() > 3 * by_chance else np.ones(sample.rows, dtype=bool)


def _repeated_rows(sample: Sample, once: np.ndarray, columns: Sequence[SampledColumn]) -> list[DataFinding]:
    """Return how many rows occur more than once, where every row was looked at."""
    if sample.step > 1 or once.all():
        return []
    number = int(repeated(row_hashes([c.values for c in columns])).sum())
    if number < max(3, 0.01 * sample.rows):
        return []
    said = f"{number:,} of {sample.rows:,} rows occur more than once; a split by lot puts the same row in both parts."
    return [DataFinding("duplicates", said)]
