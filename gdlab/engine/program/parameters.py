"""Set the parameters of an arena, from the run's seed or from arrays under PyTorch's names, and read them out."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.engine.machine import compiled_streams
from gdlab.engine.network.tensors import Parameter
from gdlab.engine.program.arena import Arena
from gdlab.spec.errors import Problem, SpecError


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


def load_parameters(arena: Arena, values: dict[str, Any]) -> None:
    """Set parameters (and buffers, where given) from arrays of PyTorch's names and shapes.

    Raises:
        SpecError: when a name is missing or unknown, or a shape differs.
    """
    problems: list[Problem] = []
    held = {p.name: p for p in [*arena.program.parameters, *arena.program.buffers]}
    for name in values.keys() - held.keys():
        if not name.endswith("num_batches_tracked"):
            problems.append(
                Problem(f"parameters.{name}", f"is not a parameter of this network; it has {', '.join(held)}")
            )
    for name, p in held.items():
        if name not in values:
            if p.trainable:
                problems.append(Problem(f"parameters.{name}", f"is missing; its shape is {p.shape}"))
        elif np.shape(values[name]) != p.shape:
            problems.append(Problem(f"parameters.{name}", f"has shape {np.shape(values[name])}; it must be {p.shape}"))
    if problems:
        raise SpecError(problems)
    for name, p in held.items():
        if name in values:
            arena.mem[p.offset : p.offset + p.size] = p.load(np.asarray(values[name]))
