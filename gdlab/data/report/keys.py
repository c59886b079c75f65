"""Columns that name rows instead of describing them: unique keys, and keys of what rows belong to."""

from __future__ import annotations

import re

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.sample import Sample, SampledColumn

_FEWEST = 20
_ID = re.compile(r"(^|[_\s.-])(ids?|key|uuid|guid|nr|no|number|num|index|idx|row|rowid|code|serial)$", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z](Id|ID|No|Nr|Key|Number|Index)$")
_TIME = re.compile(r"year|date|time|month|day|epoch", re.IGNORECASE)
_MEMBER = re.compile(
    r"(^|[_\s.-])(patient|subject|user|customer|client|person|participant|respondent|house|household|family|student|"
    r"pupil|school|session|device|sensor|machine|engine|store|shop|site|hospital|doctor|driver|player|animal|plot|"
    r"batch|speaker|author|writer)s?([_\s.-]?(id|no|nr|number|key|code|name))?$|[_\s.-]id$",
    re.IGNORECASE,
)


def unique_key(column: SampledColumn, sample: Sample) -> DataFinding | None:
    """Return what is to be said of a column that differs in every row, or nearly so, and only names it."""
    n = len(column.known)
    if n < _FEWEST or column.kind in ("text", "date"):
        return None
    if column.kind == "numeric":
        return _number(column, sample, n)
    if column.distinct == n:
        said = (
            f"{column.name!r} differs in every row ({n:,} different values in {n:,} "
            f"rows{' looked at' if sample.step > 1 else ''}): it names rows"
        )
    elif column.distinct > n / 2 and n >= 50:
        said = f"{column.name!r} differs in nearly every row ({column.distinct:,} different values in "
        said += f"{n:,} rows{' looked at' if sample.step > 1 else ''})"
    else:
        return None
    said += (
        f"; each value becomes an input of its own, {column.distinct:,} of them or more, and can be learned by heart."
    )
    return DataFinding("key", said, column.name, "leave out")


def _number(column: SampledColumn, sample: Sample, n: int) -> DataFinding | None:
    values = column.known
    if column.distinct < n or (values != np.round(values)).any() or _TIME.search(column.name):
        return None
    dense = np.ptp(values) + 1 <= 2 * n * sample.step
    named = bool(_ID.search(column.name) or _CAMEL.search(column.name))
    if not (dense or named):
        return None
    said = f"{column.name!r} is a different whole number in each of {n:,} "
    said += f"rows{' looked at' if sample.step > 1 else ''} "
    said += f"({values.min():g} to {values.max():g}): it numbers them, and says nothing of a new row."
    return DataFinding("key", said, column.name, "leave out")


def group(column: SampledColumn, sample: Sample) -> DataFinding | None:
    """Return what is to be said of a column whose values name what several rows belong to, such as a patient."""
    n = len(column.known)
    if (
        n < _FEWEST
        or column.kind in ("text", "date")
        or not (_MEMBER.search(column.name) or _CAMEL.search(column.name))
    ):
        return None
    whole = column.kind != "numeric" or bool((column.known == np.round(column.known)).all())
    if not whole or not max(5, n / 200) <= column.distinct <= n / 2:
        return None
    said = f"{column.name!r} names what rows belong to: {column.distinct:,} different in {n:,} "
    said += f"rows{' looked at' if sample.step > 1 else ''}, "
    said += f"{n / column.distinct:.1f} rows each. A split by lot puts rows of the same one in both parts; a split by "
    said += "group keeps them together."
    return DataFinding("group", said, column.name, "keep together")
