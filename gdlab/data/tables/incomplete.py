"""Leave rows with missing values out of a table, and say how many, which, and by which columns."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.data.tables.store import StoredColumn, TableStore

_SHOWN = 5


def drop_incomplete(store: TableStore, columns: Sequence[StoredColumn]) -> list[str]:
    """Leave out the rows in which a value is missing and return a sentence about them; none where there are none."""
    columns = [c for c in columns if not c.part]
    lost = " OR ".join(f"{c.key} IS NULL" for c in columns)
    query = f"SELECT rowid + 1 FROM t WHERE {lost} ORDER BY rowid LIMIT {_SHOWN + 1}" if lost else ""
    rows = [str(row[0]) for row in store.open().execute(query).fetchall()] if query else []
    if not rows:
        return []
    missing = store.scalars([f"count(*) - count({c.key})" for c in columns])
    counts = {c.name: int(n) for c, n in zip(columns, missing, strict=True)}
    which = ", ".join(rows[:_SHOWN]) + (", …" if len(rows) > _SHOWN else "")
    by = ", ".join(f"{name!r} {n:,}" for name, n in sorted(counts.items(), key=lambda item: -item[1])[:_SHOWN] if n)
    dropped = store.drop_rows(lost, "a value is missing")
    return [f"{dropped:,} rows with missing values left out (rows {which}; missing: {by})."]
