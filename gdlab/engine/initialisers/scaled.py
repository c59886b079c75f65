"""Initialisers scaled by the number of inputs and outputs: Xavier's and Kaiming's."""

from __future__ import annotations

from math import prod, sqrt
from typing import Literal

import numpy as np

from gdlab.engine.initialisers.base import Initialiser, fans
from gdlab.engine.machine.compiled_streams import normal, uniform
from gdlab.spec.base import knob

Nonlinearity = Literal["linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]


def gain_of(nonlinearity: Nonlinearity, a: float = 0.01) -> float:
    """Return the factor that keeps the variance through a nonlinearity, as PyTorch's ``calculate_gain``.

    Args:
        nonlinearity: the activation that follows.
        a: the negative slope of a leaky ReLU.
    """
    gains = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5.0 / 3.0, "relu": sqrt(2.0), "selu": 0.75}
    return gains[nonlinearity] if nonlinearity != "leaky_relu" else sqrt(2.0 / (1.0 + a * a))


class XavierUniform(Initialiser):
    r"""A uniform distribution scaled by inputs and outputs (Glorot and Bengio 2010).

    .. math:: w \sim U(-a, a),\quad a = \text{gain} \sqrt{\frac{6}{\text{fan_in} + \text{fan_out}}}

    >>> from gdlab.engine.initialisers.scaled import XavierUniform
    >>> XavierUniform().draw((2, 3), stream=1).round(3).tolist()
    [[0.146, 0.538, 1.032], [-0.122, -0.122, 0.576]]
    """

    type: Literal["XavierUniform"] = "XavierUniform"
    gain: float = knob(1.0, "Factor on the bound.", gt=0, le=1e6)

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        bound = self.gain * sqrt(6.0 / sum(fans(shape)))
        return _between(shape, stream, bound)


class XavierNormal(Initialiser):
    r"""A normal distribution scaled by inputs and outputs (Glorot and Bengio 2010).

    .. math:: w \sim N(0, \sigma^2),\quad \sigma = \text{gain} \sqrt{\frac{2}{\text{fan_in} + \text{fan_out}}}

    >>> from gdlab.engine.initialisers.scaled import XavierNormal
    >>> XavierNormal(gain=2.0).draw((2, 3), stream=1).round(3).tolist()
    [[0.212, 0.836, 2.398], [-0.177, -0.177, 0.905]]
    """

    type: Literal["XavierNormal"] = "XavierNormal"
    gain: float = knob(1.0, "Factor on the deviation.", gt=0, le=1e6)

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return normal(stream, prod(shape)).reshape(shape) * (self.gain * sqrt(2.0 / sum(fans(shape))))


class _Kaiming(Initialiser):
    """The base of initialisers with the deviation gain / √fan (He et al. 2015)."""

    a: float = knob(0.0, "Negative slope of the leaky ReLU that follows.", ge=-10, le=10)
    mode: Literal["fan_in", "fan_out"] = knob("fan_in", "Keep the variance forward (in) or backward (out).")
    nonlinearity: Nonlinearity = knob("leaky_relu", "The activation that follows.")

    def _deviation(self, shape: tuple[int, ...]) -> float:
        fan = fans(shape)[0 if self.mode == "fan_in" else 1]
        return gain_of(self.nonlinearity, self.a) / sqrt(max(fan, 1))


class KaimingUniform(_Kaiming):
    r"""A uniform distribution scaled by inputs or outputs (He et al. 2015).

    .. math:: w \sim U(-a, a),\quad a = \text{gain} \sqrt{\frac{3}{\text{fan}}}

    >>> from gdlab.engine.initialisers.scaled import KaimingUniform
    >>> KaimingUniform(nonlinearity="relu").draw((2, 3), stream=1).round(3).tolist()
    [[0.188, 0.695, 1.332], [-0.157, -0.158, 0.744]]
    """

    type: Literal["KaimingUniform"] = "KaimingUniform"

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return _between(shape, stream, sqrt(3.0) * self._deviation(shape))


class KaimingNormal(_Kaiming):
    r"""A normal distribution scaled by inputs or outputs (He et al. 2015).

    .. math:: w \sim N(0, \sigma^2),\quad \sigma = \frac{\text{gain}}{\sqrt{\text{fan}}}

    >>> from gdlab.engine.initialisers.scaled import KaimingNormal
    >>> KaimingNormal(mode="fan_out").draw((2, 3), stream=1).round(3).tolist()
    [[0.168, 0.661, 1.896], [-0.14, -0.14, 0.716]]
    """

    type: Literal["KaimingNormal"] = "KaimingNormal"

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values."""
        return normal(stream, prod(shape)).reshape(shape) * self._deviation(shape)


def _between(shape: tuple[int, ...], stream: int, bound: float) -> np.ndarray:
    return (2.0 * uniform(stream, prod(shape)) - 1.0).reshape(shape) * bound
