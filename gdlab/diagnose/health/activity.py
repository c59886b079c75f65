"""What the units of a network's layers do over some training examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.ops.elementwise import Elementwise
from gdlab.engine.program.diagnostics import L_OFFSET, L_SIZE, L_UNITS, layer_table
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec.base import members

#: Examples that are passed through the network.
_EXAMPLES = 512
#: The values between which the outputs of an activation that saturates lie, and the share of the way from the middle
#: to an end from which on an output counts as saturated.
_ENDS = {"Tanh": (-1.0, 1.0), "Sigmoid": (0.0, 1.0), "Hardtanh": (-1.0, 1.0), "Hardsigmoid": (0.0, 1.0),
         "Softsign": (-1.0, 1.0)}  # fmt: skip
_SATURATED = 0.98


@dataclass(frozen=True, eq=False)
class LayerActivity:
    """The outputs of one layer over some examples.

    Attributes:
        name: the layer's place in the network, as in PyTorch's state_dict.
        type: its type, "" for a part of a composite layer.
        rms: the root mean square of its outputs.
        dead: the share of its units that give the same output for every example; NaN where it is no activation.
        saturated: the share of its outputs that lie at an end of its range; NaN where it has none.
    """

    name: str
    type: str
    rms: float
    dead: float
    saturated: float


def layer_activity(trainer: Trainer) -> list[LayerActivity]:
    """Return what each layer does over the first training examples, at the trainer's parameters.

    The trainer's spec has to sample diagnostics, since its layers are not joined then.
    """
    names, table = layer_table(trainer.arena.program)
    types = {summary.name: summary.type for summary in trainer.arena.program.summary}
    outputs = _outputs(trainer, table)
    return [_activity(name, types.get(name, ""), held) for name, held in zip(names, outputs, strict=True)]


def _outputs(trainer: Trainer, table: np.ndarray) -> list[np.ndarray]:
    """Return the outputs of each layer, (examples or positions, units)."""
    arena, n = trainer.arena, min(_EXAMPLES, trainer.n_examples)
    order = np.arange(trainer.n_examples, dtype=np.int64)
    size = min(trainer.batch_size, arena.program.capacity, n)
    buffers = [(p.offset, arena.mem[p.offset : p.offset + p.size].copy()) for p in arena.program.buffers]
    parts: list[list[np.ndarray]] = [[] for _ in table]
    for first in range(0, n - size + 1, size):
        MiniBatchObjective(arena, trainer.training_arrays, order, first, size).value()
        for held, line in zip(parts, table, strict=True):
            begin, count = int(line[L_OFFSET]), size * int(line[L_SIZE])
            held.append(arena.mem[begin : begin + count].reshape(-1, int(line[L_UNITS])).astype(np.float64))
    for offset, values in buffers:
        arena.mem[offset : offset + len(values)] = values
    return [np.concatenate(held) for held in parts]


def _activity(name: str, kind: str, outputs: np.ndarray) -> LayerActivity:
    rms = float(np.sqrt(np.mean(outputs**2)))
    known = members("layer")
    dead = saturated = float("nan")
    if kind in _ENDS:
        low, high = _ENDS[kind]
        away = np.abs(outputs - (low + high) / 2) / ((high - low) / 2)
        saturated = float(np.mean(away > _SATURATED))
    elif kind in known and issubclass(known[kind], Elementwise):
        dead = float(np.mean(outputs.min(axis=0) == outputs.max(axis=0)))
    return LayerActivity(name, kind, rms, dead, saturated)
