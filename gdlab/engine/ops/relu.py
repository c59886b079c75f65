"""The rectified linear unit.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink; ``fp``
gives KINK, the subgradient there; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides


class ReLU(Elementwise):
    r"""The rectified linear unit; the subgradient at 0 is ``training.kink`` (Nair and Hinton 2010).

    .. math:: f(x) = \max(0, x)

    PyTorch's name: ``torch.nn.ReLU``.

    >>> from gdlab.engine.ops.relu import ReLU
    >>> ReLU().output_shape((64,))
    (64,)
    """

    type: Literal["ReLU"] = "ReLU"

    is_rectifier: ClassVar[bool] = True

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return relu_forward, relu_backward


@kernel
def relu_forward(row, ctx, fp, mem, imem):
    """Compute y = max(0, x); a NaN stays a NaN.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    zero = x.dtype.type(0)
    for i in range(x.size):
        y[i] = zero if x[i] <= zero else x[i]


@kernel
def relu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy where x > 0, kink · dy where x = 0; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, one, kink = real(0), real(1), real(fp[abi.KINK])
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        hits += one if x[i] == zero else zero
        dx[i] = dy[i] if x[i] > zero else (kink * dy[i] if x[i] == zero else zero)
    ctx[abi.KINK_HITS] += np.int64(hits)
