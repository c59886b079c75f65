"""The fitted preparation of a table's columns as plain data, and what it makes of new rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.data.inputs.documents import encoded_text
from gdlab.data.tables.date_parts import wave
from gdlab.data.tables.kinds import MISSING
from gdlab.data.tables.number_style import NumberStyle
from gdlab.data.tables.opening import open_table
from gdlab.data.tables.reading import Reading
from gdlab.spec.errors import DataError

#: New rows: a name and a value a column.
Row = Mapping[str, Any]
#: No more problems than these are named at once.
_MOST = 10


def read_rows(path: Path, preparation: Mapping[str, Any], sheet: str = "", table: str = "") -> list[dict[str, str]]:
    """Return the rows of a table file as texts.

    Args:
        path: a table file.
        preparation: what the run keeps, which says how its own table is written.
        sheet: the sheet of a workbook that has several.
        table: the table of a file that holds several.

    Raises:
        DataError: when the file cannot be read, or a column is missing.
    """
    with open_table(path, Reading(sheet=sheet, table=table)) as found:
        names = [column.name for column in found.columns]
    _refuse_missing(preparation, names, str(path))
    wanted = input_names(preparation)
    kinds: dict[str, Any] = dict.fromkeys(wanted, "categorical")
    with open_table(path, Reading(kinds=kinds, sheet=sheet, table=table)) as found:
        if found.n_bad:
            raise DataError(f"{path}: {found.n_bad:,} rows cannot be read, the first: {found.bad[0]}")
        cells = [found.values(f"coalesce(CAST({found.column(name).key} AS VARCHAR), '')") for name in wanted]
        decimal = found.dialect.decimal if found.dialect is not None else "."
    numeric = {c["name"] for c in preparation["columns"] if c["kind"] == "numeric" and not c.get("decimal")}
    rows = [dict(zip(wanted, map(str, line), strict=True)) for line in zip(*cells, strict=True)]
    if decimal == ",":
        rows = [
            {k: v.replace(".", "").replace(",", ".") if k in numeric else v for k, v in row.items()} for row in rows
        ]
    return rows


def prepared_rows(rows: Sequence[Row], preparation: Mapping[str, Any]) -> np.ndarray:
    """Return new rows as the network's inputs, float32 (N, features), as the training rows were prepared.

    Args:
        rows: the rows; further columns are left aside.
        preparation: what the run keeps.

    Raises:
        DataError: naming each row (from 1) with a missing value that nothing stands in for, a value of the wrong type
            or a category that the training part has not.
    """
    x, reasons = rows_with_reasons(rows, preparation)
    problems = [f"row {i}: {reason}" for i, reason in enumerate(reasons, 1) if reason]
    if problems:
        more = f"; and {len(problems) - _MOST} more" if len(problems) > _MOST else ""
        raise DataError("; ".join(problems[:_MOST]) + more)
    return x


def rows_with_reasons(rows: Sequence[Row], preparation: Mapping[str, Any]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return new rows as the network's inputs, float32 (N, features), and why each cannot be predicted, "" if it can.

    Args:
        rows: the rows; further columns are left aside.
        preparation: what the run keeps.

    Raises:
        DataError: when there is no row, or a column is missing.
    """
    if not rows:
        raise DataError("there is no row to predict")
    _refuse_missing(preparation, list(rows[0]), "the rows")
    x = np.zeros((len(rows), int(preparation["width"])), np.float32)
    problems: list[dict[str, None]] = [{} for _ in rows]  # the parts of a date find the same fault
    for column in preparation["columns"]:
        for i, row in enumerate(rows):
            try:
                _write(x[i], row.get(_source_of(column)), column, preparation)
            except ValueError as error:
                problems[i][f"column {_source_of(column)!r} {error}"] = None
    return x, tuple("; ".join(found) for found in problems)


def input_names(preparation: Mapping[str, Any]) -> list[str]:
    """Return the names of the columns that new rows must have, each once: the parts of a date are read from one."""
    return list(dict.fromkeys(_source_of(column) for column in preparation["columns"]))


def _source_of(column: Mapping[str, Any]) -> str:
    """Return the name of the table's column that a prepared column is made of."""
    return str(column.get("of") or column["name"])


def _refuse_missing(preparation: Mapping[str, Any], names: Sequence[str], where: str) -> None:
    absent = [name for name in input_names(preparation) if name not in names]
    if absent:
        has = ", ".join(map(repr, names[:20]))
        lacks = "columns {} are missing" if len(absent) > 1 else "column {} is missing"
        raise DataError(f"{where}: {lacks.format(', '.join(map(repr, absent)))}; there are {has}")


def _write(x: np.ndarray, value: Any, column: Mapping[str, Any], preparation: Mapping[str, Any]) -> None:
    """Write one cell into its features.

    Raises:
        ValueError: saying what is wrong with it.
    """
    text = "" if value is None or value != value else str(value).strip()
    missing = text in (*MISSING, *preparation["missing_marks"], *column.get("marks", ()))
    at = int(column["at"])
    if column["kind"] == "text":
        x[at : at + int(column["size"])] = encoded_text("" if value is None or value != value else str(value), column)
        return
    if column["kind"] == "categorical":
        level = _level(text, missing, column, preparation)
        x[at + level] = 1.0
        return
    if missing:
        if column["stand_in"] is None:
            raise ValueError("has no value")
        number = float(column["stand_in"])
    else:
        number = _number(text, column)
    x[at] = (np.float32(number) - column["shift"]) / column["width"]
    if column["flag_at"] is not None:
        x[int(column["flag_at"])] = float(missing)


def _level(text: str, missing: bool, column: Mapping[str, Any], preparation: Mapping[str, Any]) -> int:
    levels: list[str] = list(column["levels"])
    if missing:
        text = {"indicator": "missing", "constant": f"{preparation['fill']:g}"}.get(
            preparation["missing"], str(column["most_frequent"])
        )
    if text not in levels:
        with suppress(ValueError):  # a category that is written as another number: 3.0 for 3
            same = [level for level in levels if float(level) == float(text)]
            text = same[0] if same else text
    if text not in levels:
        known = ", ".join(map(repr, levels[:8])) + (", …" if len(levels) > 8 else "")
        raise ValueError(f"holds {text!r}, which the training part has not; it knows {known}")
    return levels.index(text)


def _number(text: str, column: Mapping[str, Any]) -> float:
    if column["kind"] == "ordinal":
        levels = list(column["levels"])
        if text not in levels:
            raise ValueError(f"holds {text!r}, which is none of its levels {', '.join(levels)}")
        return float(levels.index(text))
    if column["kind"] == "date":
        moment = _moment(text, column["date_format"])
        return wave(moment, str(column["part"])) if column.get("part") else moment.timestamp() / 86400.0
    if column.get("decimal"):
        return NumberStyle(column["decimal"], column["thousands"]).value(text)
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"holds {text!r}, which is no number") from None
    if not math.isfinite(number):
        raise ValueError(f"holds {text!r}, which is no finite number")
    return number


def _moment(text: str, form: str) -> datetime:
    """Return the moment that a date says."""
    moment: datetime | None = None
    with suppress(ValueError):
        moment = datetime.strptime(text, form).replace(tzinfo=UTC) if form else None
    with suppress(ValueError):
        moment = moment or datetime.fromisoformat(text).replace(tzinfo=UTC)
    if moment is None:
        raise ValueError(f"holds {text!r}, which is no date like {form or '2024-12-31'}")
    return moment
