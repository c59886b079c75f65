"""Threshold.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk, and takes at KINK_HITS how often a number stood at the kink;
``fp`` gives KINK, the subgradient there, and at FP the threshold and the value below it; ``mem`` is the float arena;
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


class Threshold(Elementwise):
    r"""The input above a threshold, ``value`` elsewhere; the slope at the threshold is ``training.kink``.

    .. math:: f(x) = \begin{cases} x & x > \text{threshold}\\ \text{value} & \text{otherwise}\end{cases}

    PyTorch requires both numbers; the defaults here, 0 and 0, make it a ReLU.

    PyTorch's name: ``torch.nn.Threshold``.

    >>> from gdlab.engine.ops.threshold import Threshold
    >>> Threshold(threshold=0.1, value=20.0).output_shape((64,))
    (64,)
    """

    type: Literal["Threshold"] = "Threshold"
    threshold: float = knob(0.0, "Inputs up to this are replaced.", ge=-1e6, le=1e6)
    value: float = knob(0.0, "What replaces them.", ge=-1e6, le=1e6)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return threshold_forward, threshold_backward

    def constants(self) -> Sequence[float]:
        """Return threshold and value."""
        return self.threshold, self.value


@kernel
def threshold_forward(row, ctx, fp, mem, imem):
    """Compute y = value where x <= threshold, x elsewhere.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    bound, value = x.dtype.type(fp[row[abi.FP]]), x.dtype.type(fp[row[abi.FP] + 1])
    for i in range(x.size):
        y[i] = value if x[i] <= bound else x[i]


@kernel
def threshold_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy above the threshold, kink · dy on it; count the kinks hit.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    zero, one, bound, kink = real(0), real(1), real(fp[row[abi.FP]]), real(fp[abi.KINK])
    hits = x.dtype.type(0)  # counted in the arena's precision, which keeps the vectors whole
    for i in range(x.size):
        hits += one if x[i] == bound else zero
        dx[i] = dy[i] if x[i] > bound else (kink * dy[i] if x[i] == bound else zero)
    ctx[abi.KINK_HITS] += np.int64(hits)
