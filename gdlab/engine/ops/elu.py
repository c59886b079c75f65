"""Exponential linear units: ELU, CELU, SELU.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk; ``fp`` gives at FP slope, factor and rate; ``mem`` is the
float arena; ``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.spec.base import knob

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717


class ELU(Elementwise):
    r"""The exponential linear unit (Clevert et al. 2016).

    .. math:: f(x) = \begin{cases} x & x > 0\\ \alpha\,(e^x - 1) & \text{otherwise}\end{cases}

    PyTorch's name: ``torch.nn.ELU``.

    >>> from gdlab.engine.ops.elu import ELU
    >>> ELU(alpha=0.5).output_shape((64,))
    (64,)
    """

    type: Literal["ELU"] = "ELU"
    alpha: float = knob(1.0, "Value that is approached towards minus infinity, negated.", ge=-100, le=100)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return elu_forward, elu_backward

    def constants(self) -> Sequence[float]:
        """Return the slope for x > 0, the factor of e^(x · rate) − 1, and the rate."""
        return 1.0, self.alpha, 1.0


class CELU(Elementwise):
    r"""The exponential linear unit with a continuous derivative (Barron 2017).

    .. math:: f(x) = \begin{cases} x & x > 0\\ \alpha\,(e^{x/\alpha} - 1) & \text{otherwise}\end{cases}

    PyTorch's name: ``torch.nn.CELU``.

    >>> from gdlab.engine.ops.elu import CELU
    >>> CELU(alpha=0.5).output_shape((64,))
    (64,)
    """

    type: Literal["CELU"] = "CELU"
    alpha: float = knob(1.0, "Value that is approached towards minus infinity, negated.", gt=0, le=100)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return elu_forward, elu_backward

    def constants(self) -> Sequence[float]:
        """Return the slope for x > 0, the factor of e^(x · rate) − 1, and the rate."""
        return 1.0, self.alpha, 1.0 / self.alpha


class SELU(Elementwise):
    r"""The ELU whose two constants keep mean 0 and variance 1 (Klambauer et al. 2017).

    .. math:: f(x) = \lambda \begin{cases} x & x > 0\\ \alpha\,(e^x - 1) & \text{otherwise}\end{cases},\quad
       \lambda = 1.0507\ldots,\; \alpha = 1.6732\ldots

    PyTorch's name: ``torch.nn.SELU``.

    >>> from gdlab.engine.ops.elu import SELU
    >>> SELU().output_shape((64,))
    (64,)
    """

    type: Literal["SELU"] = "SELU"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return elu_forward, elu_backward

    def constants(self) -> Sequence[float]:
        """Return the slope for x > 0, the factor of e^(x · rate) − 1, and the rate."""
        return _SELU_SCALE, _SELU_SCALE * _SELU_ALPHA, 1.0


@kernel
def elu_forward(row, ctx, fp, mem, imem):
    """Compute y = slope · x where x > 0, factor · (e^(rate · x) − 1) elsewhere.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    h, real = row[abi.FP], x.dtype.type
    zero, slope, factor, rate = real(0), real(fp[h]), real(fp[h + 1]), real(fp[h + 2])
    for i in range(x.size):
        curve = factor * elementary.expm1(rate * (zero if x[i] > zero else x[i]))
        y[i] = slope * x[i] if x[i] > zero else curve


@kernel
def elu_backward(row, ctx, fp, mem, imem):
    """Compute dx from y: the curve's slope is rate · (y + factor).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    h, real = row[abi.FP], x.dtype.type
    zero, slope, factor, rate = real(0), real(fp[h]), real(fp[h + 1]), real(fp[h + 2])
    for i in range(x.size):
        dx[i] = dy[i] * (slope if x[i] > zero else rate * (y[i] + factor))
