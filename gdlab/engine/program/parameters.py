"""Set the parameters of an arena, from the run's seed or from arrays under PyTorch's names, and read them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gdlab.engine.machine import compiled_streams
from gdlab.engine.network.tensors import Parameter
from gdlab.engine.program.arena import Arena
from gdlab.spec.array_checks import as_numbers
from gdlab.spec.errors import DataError, Problem, SpecError


def draw_parameters(arena: Arena, seed: int) -> None:
    """Draw initial weights from the run's weight stream, a sub-stream a parameter, and set buffers."""
    for i, p in enumerate(arena.program.parameters):
        arena.mem[p.offset : p.offset + p.size] = p.load(
            p.draw(p.shape, compiled_streams.key(seed, compiled_streams.WEIGHTS, i))
        )
    for p in arena.program.buffers:
        arena.mem[p.offset : p.offset + p.size] = p.load(p.draw(p.shape, 0))


def export_parameters(arena: Arena) -> dict[str, np.ndarray]:
    """Return parameters and buffers under PyTorch's state_dict names and shapes, as copies."""
    held: list[Parameter] = [*arena.program.parameters, *arena.program.buffers]
    return {p.name: p.export(arena.mem[p.offset : p.offset + p.size]) for p in held}


def load_parameters(arena: Arena, values: Mapping[str, Any]) -> None:
    """Set parameters (and buffers, where given) from arrays of PyTorch's names and shapes.

    Raises:
        SpecError: when a name is missing or unknown, a shape differs, or an array does not hold finite numbers.
    """
    if not isinstance(values, Mapping):
        raise SpecError([Problem("parameters", f"must be a table of arrays by name, and is {type(values).__name__}")])
    held = {p.name: p for p in [*arena.program.parameters, *arena.program.buffers]}
    problems = [
        Problem(f"parameters.{name}", f"is not a parameter of this network; it has {', '.join(held)}")
        for name in values
        if name not in held and not str(name).endswith("num_batches_tracked")
    ]
    missing = [p for name, p in held.items() if name not in values and p.trainable]
    problems += [Problem(f"parameters.{p.name}", f"is missing; its shape is {p.shape}") for p in missing]
    arrays: dict[str, np.ndarray] = {}
    for name, p in held.items():
        try:
            if name in values:
                arrays[name] = _checked(values[name], p, arena.mem.dtype)
        except DataError as error:
            problems.append(Problem(f"parameters.{name}", str(error)))
    if problems:
        raise SpecError(problems)
    for name, array in arrays.items():
        p = held[name]
        arena.mem[p.offset : p.offset + p.size] = p.load(array)


def _checked(value: Any, parameter: Parameter, dtype: np.dtype) -> np.ndarray:
    """Return a parameter's values as an array of its shape.

    Raises:
        DataError: when they are no finite numbers of that shape.
    """
    array = as_numbers(value, "it", dtype=dtype, scalar=True)
    if array.shape != parameter.shape:
        raise DataError(f"has shape {array.shape}; it must be {parameter.shape}")
    return array
