"""Make a sound store of every line that is on the pages of a damaged one.

The lines of a table are found by the table's tree. Pages that no tree leads to any more, and that are not noted as
free, are searched afterwards, and their lines told by their columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gdlab.lab.store.database import MARK, SCHEMA, VERSION
from gdlab.lab.store.database_pages import DatabasePages
from gdlab.lab.store.page_records import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    Record,
    Value,
    child_pages,
    kind_of,
    records,
)

#: The columns of each table by their kinds (t: text, i: integer, r: real or integer, b: bytes, n: real or nothing), and
#: how many of them, at the beginning, identify a line.
_TABLES = {
    "runs": ("tttttrrttttin", 1),
    "series": ("titi", 2),
    "parts": ("tiiib", 3),
    "marks": ("tiitt", 2),
    "blobs": ("ttirb", 2),
    "tags": ("tt", 2),
    "notes": ("tt", 1),
}
_KINDS: dict[str, tuple[type, ...]] = {
    "t": (str,), "i": (int,), "r": (int, float), "b": (bytes,), "n": (int, float, type(None))
}  # fmt: skip
#: Tables whose lines look alike, so that a line that no tree leads to may belong to either.
_ALIKE = ("tags", "notes")
#: Columns by which the newest of several lines with one key is told, where no tree says which one counts.
_AGE = {"runs": 6, "parts": 3, "blobs": 3}
Key = tuple[Value, ...]


@dataclass
class Rebuilt:
    """What was found on the pages of a damaged store.

    Attributes:
        known: by table and run, what identifies each line of which its index or the rest of a record still tells.
        strays: runs some of whose lines are on pages that no tree leads to.
        unsure: runs of which lines were found that may be tags or notes.
    """

    known: dict[str, dict[str, set[Key]]] = field(default_factory=lambda: {table: {} for table in _TABLES})
    strays: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def of(self, table: str, run: str) -> set[Key]:
        """Return what identifies the lines of a run in a table."""
        return self.known[table].get(run, set())

    @property
    def runs(self) -> set[str]:
        """Return the ids of all runs of which anything was found."""
        return {run for lines in self.known.values() for run in lines}


def rebuild(pages: DatabasePages, target: Path) -> Rebuilt:
    """Write every line that is whole into a new store.

    Args:
        pages: the damaged store.
        target: a file that is not there.

    Raises:
        sqlite3.Error: when the new file cannot be written.
    """
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for statement in SCHEMA:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {MARK}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        found = _Search(pages, db).run()
        db.execute("COMMIT")
    return found


def _default_roots() -> dict[str, int]:
    """Return the first pages of the tables and indexes of a store as it is made."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in SCHEMA:
            db.execute(statement)
        return dict(db.execute("SELECT name, rootpage FROM sqlite_schema"))


class _Search:
    """The search of a damaged store's pages for lines."""

    def __init__(self, pages: DatabasePages, db: sqlite3.Connection) -> None:
        self._pages, self._db = pages, db
        self._seen: set[int] = {1}
        self._used: set[int] = set()
        self._held: dict[str, dict[Key, float]] = {table: {} for table in _TABLES}
        self._found = Rebuilt()

    def run(self) -> Rebuilt:
        """Search the trees, then what is left."""
        roots = self._roots()
        for table in _TABLES:
            for number in self._leaves(roots.get(table, 0), TABLE_INTERIOR, TABLE_LEAF):
                self._take_page(number, table)
        for table in _TABLES:
            for number in self._leaves(roots.get(f"sqlite_autoindex_{table}_1", 0), INDEX_INTERIOR, INDEX_LEAF):
                for record in records(self._pages, number, self._used):
                    self._note(table, record.values)
        free = self._pages.free()
        for number in range(2, self._pages.count + 1):
            if number not in self._seen and number not in free and kind_of(self._pages, number) == TABLE_LEAF:
                self._take_page(number, None)
        return self._found

    def _roots(self) -> dict[str, int]:
        """Return the first page of each tree by its name, as the store says, or as it is in a new store."""
        roots = _default_roots()
        with suppress(IndexError):
            for number in [1] if kind_of(self._pages, 1) == TABLE_LEAF else child_pages(self._pages, 1):
                for record in records(self._pages, number, self._used):
                    if len(record.values) >= 4 and isinstance(root := record.values[3], int):
                        roots[f"{record.values[1]}"] = root
        return roots

    def _leaves(self, root: int, inside: int, leaf: int) -> Iterator[int]:
        """Yield the pages of a tree that hold records, those of the inside of an index included."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            kind = kind_of(self._pages, number)
            if number in self._seen or kind not in (inside, leaf):
                continue
            self._seen.add(number)
            if kind == inside:
                waiting += reversed(child_pages(self._pages, number))
            if kind != TABLE_INTERIOR:
                yield number

    def _take_page(self, number: int, table: str | None) -> None:
        """Take the lines of a page, of a table's tree or of none."""
        for record in records(self._pages, number, self._used):
            if table is None:
                self._take_stray(record)
            elif _fits(table, record):
                self._insert(table, record.values, float("inf"))
            else:
                self._note(table, record.values)

    def _take_stray(self, record: Record) -> None:
        table = next((name for name in _TABLES if _fits(name, record)), None)
        if table is None:
            return
        if table in _ALIKE:
            self._found.unsure.add(f"{record.values[0]}")
            return
        self._found.strays.add(f"{record.values[0]}")
        age = record.values[_AGE[table]] if table in _AGE else 0
        self._insert(table, record.values, float(age) if isinstance(age, int | float) else 0.0)

    def _insert(self, table: str, values: tuple[Value, ...], age: float) -> None:
        """Write a line unless a newer one of its key, or one of the table's tree, is there."""
        key = self._note(table, values)
        if key is None or self._held[table].get(key, -1.0) >= age:
            return
        try:
            places = ", ".join("?" * len(values))
            self._db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", values)
            self._held[table][key] = age
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError):
            return

    def _note(self, table: str, values: tuple[Value, ...]) -> Key | None:
        """Note that there was a line of this key; return None where too little of it can be read."""
        kinds, width = _TABLES[table]
        key = values[:width]
        if len(key) < width or not all(isinstance(v, _KINDS[k]) for v, k in zip(key, kinds, strict=False)):
            return None
        self._found.known[table].setdefault(f"{key[0]}", set()).add(key)
        return key


def _fits(table: str, record: Record) -> bool:
    """Return whether a record has the columns of a table."""
    kinds = _TABLES[table][0]
    return (
        record.is_whole
        and len(record.values) == len(kinds)
        and all(isinstance(value, _KINDS[kind]) for value, kind in zip(record.values, kinds, strict=True))
    )
