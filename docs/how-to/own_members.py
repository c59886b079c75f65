"""A plugin: an optimizer, a layer, a metric and a data set of one's own, each a class.

Defining a class registers it: it then appears in the forms, on the command line and in spec files by its ``type``.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.metrics.batch import Batch
from gdlab.engine.metrics.mean_errors import MeanErrorMetric
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.optimizers.base import Optimizer
from gdlab.spec.base import knob


class SignDescent(Optimizer):
    """Steps of one length for every parameter, by the sign of its gradient."""

    title: ClassVar[str] = "Sign of the gradient"
    rule: ClassVar[str] = "θ ← θ − γ sign(∇f)"
    counts_steps: ClassVar[bool] = False

    type: Literal["SignDescent"] = "SignDescent"
    lr: float = knob(0.01, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return sign_update


H = SignDescent.positions()


@kernel
def sign_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass."""
    n = row[abi.XN]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    lr = w.dtype.type(fp[row[abi.FP] + H.lr])
    for i in range(n):
        w[i] -= lr * np.sign(g[i])


class BentIdentity(Elementwise):
    """The smooth function y = (√(x² + 1) − 1) / 2 + x."""

    type: Literal["BentIdentity"] = "BentIdentity"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return bent_forward, bent_backward


@kernel
def bent_forward(row, ctx, fp, mem, imem):
    """Compute y from x."""
    x, y = ends(row, ctx, mem)
    one, half = x.dtype.type(1), x.dtype.type(0.5)
    for i in range(x.size):
        y[i] = (np.sqrt(x[i] * x[i] + one) - one) * half + x[i]


@kernel
def bent_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (x / (2 √(x² + 1)) + 1)."""
    x, _, dx, dy = sides(row, ctx, mem)
    one, half = x.dtype.type(1), x.dtype.type(0.5)
    for i in range(x.size):
        dx[i] = dy[i] * (half * x[i] / np.sqrt(x[i] * x[i] + one) + one)


class Within(MeanErrorMetric):
    """The share of values that are predicted to within 0.5; higher is better."""

    title: ClassVar[str] = "Within 0.5"
    tag: ClassVar[str] = "within"
    better: ClassVar[Literal["higher", "lower"]] = "higher"
    log: ClassVar[bool] = False

    type: Literal["Within"] = "Within"

    def error(self, batch: Batch) -> np.ndarray:
        """Return 1 where a value is near enough, else 0."""
        return (np.abs(batch.errors) < 0.5).astype(np.float64)


class Sawtooth(FunctionSource):
    """Predict a noisy sawtooth of one input."""

    title: ClassVar[str] = "Sawtooth"
    box: ClassVar[dict[str, tuple[float, float]]] = {"x": (-1.0, 1.0)}

    type: Literal["sawtooth"] = "sawtooth"
    teeth: float = knob(2.0, "Teeth between −1 and 1.", gt=0, le=100)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return the fractional part of teeth · x / 2, from −1 to 1."""
        return 2.0 * np.mod(0.5 * self.teeth * x[:, 0], 1.0) - 1.0
