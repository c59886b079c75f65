"""What an optimizer keeps, read out by parameter and name as PyTorch's ``optimizer.state_dict()`` shows it."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.network.tensors import Parameter
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.program.arena import Arena


def optimizer_state(arena: Arena, optimizer: Optimizer) -> dict[str, dict[str, np.ndarray]]:
    """Return copies of an optimizer's vectors and numbers for each parameter, under PyTorch's names and shapes.

    Args:
        arena: where the state stands.
        optimizer: the optimizer of the run.
    """
    counted = {vector.name for vector in optimizer.vectors if vector.count}

    def of(parameter: Parameter) -> dict[str, np.ndarray]:
        here = slice(parameter.offset, parameter.offset + parameter.size)
        held = {name: arena.vector(name)[:, here] for name in arena.vectors}
        held = {name: rows if name in counted else rows[0] for name, rows in held.items()}
        return _numbers(arena, optimizer) | optimizer.named_state(parameter, held)

    return {parameter.name: of(parameter) for parameter in arena.program.parameters}


def _numbers(arena: Arena, optimizer: Optimizer) -> dict[str, np.ndarray]:
    """Return the count of steps, where PyTorch has it in the state, and the numbers that all parameters share."""
    steps = {"step": np.array(float(arena.ctx[abi.STEP]))} if optimizer.counts_steps else {}
    kept = {n.name: arena.number(n.name).copy() for n in optimizer.numbers}
    return steps | {n.name: kept[n.name] if n.count else kept[n.name][0].copy() for n in optimizer.numbers}
