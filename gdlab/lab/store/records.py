"""A run's records in the tables of the store: written in parts as they come, read back as a whole.

``db`` is the store's database within a transaction, and ``run_id`` the run whose records are written or read.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import numpy as np

from gdlab.engine.history import INDEX, History, Mark
from gdlab.lab.run import Run, Status, run_summary
from gdlab.lab.store.codec import pack_arrays, unpack_arrays
from gdlab.lab.store.database import OF_A_RUN, StoreError
from gdlab.lab.store.made_by import code_of
from gdlab.lab.store.stored_run import line_is_whole
from gdlab.spec.files import dumps, loads

#: Columns of ``runs`` in the order in which this module reads them.
COLUMNS = "id, name, grp, status, reason, started, elapsed, spec, own_data, summary, made_by"
#: The name in a run's summary of the checksum of its line; it is a text, and what reads figures leaves texts out.
_CHECKSUM = "checksum"
#: Rows of metrics that one part holds at the most.
_ROWS_A_PART = 1 << 16


@dataclass
class SavedRows:
    """What of a run's history is in the store already.

    Attributes:
        rows: by the place of a series, its generation and the rows of it that are saved.
        parts: by the place of a series, how many parts it has.
        marks: how many marks are saved.
    """

    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    marks: int = 0


def write_run(db: sqlite3.Connection, run: Run, process: str, made_by: str, *, whole: bool = True) -> None:
    """Insert the run's own line, or bring it up to date; its metrics and arrays are written apart.

    Args:
        db: the open store.
        run: the run.
        process: which process trains it.
        made_by: versions and processor, as JSON text.
        whole: whether its parameters are written with it; a run that has ended without them counts as under way.
    """
    status = run.status if whole or not run.status.ended else Status.RUNNING
    elapsed, spec, figures = run.elapsed, dumps(run.spec), _figures(run)  # the first grows in another thread
    row = (
        run.id,
        run.label,
        run.group,
        str(status),
        run.reason,
        run.started,
        elapsed,
        spec,
        json.dumps(figures | {_CHECKSUM: _line_checksum(run.id, elapsed, spec, figures)}),
        "" if status.ended else process,
        made_by,
        int(run.own_data),
    )
    db.execute(
        """INSERT INTO runs (id, name, grp, status, reason, started, elapsed, spec, summary, process, made_by, own_data)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, grp = excluded.grp, status = excluded.status,
        reason = excluded.reason, elapsed = excluded.elapsed, spec = excluded.spec, summary = excluded.summary,
        process = excluded.process, made_by = excluded.made_by""",
        row,
    )


def _figures(run: Run) -> dict[str, float | int | str | None]:
    """Return the summary that is in a run's line, None for what is not finite."""
    return {k: v if not isinstance(v, float) or np.isfinite(v) else None for k, v in run_summary(run).items()}


def _line_checksum(key: str, elapsed: float, spec: str, figures: Mapping[str, Any]) -> str:
    """Return a checksum of what :func:`write_run` writes anew each time, unlike the moment of a run's first start."""
    text = json.dumps([key, float(elapsed), spec, figures])
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _is_as_written(key: str, elapsed: float, spec: str, summary: str) -> bool:
    """Return whether a run's line has its checksum; those of an older gdlab have none."""
    held: Any = json.loads(summary)
    if not isinstance(held, dict):
        return False
    figures = cast(dict[str, Any], held)
    noted = figures.pop(_CHECKSUM, None)
    return noted is None or noted == _line_checksum(key, elapsed, spec, figures)


def write_history(
    db: sqlite3.Connection, run_id: str, history: History, saved: SavedRows, *, is_new: bool = False
) -> SavedRows:
    """Append the rows and marks of a ``history`` that are not in the store yet and return what is now.

    A series whose older rows were thinned since (another generation), or that is shorter now, is written anew. The
    given ``saved`` is left as it is, so that a transaction that fails can be tried again with it. Of a run that the
    store did not know (``is_new``) there is nothing to take away first.
    """
    now = SavedRows(dict(saved.rows), dict(saved.parts), saved.marks)
    for place, table in enumerate(history.tables):
        generation, first = now.rows.get(place, (-1, 0))
        columns, length, current = table.snapshot()
        if current != generation or length < first:
            if not is_new:
                db.execute("DELETE FROM parts WHERE run = ? AND place = ?", (run_id, place))
            db.execute(
                "INSERT OR REPLACE INTO series (run, place, tags, generation) VALUES (?, ?, ?, ?)",
                (run_id, place, json.dumps(list(table.tags)), current),
            )
            first = now.parts[place] = 0
        while first < length:
            end = min(length, first + _ROWS_A_PART)
            block = pack_arrays({name: column[first:end] for name, column in columns.items()}, compress=True)
            db.execute(
                "INSERT OR REPLACE INTO parts (run, place, part, rows, data) VALUES (?, ?, ?, ?, ?)",
                (run_id, place, now.parts[place], end - first, block),
            )
            now.parts[place] += 1
            table.note_read(end - first)
            first = end
        now.rows[place] = (current, length)
    marks = list(history.marks)
    for number in range(now.marks, len(marks)):
        mark = marks[number]
        db.execute(
            "INSERT OR REPLACE INTO marks (run, number, step, kind, text) VALUES (?, ?, ?, ?, ?)",
            (run_id, number, mark.step, mark.kind, mark.text),
        )
    now.marks = len(marks)
    return now


def merge_parts(db: sqlite3.Connection, run_id: str, history: History, saved: SavedRows) -> SavedRows:
    """Rewrite a run's many small parts as few large ones, at its end; the arguments are :func:`write_history`'s."""
    places = [place for place, parts in saved.parts.items() if parts > 2 + saved.rows[place][1] // _ROWS_A_PART]
    held = {place: rows for place, rows in saved.rows.items() if place not in places}
    return write_history(db, run_id, history, SavedRows(held, dict(saved.parts), saved.marks)) if places else saved


def write_blob(
    db: sqlite3.Connection, run_id: str, kind: str, step: int, arrays: Mapping[str, np.ndarray], *, compress: bool
) -> None:
    """Keep a run's arrays by name under a kind and a step, in the place of older ones; ``compress`` takes time."""
    write_packed(db, run_id, kind, step, pack_arrays(arrays, compress=compress))


def write_packed(db: sqlite3.Connection, run_id: str, kind: str, step: int, packed: bytes) -> None:
    """Keep arrays that :func:`pack_arrays` has ``packed``, as :func:`write_blob` does others."""
    db.execute(
        "INSERT OR REPLACE INTO blobs (run, kind, step, time, data) VALUES (?, ?, ?, ?, ?)",
        (run_id, kind, step, time.time(), packed),
    )


def write_preparation(db: sqlite3.Connection, run: Run, *, is_new: bool = False) -> None:
    """Keep what predictions need beside the parameters, where the run has it: the preparation, averaged parameters."""
    if run.averaged:
        write_blob(db, run.id, "averaged", 0, run.averaged, compress=False)
    elif not is_new:
        delete_blob(db, run.id, "averaged")
    if run.preparation:
        write_packed(db, run.id, "preparation", 0, _packed_text(json.dumps(run.preparation)))


@lru_cache(maxsize=8)
def _packed_text(text: str) -> bytes:
    """Return a text as the bytes of a blob; the runs of a sweep share theirs."""
    return pack_arrays({"json": np.array(text)}, compress=True)


def read_preparation(db: sqlite3.Connection, run_id: str) -> dict[str, Any]:
    """Return what new rows are prepared by, nothing where it was not kept."""
    found = read_blob(db, run_id, "preparation")
    return {} if found is None else json.loads(str(found[1]["json"]))


def delete_blob(db: sqlite3.Connection, run_id: str, kind: str) -> None:
    """Remove what a run keeps under a kind."""
    db.execute("DELETE FROM blobs WHERE run = ? AND kind = ?", (run_id, kind))


def delete_run(db: sqlite3.Connection, run_id: str) -> int:
    """Remove everything of a run and return how many lines of ``runs`` that were, 0 or 1."""
    for name in OF_A_RUN:
        db.execute(f"DELETE FROM {name} WHERE run = ?", (run_id,))
    return db.execute("DELETE FROM runs WHERE id = ?", (run_id,)).rowcount


def read_run(db: sqlite3.Connection, row: tuple[Any, ...]) -> Run:
    """Return a whole run from its line in ``runs`` (:data:`COLUMNS`).

    Raises:
        StoreError: naming the run, when a part of it is damaged.
    """
    run = read_line(db, row)
    try:
        run.parameters = (read_blob(db, run.id, "parameters") or (0, {}))[1]
        run.preparation = read_preparation(db, run.id)
        run.averaged = (read_blob(db, run.id, "averaged") or (0, {}))[1]
    except (ValueError, KeyError, TypeError, MemoryError, OverflowError, RecursionError) as error:
        raise _damaged(run.id, error) from None
    return run


def read_line(db: sqlite3.Connection, row: tuple[Any, ...]) -> Run:
    """Return a run from its line in ``runs`` (:data:`COLUMNS`) with its metrics, and without its arrays.

    Raises:
        StoreError: naming the run, when its line, its spec or its metrics are damaged.
    """
    key, name, group, status, reason, started, elapsed, spec, own_data, summary, made_by = row
    try:
        if not line_is_whole((key, name, group, status, reason, spec, summary), started, elapsed):
            raise ValueError("its line holds what no line of a run does")
        if not _is_as_written(key, elapsed, spec, summary):
            raise ValueError("its checksum does not fit its spec and its figures")
        return Run(
            spec=loads(spec, f"run {key}"),
            history=read_history(db, key),
            status=Status(status),
            reason=reason,
            elapsed=elapsed,
            id=key,
            name=name,
            group=group,
            started=started,
            own_data=bool(own_data),
            code=code_of(made_by),
        )
    except (ValueError, KeyError, TypeError, MemoryError, OverflowError, RecursionError) as error:
        raise _damaged(key, error) from None


def _damaged(key: object, error: Exception) -> StoreError:
    return StoreError(f"run {key} in the store is damaged or of a newer gdlab: {error}")


def read_history(db: sqlite3.Connection, run_id: str, until: int | None = None) -> History:
    """Return a run's metrics.

    Args:
        db: the open store.
        run_id: which run.
        until: the last step whose rows are returned; all for None.

    Raises:
        ValueError: when a part is damaged.
    """
    history = History()
    for place, text in db.execute("SELECT place, tags FROM series WHERE run = ? ORDER BY place", (run_id,)).fetchall():
        tags: Any = json.loads(text)
        if not isinstance(tags, list):
            raise ValueError("the names of its metrics are damaged")
        names = tuple(str(tag) for tag in tags)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        table = history.table(*names)
        query = "SELECT rows, data FROM parts WHERE run = ? AND place = ? ORDER BY part"
        for rows, data in db.execute(query, (run_id, place)):
            columns = unpack_arrays(data)
            if {c.shape for c in columns.values()} != {(rows,)} or not {*INDEX, *names} <= columns.keys():
                raise ValueError("a part of its metrics is damaged")
            taken = rows if until is None else int(np.searchsorted(columns["step"], until, side="right"))
            table.append({name: columns[name][:taken] for name in (*INDEX, *names)}, taken)
    marks = db.execute("SELECT step, kind, text FROM marks WHERE run = ? ORDER BY number", (run_id,))
    history.marks = [Mark(int(step), str(kind), str(text)) for step, kind, text in marks]
    return history


def read_blob(db: sqlite3.Connection, run_id: str, kind: str) -> tuple[int, dict[str, np.ndarray]] | None:
    """Return the step and the arrays that a run keeps under a kind, None when there are none.

    Raises:
        ValueError: when they are damaged.
    """
    found = db.execute("SELECT step, data FROM blobs WHERE run = ? AND kind = ?", (run_id, kind)).fetchone()
    if found is None:
        return None
    step, arrays = int(found[0]), unpack_arrays(found[1])
    noted = arrays.get("marks", np.empty(0))[1:]  # of the state from which a run goes on
    if len(noted) and noted[0] != step:
        raise ValueError("a checkpoint is damaged: its step does not fit")
    return step, arrays
