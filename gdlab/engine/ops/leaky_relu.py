"""The rectified linear unit that leaks.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink;
``fp`` gives KINK, the subgradient there, and at FP the slope of negative numbers; ``mem`` is the float arena;
``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.spec.base import knob


class LeakyReLU(Elementwise):
    r"""The rectifier with a small slope below 0 (Maas et al. 2013).

    .. math:: f(x) = \begin{cases} x & x > 0\\ a\,x & \text{otherwise}\end{cases}

    a is ``negative_slope``. At 0 the slope is a + ``training.kink`` · (1 − a).

    PyTorch's name: ``torch.nn.LeakyReLU``.

    >>> from gdlab.engine.ops.leaky_relu import LeakyReLU
    >>> LeakyReLU(negative_slope=0.2).output_shape((64,))
    (64,)
    """

    type: Literal["LeakyReLU"] = "LeakyReLU"
    negative_slope: float = knob(0.01, "Slope where the input is negative.", ge=-10, le=10)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return leaky_relu_forward, leaky_relu_backward

    def constants(self) -> Sequence[float]:
        """Return the slope."""
        return (self.negative_slope,)


@kernel
def leaky_relu_forward(row, ctx, fp, mem, imem):
    """Compute y = x where x > 0, slope · x elsewhere.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    zero, slope = x.dtype.type(0), x.dtype.type(fp[row[abi.FP]])
    for i in range(x.size):
        y[i] = x[i] if x[i] > zero else slope * x[i]


@kernel
def leaky_relu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy times the slope on x's side; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, one, slope = real(0), real(1), real(fp[row[abi.FP]])
    kink = real(fp[row[abi.FP]] + fp[abi.KINK] * (1.0 - fp[row[abi.FP]]))
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        hits += one if x[i] == zero else zero
        dx[i] = dy[i] if x[i] > zero else (kink * dy[i] if x[i] == zero else slope * dy[i])
    ctx[abi.KINK_HITS] += np.int64(hits)
