"""The rectified linear unit whose leak is learned.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, XN) numbers, XN, W and DW,
offsets of the slopes and of their gradients, and its own integers: the number n of slopes, and how many numbers in
succession share one; ``ctx`` gives BATCH and ACCUMULATE and takes at KINK_HITS how often a number stood at the kink;
``fp`` gives KINK; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.elementwise import ends
from gdlab.spec.base import knob


class PReLU(Layer):
    r"""The rectifier whose slope below 0 is trained (He et al. 2015).

    .. math:: f(x) = \begin{cases} x & x > 0\\ w\,x & \text{otherwise}\end{cases}

    ``num_parameters`` is 1 or the size of PyTorch's axis 1: features, channels, or time steps. Parameter:
    ``weight`` (num_parameters,). At 0 the slope is weight + ``training.kink`` · (1 − weight).

    PyTorch's name: ``torch.nn.PReLU``.

    >>> from gdlab.engine.ops.prelu import PReLU
    >>> PReLU(num_parameters=16).output_shape((16, 28, 28))
    (16, 28, 28)
    """

    type: Literal["PReLU"] = "PReLU"
    num_parameters: int = knob(1, "One slope for all, or one a channel.", ge=1, le=65536)
    init: float = knob(0.25, "Initial slope where the input is negative.", ge=-10, le=10)

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        n = self.num_parameters
        if n not in (1, x.shape[0]):
            raise builder.refuse(self, f"can have 1 or {x.shape[0]} parameters here, not {n}")
        inner = prod(x.shape[1:]) if len(x.shape) == 2 else 1  # images are stored with their channels last
        w = builder.parameter("weight", (n,), lambda shape, _: np.full(shape, self.init), axes=(0,))
        y = builder.tensor(x.shape)
        builder.emit(prelu_forward, prelu_backward, x, y, parameters=[w], ints=(n, inner))
        return y


@kernel
def prelu_forward(row, ctx, fp, mem, imem):
    """Compute y = x where x > 0, weight · x elsewhere.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    n, inner = row[abi.INT], row[abi.INT + 1]
    w = view1(mem, row[abi.W], n)
    zero = x.dtype.type(0)
    for i in range(x.size):
        y[i] = x[i] if x[i] > zero else w[(i // inner) % n] * x[i]


@kernel
def prelu_backward(row, ctx, fp, mem, imem):
    """Compute dx and add up dw = Σ x dy where x < 0; count the kinks hit.

    The arguments are described at the top of the file.
    """
    size = ctx[abi.BATCH] * row[abi.XN]
    x, dy = view1(mem, row[abi.X], size), view1(mem, row[abi.DY], size)
    n, inner = row[abi.INT], row[abi.INT + 1]
    w, dw = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    real = x.dtype.type
    zero, one, kink = real(0), real(1), real(fp[abi.KINK])
    if ctx[abi.ACCUMULATE] == 0:
        dw[:] = zero
    for i in range(x.size):
        if not x[i] > zero:
            dw[(i // inner) % n] += x[i] * dy[i]
    if row[abi.DX] < 0:
        return
    dx = view1(mem, row[abi.DX], x.size)
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        a = w[(i // inner) % n]
        at = a + kink * (one - a)
        hits += one if x[i] == zero else zero
        dx[i] = dy[i] if x[i] > zero else (at * dy[i] if x[i] == zero else a * dy[i])
    ctx[abi.KINK_HITS] += np.int64(hits)
