"""Clamps: Hardtanh and ReLU6.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink;
``fp`` gives KINK, the subgradient there, and at FP the lower and the upper bound; ``mem`` is the float arena;
``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import model_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.spec.base import knob


class Hardtanh(Elementwise):
    r"""The identity clamped to [min_val, max_val]; the slope at either end is ``training.kink`` (Collobert 2004).

    .. math:: f(x) = \min(\max(x, \text{min_val}), \text{max_val})

    PyTorch's name: ``torch.nn.Hardtanh``.

    >>> from gdlab.engine.ops.hardtanh import Hardtanh
    >>> Hardtanh(min_val=-2.0, max_val=2.0).output_shape((64,))
    (64,)
    """

    type: Literal["Hardtanh"] = "Hardtanh"
    min_val: float = knob(-1.0, "Lower bound of the output.", ge=-1e6, le=1e6)
    max_val: float = knob(1.0, "Upper bound of the output.", ge=-1e6, le=1e6)

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Hardtanh:
        if self.min_val >= self.max_val:
            raise ValueError("max_val must be greater than min_val")
        return self

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return hardtanh_forward, hardtanh_backward

    def constants(self) -> Sequence[float]:
        """Return both bounds."""
        return self.min_val, self.max_val


class ReLU6(Elementwise):
    r"""The rectifier clamped to at most 6; the slope at either end is ``training.kink`` (Krizhevsky 2010).

    .. math:: f(x) = \min(\max(x, 0), 6)

    PyTorch's name: ``torch.nn.ReLU6``.

    >>> from gdlab.engine.ops.hardtanh import ReLU6
    >>> ReLU6().output_shape((64,))
    (64,)
    """

    type: Literal["ReLU6"] = "ReLU6"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return hardtanh_forward, hardtanh_backward

    def constants(self) -> Sequence[float]:
        """Return both bounds."""
        return 0.0, 6.0


@kernel
def hardtanh_forward(row, ctx, fp, mem, imem):
    """Compute y = min(max(x, low), high); a NaN stays a NaN.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    low, high = x.dtype.type(fp[row[abi.FP]]), x.dtype.type(fp[row[abi.FP] + 1])
    for i in range(x.size):
        y[i] = low if x[i] < low else (high if x[i] > high else x[i])


@kernel
def hardtanh_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy between the bounds, kink · dy on them; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    low, high = real(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1])
    zero, one, kink = real(0), real(1), real(fp[abi.KINK])
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        on = (x[i] == low) | (x[i] == high)
        hits += one if on else zero
        dx[i] = kink * dy[i] if on else (dy[i] if (x[i] > low) & (x[i] < high) else zero)
    ctx[abi.KINK_HITS] += np.int64(hits)
