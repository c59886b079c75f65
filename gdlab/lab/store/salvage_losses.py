"""What a run of a damaged store lacks, told from what else is on the store's pages."""

from __future__ import annotations

import math
import sqlite3
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status, run_summary
from gdlab.lab.store.database import StoreError
from gdlab.lab.store.rebuilding import Rebuilt
from gdlab.lab.store.store import GIVEN_UP
from gdlab.lab.store.stored_run import figures

#: What the arrays of a run are called to people, by their kind.
ARRAY_WORDS = {
    "parameters": "its parameters",
    "averaged": "its averaged parameters",
    "preparation": "what new rows are prepared by",
    "latest": "its checkpoint, so that it begins anew when it is resumed",
}
#: What identifies a line of a run in each table, and what it is called to people.
LINE_WORDS = {
    "series": ("run, place", "some of its metrics"),
    "parts": ("run, place, part", "some of its metrics"),
    "marks": ("run, number", "some of its marks"),
    "tags": ("run, tag", "some of its tags"),
    "notes": ("run", "its note"),
}


def missing_lines(db: sqlite3.Connection, run: Run, found: Rebuilt, kinds: set[str]) -> list[str]:
    """Return in words what a run had and is not there any more.

    Args:
        db: the rebuilt store.
        run: the run.
        found: what was found on the pages of the damaged store.
        kinds: the kinds of its arrays that are whole.

    Raises:
        StoreError: when lines of before and after a change of its metrics were found together.
    """
    if run.id in found.strays and not _is_in_order(run.history):
        raise StoreError(f"run {run.id} in the store is damaged: its metrics are mixed with others")
    missing = [] if _is_complete(db, run) else [LINE_WORDS["parts"][1]]
    for table, (columns, words) in LINE_WORDS.items():
        there = set(db.execute(f"SELECT {columns} FROM {table} WHERE run = ?", (run.id,)))
        missing += [words] if found.of(table, run.id) - there else []
    expected = {f"{key[1]}" for key in found.of("blobs", run.id)}
    expected |= {"parameters"} if _is_settled(run) else set()
    missing += [words for kind, words in ARRAY_WORDS.items() if kind in expected - kinds]
    return missing + (["some of its tags or its note"] if run.id in found.unsure else [])


def _is_settled(run: Run) -> bool:
    """Return whether a run was written as a whole at its end, and not given up by another process."""
    return run.status.ended and run.status != Status.INTERRUPTED and run.reason != GIVEN_UP


def _is_in_order(history: History) -> bool:
    """Return whether the steps of every series rise; else lines of before and after a change were found together."""
    steps = [table.rows.read("step") for table in history.tables]
    return all(bool(np.all(np.diff(each) >= 0)) for each in steps)


def _is_complete(db: sqlite3.Connection, run: Run) -> bool:
    """Return whether the parts of a run's metrics are numbered without a gap and reach as far as its line says."""
    query = "SELECT count(*), max(part) + 1 FROM parts WHERE run = ? GROUP BY place"
    if any(count != last for count, last in db.execute(query, (run.id,))):
        return False
    (text,) = db.execute("SELECT summary FROM runs WHERE id = ?", (run.id,)).fetchone()
    noted, now = figures(f"{text}"), run_summary(run)
    if not _is_settled(run):
        return float(now["steps"]) >= (noted.get("steps") or 0)
    compared = ("steps", *run.history.metrics())
    return all(_agree(noted[name], now[name]) for name in compared if name in noted)


def _agree(noted: Any, now: Any) -> bool:
    """Return whether a figure is the one that was noted, which is None for one that is not finite."""
    return noted == now if noted is not None else not math.isfinite(now)
