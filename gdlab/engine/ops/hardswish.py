"""Sigmoid and swish in straight lines: Hardsigmoid and Hardswish.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink; ``fp``
gives KINK, the subgradient there; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides


class Hardsigmoid(Elementwise):
    r"""The sigmoid of straight lines; the slope at ±3 is ``training.kink`` / 6.

    .. math:: f(x) = \min(\max(x/6 + \tfrac12,\, 0),\, 1)

    PyTorch's name: ``torch.nn.Hardsigmoid``.

    >>> from gdlab.engine.ops.hardswish import Hardsigmoid
    >>> Hardsigmoid().output_shape((64,))
    (64,)
    """

    type: Literal["Hardsigmoid"] = "Hardsigmoid"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return hardsigmoid_forward, hardsigmoid_backward


class Hardswish(Elementwise):
    r"""The SiLU of straight lines (Howard et al. 2019); at ±3 the slope is the outer one.

    .. math:: f(x) = x \min(\max(x/6 + \tfrac12,\, 0),\, 1)

    PyTorch's name: ``torch.nn.Hardswish``.

    >>> from gdlab.engine.ops.hardswish import Hardswish
    >>> Hardswish().output_shape((64,))
    (64,)
    """

    type: Literal["Hardswish"] = "Hardswish"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return hardswish_forward, hardswish_backward


@kernel
def hardsigmoid_forward(row, ctx, fp, mem, imem):
    """Compute y = x / 6 + ½ within ±3.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    zero, half, one, three, sixth = real(0), real(0.5), real(1), real(3), real(1.0 / 6.0)
    for i in range(x.size):
        y[i] = zero if x[i] <= -three else (one if x[i] >= three else sixth * x[i] + half)


@kernel
def hardsigmoid_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy / 6 within ±3, kink · dy / 6 there; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, one, three = real(0), real(1), real(3)
    sixth, kink = real(1.0 / 6.0), real(fp[abi.KINK] / 6.0)
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        size = abs(x[i])
        hits += one if size == three else zero
        dx[i] = sixth * dy[i] if size < three else (kink * dy[i] if size == three else zero)
    ctx[abi.KINK_HITS] += np.int64(hits)


@kernel
def hardswish_forward(row, ctx, fp, mem, imem):
    """Compute y = x (x + 3) / 6 within ±3, 0 below, x above.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    zero, three, sixth = real(0), real(3), real(1.0 / 6.0)
    for i in range(x.size):
        y[i] = zero if x[i] <= -three else (x[i] if x[i] >= three else x[i] * (x[i] + three) * sixth)


@kernel
def hardswish_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (x / 3 + ½) within ±3, 0 below, dy above.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, half, one, three, third = real(0), real(0.5), real(1), real(3), real(1.0 / 3.0)
    for i in range(x.size):
        slope = zero if x[i] <= -three else (one if x[i] >= three else third * x[i] + half)
        dx[i] = slope * dy[i]
