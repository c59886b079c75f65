"""Turn the texts of an imported table into numbers and missing values, and leave out rows that are none of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gdlab.data.tables.kinds import is_number
from gdlab.data.tables.store import TableStore, date_expression, quoted
from gdlab.data.tables.surroundings import TOTALS

_LAST = 3
_TOTAL = re.compile(rf"\s*[\"']?{TOTALS.removeprefix('(?i)')}[\"']?\s*(?=[,;\t|]|$)", re.IGNORECASE)


def convert_numbers(store: TableStore) -> None:
    """Turn texts such as "1.234,56 €" into numbers; rows with others are bad."""
    values: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column in store.columns:
        if column.kind == "numeric" and column.style is not None:
            values[column.key], known = column.style.sql(column.key), f"{column.key} IS NOT NULL"
            if column.marks:
                known += f" AND trim({column.key}) NOT IN ({_listed(column.marks)})"
            wrong[column.key] = f"{known} AND ({values[column.key]}) IS NULL"
    names = {column.key: column.name for column in store.columns}
    counts = store.scalars([f"count(*) FILTER ({condition})" for condition in wrong.values()])
    for (key, condition), count in zip(wrong.items(), counts, strict=True):
        if count:
            first = store.scalar(f"first({key}) FILTER ({condition})")
            store.drop_rows(condition, f"column {names[key]!r} holds {first!r}, which is not a number")
    store.replace_values(values)


def apply_marks(store: TableStore) -> None:
    """Make missing values of the marks of each column: texts as they are, numbers by their value."""
    values: dict[str, str] = {}
    for column in store.columns:
        if column.marks:
            numbers = [mark for mark in column.marks if is_number(mark)]
            marks = ", ".join(map(str, map(float, numbers))) if column.kind == "numeric" else _listed(column.marks)
            key = column.key if column.kind == "numeric" else f"trim(CAST({column.key} AS VARCHAR))"
            if marks:
                values[column.key] = f"CASE WHEN {key} NOT IN ({marks}) THEN {column.key} END"
    store.replace_values(values)


def leave_totals_out(store: TableStore) -> None:
    """Leave out rows of totals: the last rows whose words say so, and bad rows that begin with such a word."""
    count = sum(bool(_TOTAL.match(row.text)) for row in store.bad)
    store.bad = [row for row in store.bad if not _TOTAL.match(row.text)]
    store.n_bad -= count
    words = [c.key for c in store.columns if c.kind not in ("numeric", "date", "ignore")]
    last = f"rowid >= {store.rows - _LAST}"
    conditions = [f"regexp_full_match(trim({key}), '{TOTALS}')" for key in words]
    counts = store.scalars([f"count(*) FILTER ({total})" for total in conditions])
    for total in [total for total, n in zip(conditions, counts, strict=True) if n]:
        if 0 < store.scalar(f"count(*) FILTER ({total})") == store.scalar(f"count(*) FILTER ({total} AND {last})"):
            count += store.drop_rows(total, "a row of totals")
            store.n_bad -= int(store.bad.pop().reason.split(" ")[0].replace(",", ""))
    if count:
        store.notes.append(f"{count} {'row' if count == 1 else 'rows'} of totals left out.")


def check_dates(store: TableStore) -> None:
    """Move the rows to the bad ones in which a column of dates holds something else."""
    for column in store.columns:
        if column.kind == "date":
            wrong, why = (
                f"{column.key} IS NOT NULL AND {date_expression(column)} IS NULL",
                f"{column.name!r} is not a date",
            )
            total = f"regexp_full_match(trim({column.key}), '{TOTALS}')"
            if store.scalar(f"count(*) FILTER ({total})") == 1:
                store.drop_rows(total, why, store.scalar(f"first({column.key}) FILTER ({total})"))
            store.drop_rows(wrong, why)


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"'{quoted(text)}'" for text in texts)
