"""What travels between a sweep and its workers: plain data and arrays as bytes, checked where they arrive.

Dask itself carries the bytes. They hold a table in JSON and named arrays (:mod:`gdlab.lab.store.codec`), so that
nothing of gdlab's is unpickled on either side, and what does not have the expected form is refused with a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.table import INDEX, Rows, Table
from gdlab.lab.store.codec import pack_arrays, unpack_arrays
from gdlab.spec.errors import GdlabError
from gdlab.spec.plain import is_list, is_table

#: Bytes of arrays that one message may hold.
LARGEST_MESSAGE = 1 << 32
_HEADER = "header"
#: Metrics that one run may have in a message, and letters of a tag.
_MOST_TAGS, _LONGEST_TAG = 10_000, 200

T = TypeVar("T")


class MessageError(GdlabError):
    """A message between a sweep and a worker that does not have the expected form."""


def pack_message(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray] | None = None) -> bytes:
    """Return a table of plain data and arrays as bytes."""
    return pack_arrays({_HEADER: np.array(json.dumps(header)), **(arrays or {})}, compress=False)


def unpack_message(blob: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return the table and the arrays of a message.

    Raises:
        MessageError: when the bytes are none.
    """
    try:
        if not isinstance(blob, bytes):
            raise ValueError("it is not bytes")
        arrays = unpack_arrays(blob, LARGEST_MESSAGE)
        header: Any = json.loads(str(arrays.pop(_HEADER)))
        if not is_table(header):
            raise ValueError("its header is no table")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MessageError(f"a message of the cluster is damaged or not gdlab's: {error}") from None
    return header, arrays


def value_of(header: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """Return a value of a message's table.

    Raises:
        MessageError: when it is missing or of another type.
    """
    value: Any = header.get(name)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise MessageError(f"a message of the cluster has no '{name}' of type {kind.__name__}")
    return value


def table_of(header: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a table of a message.

    Raises:
        MessageError: when it is none.
    """
    found: Any = header.get(name)
    if not is_table(found):
        raise MessageError(f"a message of the cluster has no table '{name}'")
    return dict(found)


def list_of(header: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list of a message.

    Raises:
        MessageError: when it is none.
    """
    found: Any = header.get(name)
    if not is_list(found):
        raise MessageError(f"a message of the cluster has no list '{name}'")
    return list(found)


def tables_of(header: Mapping[str, Any], name: str, most: int = 10_000) -> list[dict[str, Any]]:
    """Return a list of tables of a message.

    Raises:
        MessageError: when it is none, or longer than allowed.
    """
    found: Any = header.get(name)
    if not is_list(found) or len(found) > most or not all(is_table(one) for one in found):
        raise MessageError(f"a message of the cluster has no list of tables '{name}'")
    return [dict(one) for one in found]


def arrays_below(arrays: Mapping[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """Return the arrays under a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


# --- metrics --------------------------------------------------------------------------------------------------------
def new_rows(history: History, known: list[tuple[int, int]]) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """Return the rows of metrics that the other side does not have.

    Args:
        history: the metrics.
        known: generation and length of each table on the other side.

    Returns:
        A table for each of the history's, with tags, generation and first row, and their columns by name.
    """
    told: list[dict[str, Any]] = []
    arrays: dict[str, np.ndarray] = {}
    for i, table in enumerate(history.tables):
        columns, length, generation = table.snapshot()
        had = known[i] if i < len(known) else (-1, 0)
        first = had[1] if had[0] == generation else 0
        told.append({"tags": list(table.tags), "generation": generation, "first": first})
        for name in (*INDEX, *table.tags):
            arrays[f"{i}/{name}"] = np.array(columns[name][first:length])
    return told, arrays


def append_rows(history: History, told: list[dict[str, Any]], arrays: Mapping[str, np.ndarray]) -> None:
    """Add rows that :func:`new_rows` told to the history of this side.

    Raises:
        MessageError: when they do not belong behind the rows that are there.
    """
    for i, one in enumerate(told):
        tags = tuple(str(tag) for tag in one.get("tags", ()))
        if not tags or len(tags) > _MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
            raise MessageError("a message of the cluster has metrics without names")
        names = (*INDEX, *tags)
        rows = {name: arrays.get(f"{i}/{name}") for name in names}
        lengths = {(-1,) if row is None or row.dtype != np.float64 else row.shape for row in rows.values()}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1 or -1 in next(iter(lengths)):
            raise MessageError("a message of the cluster has metrics of unequal length")
        ((n,),) = lengths
        first, generation = value_of(one, "first", int), value_of(one, "generation", int)
        _extend(history, i, tags, {name: row for name, row in rows.items() if row is not None}, n, first, generation)


def _extend(
    history: History,
    place: int,
    tags: tuple[str, ...],
    rows: Mapping[str, np.ndarray],
    n: int,
    first: int,
    generation: int,
) -> None:
    if place > len(history.tables) or (place < len(history.tables) and history.tables[place].tags != tags):
        raise MessageError("a message of the cluster has metrics in another order than before")
    if place == len(history.tables):
        history.tables.append(Table(tags))
    table = history.tables[place]
    if first == 0:
        columns = {name: np.array(row) for name, row in rows.items()}
        table.rows = Rows(columns, n, generation)
    elif first == table.length and generation == table.rows.generation:
        table.append(rows, n)
    else:
        raise MessageError("a message of the cluster has metrics that leave a gap")


def known_rows(history: History) -> list[tuple[int, int]]:
    """Return generation and length of each table of a history."""
    return [(table.rows.generation, table.rows.length) for table in history.tables]
