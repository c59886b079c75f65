"""The rectified linear unit."""

from __future__ import annotations

from typing import Literal

from gdlab.engine import abi
from gdlab.engine.native import kernel, view1
from gdlab.engine.ops.elementwise import Elementwise


class ReLU(Elementwise):
    """Apply max(0, x); the subgradient at 0 is ``training.kink`` (Nair and Hinton 2010)."""

    type: Literal["ReLU"] = "ReLU"

    def kernels(self):
        """Return the forward and the backward kernel."""
        return relu_forward, relu_backward


@kernel
def relu_forward(row, ctx, fp, mem, imem):
    """Compute y = max(0, x); a NaN stays a NaN."""
    n = ctx[abi.BATCH] * row[abi.XN]
    x, y = view1(mem, row[abi.X], n), view1(mem, row[abi.Y], n)
    zero = x.dtype.type(0)
    for i in range(n):
        y[i] = zero if x[i] <= zero else x[i]


@kernel
def relu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy where x > 0, kink * dy where x = 0; count the kinks hit."""
    n = ctx[abi.BATCH] * row[abi.XN]
    x = view1(mem, row[abi.X], n)
    dx, dy = view1(mem, row[abi.DX], n), view1(mem, row[abi.DY], n)
    zero = x.dtype.type(0)
    kink = x.dtype.type(fp[abi.KINK])
    hits = 0
    for i in range(n):
        hits += x[i] == zero
        dx[i] = dy[i] if x[i] > zero else (kink * dy[i] if x[i] == zero else zero)
    ctx[abi.KINK_HITS] += hits
