"""Columns that grow together, written by one thread and read by any number, without a lock.

The writer fills rows beyond the published ones and publishes them by putting a new :class:`Rows` in the place of the
last. When it needs memory, or leaves out rows, it copies into other arrays first, so that a reader that holds a
``Rows`` always has columns that belong together.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.column_files import ColumnFiles
from gdlab.engine.thinning import Limit, ThinningPlan, rows_left

_log = logging.getLogger(__name__)

INDEX = ("step", "epoch", "examples", "gradients", "elapsed", "wall_time")
#: Bytes from which on a table that keeps every row has its columns in files.
IN_MEMORY = 1 << 23
#: Rows that are copied at once.
_AT_ONCE = 1 << 16
#: The memory of the rows that are left of such a table for a chart.
_OVERVIEW = Limit(1 << 23)


@dataclass(frozen=True)
class Rows:
    """The rows of a table at a moment.

    Attributes:
        columns: the arrays, which may be longer than what is published.
        length: how many rows are published.
        generation: how often older rows were left out. Rows of one generation never change.
    """

    columns: Mapping[str, np.ndarray]
    length: int
    generation: int = 0

    def read(self, name: str, first: int = 0) -> np.ndarray:
        """Return a read-only view of a column from the row ``first`` on."""
        view = self.columns[name][first : self.length]
        view.flags.writeable = False
        return view


class Table:
    """Columns of equal length that grow together: thinned within a limit, or in files of the temporary folder.

    Args:
        tags: the names of the values.
        capacity: for how many rows there is memory at first.
        rows: rows that are there already.
    """

    def __init__(self, tags: tuple[str, ...], capacity: int = 1024, rows: Rows | None = None) -> None:
        self.tags = tags
        empty = {name: np.empty(capacity, np.float64) for name in (*INDEX, *tags)} if rows is None else {}
        self.rows = rows or Rows(empty, 0)
        self._plan: ThinningPlan | None = None
        self._first = self._stride = 0
        self._files: ColumnFiles | None = None
        self._has_disk = True
        self._overview: Table | None = None

    @property
    def length(self) -> int:
        """Return the number of published rows."""
        return self.rows.length

    @property
    def overview(self) -> Rows:
        """Return the rows, or of a table in files those that are left of it within a small memory, for a chart."""
        return self._overview.rows if self._overview is not None else self.rows

    def append(self, rows: Mapping[str, Any], n: int, limit: Limit | None = None) -> None:
        """Add ``n`` rows.

        Args:
            rows: every column, as an array of n or one number.
            n: how many rows.
            limit: the memory that the table may take; None keeps every row.
        """
        plan = self._plan or (self._begin_plan(limit, rows) if limit is not None else None)
        steps = np.broadcast_to(rows["step"], (n,))
        done = 0
        while plan is not None and limit is not None and n and int(self._places(steps[-1:])[0]) + 1 >= plan.due:
            end = max(done, int(np.searchsorted(self._places(steps), plan.due)))
            self._extend(rows, done, end, plan.capacity)
            done = end
            plan.advance()
            self._thin(plan)
        self._extend(rows, done, n, plan.capacity if plan is not None else 0)
        if self._overview is not None:
            self._overview.append(rows, n, _OVERVIEW)
        elif self._files is not None:
            self._overview = self._made_overview()

    def snapshot(self) -> tuple[Mapping[str, np.ndarray], int, int]:
        """Return the columns, how many rows of them are published, and the generation of the rows.

        Rows of one generation never change; another generation says that older rows were replaced.
        """
        rows = self.rows
        return rows.columns, rows.length, rows.generation

    def read(self, name: str, first: int = 0) -> np.ndarray:
        """Return a read-only view of the rows of a column from ``first`` to the last published one."""
        return self.rows.read(name, first)

    def frozen(self) -> Table:
        """Return the table as it is now, which does not grow; it shares its columns with this one."""
        made = Table(self.tags, rows=self.rows)
        made._overview = self._overview.frozen() if self._overview is not None else None
        return made

    def note_read(self, rows: int) -> None:
        """Take note that so many rows were read; a table in files gives their memory back, once it is much."""
        if self._files is not None:
            self._files.note_touched(rows)

    def _extend(self, rows: Mapping[str, Any], first: int, end: int, most: int = 0) -> None:
        """Publish the rows from ``first`` to ``end`` of those given; memory is taken for ``most`` rows, 0 for any."""
        held = self.rows
        length = held.length + end - first
        columns = held.columns
        if length > columns["step"].size:
            columns = self._grown(held, length, most)
        for name, column in columns.items():
            # an optimizer that evaluates each example once need not say how many gradients it took
            given = rows[name if name in rows or name != "gradients" else "examples"]
            column[held.length : length] = given[first:end] if np.ndim(given) else given
        self.rows = Rows(columns, length, held.generation)
        if self._files is not None:
            self._files.note_touched(end - first)

    def _grown(self, held: Rows, length: int, most: int) -> Mapping[str, np.ndarray]:
        """Return columns for so many rows with those that are held: in memory, or in files where every row is kept."""
        size = held.columns["step"].size
        wanted = max(2 * size, length)
        if not most and self._has_disk and 8 * wanted * len(held.columns) > IN_MEMORY:
            try:
                return self._in_files(held, length)
            except OSError as error:
                self._files, self._has_disk = None, False
                _log.warning("a history that keeps every step goes on in memory, since the disk refuses it: %s", error)
        columns = {k: np.empty(max(length, min(wanted, most or wanted)), np.float64) for k in held.columns}
        for name, column in held.columns.items():
            columns[name][: held.length] = column[: held.length]
        return columns

    def _in_files(self, held: Rows, length: int) -> Mapping[str, np.ndarray]:
        """Return columns for so many rows in files, with the rows that are held.

        Raises:
            OSError: when the disk does not take them.
        """
        size = held.columns["step"].size
        if self._files is not None:
            return self._files.grown(size, length)
        files = ColumnFiles(tuple(held.columns))
        columns = files.grown(size, length)
        files.copy(held.columns, held.length, columns)
        self._files = files
        return columns

    def _made_overview(self) -> Table:
        """Return what is left of the rows so far within a small memory."""
        made = Table(self.tags)
        for first in range(0, self.length, _AT_ONCE):
            piece = {name: self.read(name, first)[:_AT_ONCE] for name in self.rows.columns}
            made.append(piece, len(piece["step"]), _OVERVIEW)
        return made

    # --- leaving out rows ---------------------------------------------------------------------------------------------
    def _begin_plan(self, limit: Limit, rows: Mapping[str, Any]) -> ThinningPlan | None:
        """Make the plan and bring it to where the rows stand, which may be stored ones; None before the second row."""
        steps = np.append(self.read("step")[:2], np.atleast_1d(rows["step"])[:2])
        if len(steps) < 2:
            return None
        self._plan = plan = ThinningPlan.of(limit, len(INDEX) + len(self.tags), len(self.tags))
        self._first, self._stride = int(steps[0]), max(1, int(steps[1] - steps[0]))
        there = int(self._places(self.read("step")[-1:])[-1]) + 1 if self.length else 0
        while plan.due <= there:
            plan.advance()
        if self.length > plan.capacity and plan.last:
            self._thin(plan)
        return plan

    def _places(self, steps: np.ndarray) -> np.ndarray:
        """Return which row of all that there ever were stands at each of these steps."""
        return (np.asarray(steps).astype(np.int64) - self._first) // self._stride

    def _thin(self, plan: ThinningPlan) -> None:
        """Leave out the rows that the plan's last thinning does not keep."""
        held = self.rows
        published = {name: held.read(name) for name in held.columns}
        stays = rows_left(published, self.tags, self._places(published["step"]), plan)
        size = max(plan.capacity, len(stays))
        columns = {name: np.empty(size, np.float64) for name in published}
        for name, column in published.items():
            columns[name][: len(stays)] = column[stays]
        self.rows = Rows(columns, len(stays), held.generation + 1)
