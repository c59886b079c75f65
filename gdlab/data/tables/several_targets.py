"""Targets that are in several columns of a table: values, labels of 0 and 1, or one-hot classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from gdlab.data.tables.store import StoredColumn, TableStore, date_expression
from gdlab.data.targets import Targets, is_one_hot
from gdlab.spec.errors import DataError


def named_targets(target: str | tuple[str, ...], known: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns to predict; the last column where none is named.

    Args:
        target: a name, names, or names with commas between them where no column has such a name.
        known: the table's columns that are not left out.
    """
    if isinstance(target, tuple):
        return tuple(dict.fromkeys(target)) or tuple(known[-1:])
    parts = [part.strip() for part in target.split(",")]
    if target not in known and len(parts) > 1 and all(part in known for part in parts):
        return tuple(dict.fromkeys(parts))
    return (target,) if target else tuple(known[-1:])


def several_targets(
    store: TableStore, columns: Sequence[StoredColumn], task: Literal["auto", "classification", "regression"]
) -> Targets:
    """Return what several columns of a table hold as targets.

    Columns of 0 and 1 with one 1 in each row are classes, named after the columns; other columns of 0 and 1 are labels,
    each an output of its own; anything else is values.

    Raises:
        DataError: when a column holds words, or when classes are asked for that no row names alone.
    """
    for column in columns:
        if column.kind not in ("numeric", "date"):
            raise DataError(
                f"{store.path}: the target {column.name!r} holds words; of several targets each holds numbers, "
                "so predict a column of words alone"
            )
    found = [np.asarray(store.values(_expression(column)), dtype=np.float64) for column in columns]
    y, names = np.stack(found, axis=1), tuple(column.name for column in columns)
    listed = ", ".join(map(repr, names))
    if task != "regression" and is_one_hot(y):
        said = f"{listed} are predicted as classes: every row has one 1 among them (one-hot)"
        return Targets(y.argmax(axis=1).astype(np.int64), "classification", names, reason=said)
    if task == "classification":
        raise DataError(f"{store.path}: {listed} hold no classes together: some row has not exactly one 1 among zeros")
    if task == "auto" and ((y == 0) | (y == 1)).all():
        said = f"{listed} are predicted as labels, each 0 or 1 (BCEWithLogitsLoss fits)"
        return Targets(y, "regression", several=True, reason=said)
    return Targets(y, "regression", reason=f"{listed} are predicted as values")


def _expression(column: StoredColumn) -> str:
    return column.key if column.kind == "numeric" else f"epoch({date_expression(column)}) / 86400.0"
