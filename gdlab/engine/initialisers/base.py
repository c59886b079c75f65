"""How initial weights are drawn: from the run's weight stream, one sub-stream a parameter."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from gdlab.engine.machine.compiled_streams import uniform
from gdlab.engine.network.tensors import Draw
from gdlab.spec.kinds import InitSpec


class Initialiser(InitSpec):
    """The distribution of a layer's first weights; subclass it in a file of its own under ``engine/initialisers/``."""

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return float64 values for a weight.

        Args:
            shape: the weight's shape in PyTorch's order: (out, in, *kernel).
            stream: the key of the random stream to draw from.
        """
        raise NotImplementedError


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return fan-in and fan-out of a weight.

    Args:
        shape: its shape in PyTorch's order: (out, in, *kernel).
    """
    if len(shape) < 2:
        return (shape[0], shape[0]) if shape else (1, 1)
    field = prod(shape[2:])
    return shape[1] * field, shape[0] * field


def default_draw(fan_in: int) -> Draw:
    """Return PyTorch's default for weights and biases: uniform in ±1/√fan_in.

    Args:
        fan_in: numbers that enter one unit.
    """
    bound = 1.0 / np.sqrt(max(fan_in, 1))

    def draw(shape: tuple[int, ...], stream: int) -> np.ndarray:
        return ((2.0 * uniform(stream, prod(shape)) - 1.0) * bound).reshape(shape)

    return draw


def draw_or(init: Any, default: Draw) -> Draw:
    """Return the chosen initialiser's draw, or the default where none is chosen.

    Args:
        init: the initialiser, or None.
        default: what draws without one.
    """
    return default if init is None else init.draw
