"""What a date gives besides its place in time: its place in the year, the week and the day, which come round again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from gdlab.data.tables.store import StoredColumn, date_expression

DatePart = Literal["month", "weekday", "hour"]
#: The SQL for the place in a cycle, from 0, and the length of the cycle.
_CYCLES = {"month": ("month({}) - 1", 12), "weekday": ("isodow({}) - 1", 7), "hour": ("hour({})", 24)}
_WAVES = {"sine": "sin", "cosine": "cos"}


def with_date_parts(columns: Sequence[StoredColumn], parts: Sequence[DatePart]) -> tuple[StoredColumn, ...]:
    """Return columns with two more for each part of every date: the sine and the cosine of its place in the cycle."""
    made = []
    for column in columns:
        made.append(column)
        if column.kind == "date":
            waves = [(part, wave) for part in parts for wave in _WAVES]
            made += [replace(column, name=f"{column.name} {p} ({w})", part=f"{p} {w}") for p, w in waves]
    return tuple(made)


def part_expression(column: StoredColumn) -> str:
    """Return the SQL for a part of a date, from −1 to 1."""
    part, _, wave = column.part.partition(" ")
    place, length = _CYCLES[part]
    return f"{_WAVES[wave]}(2 * pi() * ({place.format(date_expression(column))}) / {length})"


def wave(moment: datetime, part: str) -> float:
    """Return a part of a date, from −1 to 1, as :func:`part_expression` computes it.

    Args:
        moment: the date.
        part: the part and the wave, such as ``"month sine"``.
    """
    name, _, kind = part.partition(" ")
    place = {"month": moment.month - 1, "weekday": moment.isoweekday() - 1, "hour": moment.hour}[name]
    return float(getattr(math, _WAVES[kind])(2 * math.pi * place / _CYCLES[name][1]))


def dated_column(column: StoredColumn) -> str:
    """Return the name of the table's column that a part of a date is made of."""
    part, _, kind = column.part.partition(" ")
    return column.name.removesuffix(f" {part} ({kind})")
