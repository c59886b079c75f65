"""Initialisers that do not depend on the shape: uniform, normal, truncated normal, constant, zeros, ones."""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np
from pydantic import model_validator

from gdlab.engine.initialisers.base import Initialiser
from gdlab.engine.machine.compiled_streams import normal, uniform
from gdlab.spec.base import knob


class Uniform(Initialiser):
    r"""A uniform distribution over [a, b].

    .. math:: w \sim U(a, b)

    >>> from gdlab.engine.initialisers.plain import Uniform
    >>> Uniform(a=-0.1, b=0.1).draw((2, 3), stream=1).round(3).tolist()
    [[0.013, 0.049, 0.094], [-0.011, -0.011, 0.053]]
    """

    type: Literal["Uniform"] = "Uniform"
    a: float = knob(0.0, "Lower bound.", ge=-1e6, le=1e6)
    b: float = knob(1.0, "Upper bound.", ge=-1e6, le=1e6)

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Uniform:
        if self.a >= self.b:
            raise ValueError("b must be greater than a")
        return self

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return (self.a + (self.b - self.a) * uniform(stream, prod(shape))).reshape(shape)


class Normal(Initialiser):
    r"""A normal distribution.

    .. math:: w \sim N(\mu, \sigma^2)

    >>> from gdlab.engine.initialisers.plain import Normal
    >>> Normal(std=0.02).draw((2, 3), stream=1).round(3).tolist()
    [[0.003, 0.013, 0.038], [-0.003, -0.003, 0.014]]
    """

    type: Literal["Normal"] = "Normal"
    mean: float = knob(0.0, "Mean.", ge=-1e6, le=1e6)
    std: float = knob(1.0, "Standard deviation.", ge=0, le=1e6)

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return (self.mean + self.std * normal(stream, prod(shape))).reshape(shape)


class TruncNormal(Initialiser):
    r"""A normal distribution restricted to [a, b], drawn by the inverse of its distribution function.

    .. math:: w \sim N(\mu, \sigma^2),\quad a \le w \le b

    >>> from gdlab.engine.initialisers.plain import TruncNormal
    >>> TruncNormal(std=0.02, a=-0.04, b=0.04).draw((2, 3), stream=1).round(3).tolist()
    [[0.003, 0.013, 0.033], [-0.003, -0.003, 0.014]]
    """

    type: Literal["TruncNormal"] = "TruncNormal"
    mean: float = knob(0.0, "Mean before the restriction.", ge=-1e6, le=1e6)
    std: float = knob(1.0, "Standard deviation before the restriction.", gt=0, le=1e6)
    a: float = knob(-2.0, "Lower bound.", ge=-1e6, le=1e6)
    b: float = knob(2.0, "Upper bound.", ge=-1e6, le=1e6)

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> TruncNormal:
        if self.a >= self.b:
            raise ValueError("b must be greater than a")
        return self

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        from scipy.special import ndtr, ndtri  # takes 0.15 s: only where this initialiser is used

        low, high = (self.a - self.mean) / self.std, (self.b - self.mean) / self.std
        below, above = ndtr(low), ndtr(high)
        drawn = ndtri(below + (above - below) * uniform(stream, prod(shape)))
        return np.clip(self.mean + self.std * drawn, self.a, self.b).reshape(shape)


class Constant(Initialiser):
    """One value for every weight.

    >>> from gdlab.engine.initialisers.plain import Constant
    >>> Constant(val=0.5).draw((2, 3), stream=1).round(3).tolist()
    [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]
    """

    type: Literal["Constant"] = "Constant"
    val: float = knob(0.0, "The value.", ge=-1e6, le=1e6)

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return np.full(shape, self.val)


class Zeros(Initialiser):
    """0 for every weight: all units of a layer then stay alike.

    >>> from gdlab.engine.initialisers.plain import Zeros
    >>> Zeros().draw((2, 3), stream=1).round(3).tolist()
    [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """

    type: Literal["Zeros"] = "Zeros"

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return np.zeros(shape)


class Ones(Initialiser):
    """1 for every weight.

    >>> from gdlab.engine.initialisers.plain import Ones
    >>> Ones().draw((2, 3), stream=1).round(3).tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """

    type: Literal["Ones"] = "Ones"

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return np.ones(shape)
