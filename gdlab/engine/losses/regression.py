"""Losses of real numbers: squared, absolute, and those that are squared near zero and absolute beyond.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, items, outputs) numbers and of the gradient by
them, SCRATCH, that of the targets (batch, outputs), FP, and its own integers: items an example, outputs an item;
``ctx`` gives BATCH and TOTAL, the examples of the chunk and of the mini-batch; ``fp`` takes LOSS and COUNT, and gives
at FP, but for the squared error, where the parabola ends and the slope of the lines; ``mem`` is the float arena;
``imem`` is not used.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.losses.base import Loss
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.spec.base import knob
from gdlab.spec.kinds import Task


class MSELoss(Loss):
    r"""The mean squared error over all outputs.

    .. math:: \ell = \frac1N \sum_i (x_i - t_i)^2

    PyTorch's name: ``torch.nn.MSELoss``.

    >>> from gdlab.engine.losses.regression import MSELoss
    >>> loss = MSELoss()
    >>> loss.targets
    'value'
    """

    type: Literal["MSELoss"] = "MSELoss"
    targets: ClassVar[Literal["class", "value"]] = "value"
    task: ClassVar[Task] = "values"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return squared

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the variance of the targets: their mean is the best constant prediction."""
        return float(np.asarray(targets, np.float64).reshape(-1, outputs).var(axis=0).mean())


class L1Loss(Loss):
    r"""The mean absolute error over all outputs; the slope at 0 is 0.

    .. math:: \ell = \frac1N \sum_i |x_i - t_i|

    PyTorch's name: ``torch.nn.L1Loss``.

    >>> from gdlab.engine.losses.regression import L1Loss
    >>> loss = L1Loss()
    >>> loss.constants()
    (0.0, 1.0)
    """

    type: Literal["L1Loss"] = "L1Loss"
    targets: ClassVar[Literal["class", "value"]] = "value"
    task: ClassVar[Task] = "values"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return rounded

    def constants(self) -> tuple[float, ...]:
        """Return where the parabola ends and the slope of the lines."""
        return 0.0, 1.0

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the mean distance from the medians, which are the best constant prediction."""
        return constant_of_rounded(targets, outputs, *self.constants())


class SmoothL1Loss(Loss):
    r"""The mean of errors e that is quadratic near 0 and absolute beyond β (Girshick 2015).

    .. math:: \ell = \frac1N \sum_i \begin{cases} \tfrac12 e_i^2 / \beta & |e_i| < \beta\\
       |e_i| - \tfrac12 \beta & \text{otherwise}\end{cases},\quad e_i = x_i - t_i

    PyTorch's name: ``torch.nn.SmoothL1Loss``.

    >>> from gdlab.engine.losses.regression import SmoothL1Loss
    >>> loss = SmoothL1Loss(beta=0.5)
    >>> loss.constants()
    (0.5, 1.0)
    """

    type: Literal["SmoothL1Loss"] = "SmoothL1Loss"
    beta: float = knob(1.0, "Error below which the loss is quadratic.", ge=0, le=1e9)
    targets: ClassVar[Literal["class", "value"]] = "value"
    task: ClassVar[Task] = "values"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return rounded

    def constants(self) -> tuple[float, ...]:
        """Return where the parabola ends and the slope of the lines."""
        return self.beta, 1.0

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the loss of the best constant prediction."""
        return constant_of_rounded(targets, outputs, *self.constants())


class HuberLoss(Loss):
    r"""The mean of errors e that is quadratic near 0 and linear beyond δ (Huber 1964).

    .. math:: \ell = \frac1N \sum_i \begin{cases} \tfrac12 e_i^2 & |e_i| < \delta\\
       \delta\,(|e_i| - \tfrac12 \delta) & \text{otherwise}\end{cases},\quad e_i = x_i - t_i

    PyTorch's name: ``torch.nn.HuberLoss``.

    >>> from gdlab.engine.losses.regression import HuberLoss
    >>> loss = HuberLoss(delta=2.0)
    >>> loss.constants()
    (2.0, 2.0)
    """

    type: Literal["HuberLoss"] = "HuberLoss"
    delta: float = knob(1.0, "Error below which the loss is quadratic.", gt=0, le=1e9)
    targets: ClassVar[Literal["class", "value"]] = "value"
    task: ClassVar[Task] = "values"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return rounded

    def constants(self) -> tuple[float, ...]:
        """Return where the parabola ends and the slope of the lines."""
        return self.delta, self.delta

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the loss of the best constant prediction."""
        return constant_of_rounded(targets, outputs, *self.constants())


def constant_of_rounded(targets: np.ndarray, outputs: int, end: float, slope: float) -> float:
    """Return the mean loss of the best constant prediction, found for each output between its extreme targets.

    Args:
        targets: the targets, (N, outputs).
        outputs: numbers an example.
        end: where the parabola ends.
        slope: the slope of the lines.
    """
    from scipy.optimize import minimize_scalar

    def loss(constant: float, values: np.ndarray) -> float:
        size = np.abs(values - constant)
        parabola = size**2 * (slope / end / 2 if end else 0.0)
        return float(np.where(size < end, parabola, slope * (size - end / 2)).mean())

    columns = np.asarray(targets, np.float64).reshape(-1, outputs).T
    found = [minimize_scalar(loss, bounds=(v.min(), v.max()), args=(v,), method="bounded").fun for v in columns]
    return float(np.mean(found))


@kernel
def squared(row, ctx, fp, mem, imem):
    """Add the squared error and write 2 (x − t) / numbers.

    The arguments are described at the top of the file.
    """
    width = row[abi.INT] * row[abi.INT + 1]
    n = ctx[abi.BATCH] * width
    x, d, t = view1(mem, row[abi.X], n), view1(mem, row[abi.DX], n), view1(mem, row[abi.SCRATCH], n)
    scale = x.dtype.type(2.0 / (ctx[abi.TOTAL] * width))
    total = 0.0
    for i in range(n):
        e = x[i] - t[i]
        total += e * e
        d[i] = scale * e
    fp[abi.LOSS] += total
    fp[abi.COUNT] += n


@kernel
def rounded(row, ctx, fp, mem, imem):
    """Add slope · (½ e² / end) within ± end, slope · (|e| − ½ end) beyond; write the gradient.

    The arguments are described at the top of the file.
    """
    width = row[abi.INT] * row[abi.INT + 1]
    n = ctx[abi.BATCH] * width
    x, d, t = view1(mem, row[abi.X], n), view1(mem, row[abi.DX], n), view1(mem, row[abi.SCRATCH], n)
    real = x.dtype.type
    zero, half, end, slope = real(0), real(0.5), real(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1])
    curve = slope / end if end > zero else zero
    scale = real(1.0 / (ctx[abi.TOTAL] * width))
    total = 0.0
    for i in range(n):
        e = x[i] - t[i]
        size = abs(e)
        total += half * curve * e * e if size < end else slope * (size - half * end)
        side = slope if e > zero else (-slope if e < zero else e)
        d[i] = scale * (curve * e if size < end else side)
    fp[abi.LOSS] += total
    fp[abi.COUNT] += n
