"""Positions from names: where a kernel finds the numbers of a spec's fields, without a number written by hand.

:func:`numbered` turns names into whole numbers, which numba takes for constants: ``fp[h + H.beta1]`` compiles to the
same instructions as ``fp[h + 1]``.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any, get_args

from pydantic.fields import FieldInfo

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.spec.base import Spec


def parts_of(name: str, field: FieldInfo) -> tuple[str, ...]:
    """Return the names of the numbers that a field holds: its own, or one for each entry of a tuple.

    Args:
        name: the field's name.
        field: the field as pydantic holds it.
    """
    extra = field.json_schema_extra
    parts = extra.get("parts") if isinstance(extra, dict) else None
    return tuple(str(part) for part in parts) if isinstance(parts, Sequence) else (name,)


def hyperparameters(spec: type[Spec]) -> tuple[str, ...]:
    """Return the names of the numbers that the fields of a class hold, in the order of their declaration.

    Args:
        spec: the class; its ``type`` is no number, and a tuple is named entry by entry.
    """
    fields = spec.model_fields.items()
    return tuple(part for name, field in fields if name != "type" for part in parts_of(name, field))


def flattened(spec: Spec, names: tuple[str, ...]) -> list[float]:
    """Return the numbers of these names as float64; a word counts by its place among the words that are allowed.

    Args:
        spec: whose values are wanted.
        names: names as :func:`hyperparameters` gives them; class attributes may stand in for fields.
    """
    held: dict[str, float] = {}
    for name, field in type(spec).model_fields.items():
        value = getattr(spec, name)
        if name != "type" and isinstance(value, str):
            held[name] = float(get_args(field.annotation).index(value))
        elif name != "type":
            values = value if isinstance(value, tuple) else (value,)
            held |= dict(zip(parts_of(name, field), map(float, values), strict=True))
    return [held[name] if name in held else float(getattr(spec, name)) for name in names]


def numbered(names: tuple[str, ...]) -> Any:
    """Return a named tuple that says for each name which one it is, counted from 0; to numba these are constants."""
    return namedtuple("Positions", names)(*range(len(names)))


@njit(nogil=True, error_model="numpy", forceinline=True)
def place(row, vector):
    """Return where a state vector begins in ``mem``.

    Args:
        row: the optimizer's row of the instruction table.
        vector: which vector, as ``vector_positions`` numbers it.
    """
    return row[abi.BUFFER] + vector * row[abi.YN]
