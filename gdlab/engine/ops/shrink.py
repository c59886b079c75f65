"""Functions that send small numbers to zero: Hardshrink and Softshrink.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink;
``fp`` gives KINK, the subgradient there, and at FP the bound and what is taken off beyond it; ``mem`` is the float
arena; ``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.spec.base import knob


class Hardshrink(Elementwise):
    r"""The identity outside of ± lambd, 0 inside; the slope at ± lambd is ``training.kink``.

    .. math:: f(x) = \begin{cases} x & |x| > \lambda\\ 0 & \text{otherwise}\end{cases}

    PyTorch's name: ``torch.nn.Hardshrink``.

    >>> from gdlab.engine.ops.shrink import Hardshrink
    >>> Hardshrink(lambd=0.3).output_shape((64,))
    (64,)
    """

    type: Literal["Hardshrink"] = "Hardshrink"
    lambd: float = knob(0.5, "Inputs up to this size become 0.", ge=0, le=1e6)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return shrink_forward, shrink_backward

    def constants(self) -> Sequence[float]:
        """Return lambd, and what is taken off outside of it."""
        return self.lambd, 0.0


class Softshrink(Elementwise):
    r"""The input moved towards 0 by lambd, where it stops; the slope at ± lambd is ``training.kink``.

    .. math:: f(x) = \mathrm{sign}(x) \max(|x| - \lambda, 0)

    PyTorch's name: ``torch.nn.Softshrink``.

    >>> from gdlab.engine.ops.shrink import Softshrink
    >>> Softshrink(lambd=0.3).output_shape((64,))
    (64,)
    """

    type: Literal["Softshrink"] = "Softshrink"
    lambd: float = knob(0.5, "How far inputs are moved towards 0.", ge=0, le=1e6)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return shrink_forward, shrink_backward

    def constants(self) -> Sequence[float]:
        """Return lambd, and what is taken off outside of it."""
        return self.lambd, self.lambd


@kernel
def shrink_forward(row, ctx, fp, mem, imem):
    """Compute y = x ∓ off where x is beyond ± bound, 0 between; a NaN stays a NaN.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    zero, bound, off = real(0), real(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1])
    for i in range(x.size):
        inside = zero if x[i] == x[i] else x[i]
        y[i] = x[i] - off if x[i] > bound else (x[i] + off if x[i] < -bound else inside)


@kernel
def shrink_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy beyond the bounds, kink · dy on them; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, one, bound, kink = real(0), real(1), real(fp[row[abi.FP]]), real(fp[abi.KINK])
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        size = abs(x[i])
        hits += one if size == bound else zero
        dx[i] = dy[i] if size > bound else (kink * dy[i] if size == bound else zero)
    ctx[abi.KINK_HITS] += np.int64(hits)
