"""The metrics of a run, in tables that one thread writes and any number of threads read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from gdlab.engine.table import INDEX, Rows, Table
from gdlab.engine.thinning import Limit
from gdlab.spec.metrics import SPLITS, higher_is_better, metric_tags, objective, objective_tag, split_tag

#: Bytes from which on a column is not copied, and rows of one column that are looked at together.
_LARGE, _ROWS = 1 << 20, 1 << 18
#: The columns of the long form and what they hold.
LONG = {
    "metric": "U1",
    "split": "U1",
    "epoch": "f8",
    "step": "i8",
    "examples": "i8",
    "wall_time": "f8",
    "value": "f8",
}


@dataclass(frozen=True)
class Mark:
    """An event at a step: an edit, a stop, a divergence."""

    step: int
    kind: str
    text: str


@dataclass(frozen=True)
class _Best:
    """The best finite value of a tag among its first rows of one generation.

    Attributes:
        generation, rows: which rows were looked at.
        value: the best of them, NaN for none.
        at: its row, -1 for none.
    """

    generation: int = 0
    rows: int = 0
    value: float = float("nan")
    at: int = -1


def _better(best: _Best, values: np.ndarray, first: int, *, higher: bool) -> _Best:
    """Return the best of what was found and of further values, which begin at the row ``first``."""
    finite = np.flatnonzero(np.isfinite(values))
    if len(finite) == 0:
        return best
    place = int(finite[values[finite].argmax() if higher else values[finite].argmin()])
    found = float(values[place])
    if best.at >= 0 and not (found > best.value if higher else found < best.value):
        return best
    return replace(best, value=found, at=first + place)


@dataclass
class History(Mapping[str, np.ndarray]):
    """A map from each tag (``train/loss``, ``val/f1``, ...) to its values, a float64 array in order of time.

    Steps count from 1: ``train/loss`` at step k is the loss of the k-th mini-batch before its update, ``val/loss`` at
    step k is measured after k updates (step 0 is the start). ``epoch`` is a real number, examples over training size.
    ``gradients`` counts gradients of single examples: the examples seen, and more for an optimizer that evaluates
    a mini-batch several times. ``elapsed`` is seconds of training without pauses; ``wall_time`` is seconds since 1970.
    Inside one slice of the engine both are spread evenly over its steps.

    A long run keeps every step at its beginning and at its end, and between them, of each bucket of steps, the rows of
    the smallest and of the largest value of every tag and the last one; :attr:`thinned` says so. Evaluations are all
    kept. ``training.history`` says how much memory the rows may take, and ``"all"`` keeps every step. Rows that are all
    kept are in files of the program's temporary folder where they are many, as arrays that are read from there.
    """

    tables: list[Table] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    _best: dict[str, _Best] = field(default_factory=dict, init=False, repr=False, compare=False)

    def table(self, *tags: str) -> Table:
        """Return the table of these tags; make it if there is none."""
        for table in self.tables:
            if table.tags == tags:
                return table
        self.tables.append(Table(tags))
        return self.tables[-1]

    def record(self, index: Mapping[str, Any], values: Mapping[str, Any], n: int, limit: Limit | None = None) -> None:
        """Add ``n`` rows of values by their tags, in the order in which the tags are to be listed.

        A tag stays in the table that it began in. A table's other tags get NaN, which says that nothing was measured:
        a run that goes on from another one may measure other things. New tags make a table together.

        Args:
            index: the columns of :data:`INDEX`, each an array of n or one number.
            values: each tag's values, an array of n or one number.
            n: how many rows.
            limit: the memory that each table of these tags may take; None keeps every row.
        """
        homes = {tag: next((table for table in self.tables if tag in table.tags), None) for tag in values}
        new = tuple(tag for tag, home in homes.items() if home is None)
        known = [table for table in self.tables if any(home is table for home in homes.values())]
        for table in [*known, self.table(*new)] if new else known:
            table.append({**dict.fromkeys(table.tags, np.nan), **index, **values}, n, limit)

    def metrics(self) -> list[str]:
        """Return the tags that are values of metrics, those of the training part first."""
        return metric_tags(self)

    def _of(self, tag: str) -> Table:
        for table in self.tables:
            if tag in table.tags:
                return table
        raise KeyError(f"{tag} is not in this history; it holds {', '.join(self) or 'nothing yet'}")

    def rows(self, tag: str) -> Rows:
        """Return a tag's values with everything that they stand at, from one moment, also while a run trains."""
        return self._of(tag).rows

    def overview(self, tag: str) -> Rows:
        """Return as many of a tag's rows as a chart needs: both ends and extremes where there are very many."""
        return self._of(tag).overview

    def frozen(self) -> History:
        """Return the history as it is now, which does not grow; it shares its memory with this one."""
        return History([table.frozen() for table in self.tables], list(self.marks))

    @property
    def thinned(self) -> tuple[int, int] | None:
        """Return how many steps are kept and how many there were, or None where every step is kept."""
        tag = objective_tag("train")
        if tag not in self:
            return None
        steps = self.rows(tag).read("step")
        there_were = int(steps[-1] - steps[0]) + 1 if len(steps) else 0
        return (len(steps), there_were) if there_were > len(steps) else None

    def __getitem__(self, tag: str) -> np.ndarray:
        """Return a tag's values; ``val_loss`` is read as ``val/loss``."""
        try:
            return self._of(tag).read(tag)
        except KeyError:
            head, _, rest = tag.partition("_")
            if head not in SPLITS or not rest:
                raise
            return self._of(f"{head}/{rest}").read(f"{head}/{rest}")

    def __iter__(self) -> Iterator[str]:
        return (tag for table in self.tables for tag in table.tags)

    def __len__(self) -> int:
        return sum(len(table.tags) for table in self.tables)

    def index(self, tag: str, column: str = "step") -> np.ndarray:
        """Return where a tag's values stand: its step, epoch, examples, gradients, elapsed or wall_time."""
        return self._of(tag).read(column)

    def last(self, tag: str) -> float:
        """Return a tag's newest value, NaN when there is none."""
        values = self[tag] if tag in self else np.empty(0)
        return float(values[-1]) if len(values) else float("nan")

    def newest(self, tag: str, most: int) -> np.ndarray:
        """Return a tag's last values, at most so many, as far back as no step between them was left out."""
        rows = self.rows(tag)
        values, steps = rows.read(tag)[-most:], rows.read("step")[-most:]
        gaps = np.flatnonzero(np.diff(steps) > steps[-1] - steps[-2]) if len(steps) > 1 else np.empty(0, np.int64)
        return values[gaps[-1] + 1 :] if len(gaps) else values

    def best(self, tag: str) -> tuple[float, int]:
        """Return a tag's best finite value and its step: the metric says which is better, else the smallest is."""
        if tag not in self:
            return float("nan"), -1
        rows = self.rows(tag)  # read once: the writer may add rows meanwhile
        seen = self._best.get(tag, _Best())
        if (seen.generation, seen.rows > rows.length) != (rows.generation, False):
            seen = _Best(rows.generation)
        values = rows.read(tag)
        for first in range(seen.rows, len(values), _ROWS):
            seen = _better(seen, values[first : first + _ROWS], first, higher=higher_is_better(tag))
            self._of(tag).note_read(_ROWS)
        self._best[tag] = replace(seen, rows=len(values))
        return seen.value, int(rows.read("step")[seen.at]) if seen.at >= 0 else -1

    def columns(self) -> dict[str, np.ndarray]:
        """Return the long form: one row a value, columns metric, split, epoch, step, examples, wall_time, value."""
        blocks = list(self.blocks())
        return {
            name: np.concatenate([block[name] for block in blocks]) if blocks else np.empty(0, kind)
            for name, kind in LONG.items()
        }

    def blocks(self, rows: int = 0) -> Iterator[dict[str, np.ndarray]]:
        """Yield the long form in blocks of at most so many rows of one tag; 0 is all rows of a tag in one block."""
        first = objective().tag
        for table in self.tables:
            held = table.rows
            for tag in table.tags:
                metric, split = split_tag(tag)
                for start in range(0, held.length, rows) if rows else (0,):
                    part = slice(start, start + rows if rows else None)
                    values = held.read(tag)[part]
                    # A loss that is NaN is a result; any other NaN says that nothing was measured.
                    measured: np.ndarray = np.ones(len(values), bool) if metric == first else ~np.isnan(values)
                    count = int(measured.sum())
                    block = {"metric": np.full(count, metric), "split": np.full(count, split)}
                    for name in ("epoch", "step", "examples", "wall_time"):
                        whole = name in ("step", "examples")
                        column = held.read(name)[part][measured]
                        block[name] = column.astype(np.int64 if whole else np.float64)
                    yield block | {"value": values[measured]}
                    table.note_read(len(values))

    def state(self) -> dict[str, np.ndarray]:
        """Return everything as named arrays; :meth:`restore` takes them back."""
        arrays: dict[str, np.ndarray] = {}
        for i, table in enumerate(self.tables):
            rows = table.rows
            arrays[f"{i}/tags"] = np.array(table.tags, dtype=np.str_)
            for name in (*INDEX, *table.tags):
                column = rows.read(name)  # rows that are published never change, so that a large column is shared
                arrays[f"{i}/column/{name}"] = np.array(column) if column.nbytes < _LARGE else column
        arrays["marks"] = np.array([[str(m.step), m.kind, m.text] for m in self.marks], dtype=np.str_).reshape(-1, 3)
        return arrays

    @classmethod
    def restore(cls, arrays: Mapping[str, np.ndarray]) -> History:
        """Return the history that :meth:`state` described."""
        history = cls()
        i = 0
        while f"{i}/tags" in arrays:
            tags = tuple(str(t) for t in arrays[f"{i}/tags"])
            rows = {name: arrays[f"{i}/column/{name}"] for name in (*INDEX, *tags) if f"{i}/column/{name}" in arrays}
            history.table(*tags).append(rows, len(rows["step"]))
            i += 1
        history.marks = [Mark(int(s), str(k), str(t)) for s, k, t in arrays.get("marks", ())]
        return history
