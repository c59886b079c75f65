"""Negative log-likelihood of classes.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, items, outputs) numbers and of the gradient by
them, ISCRATCH, that of the classes (batch, items), FP, and its own integers: items an example, outputs an item;
``ctx`` gives BATCH and TOTAL, the examples of the chunk and of the mini-batch; ``fp`` takes LOSS, COUNT, CORRECT and
WEIGHT, and gives at FP the ignored class, the number of weights and the weights; ``mem`` is the float arena; ``imem``
is the int64 arena, which holds the classes.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.losses.classes import LossOfClasses
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1, view2


class NLLLoss(LossOfClasses):
    r"""The negative log-likelihood of log-probabilities: put a LogSoftmax before it.

    .. math:: \ell = -\frac1N \sum_i x_{i, t_i}

    With ``weight`` each item is multiplied by its class's weight and the mean is by the sum of them.

    PyTorch's name: ``torch.nn.NLLLoss``.

    >>> from gdlab.engine.losses.nll import NLLLoss
    >>> loss = NLLLoss(ignore_index=0)
    >>> loss.targets
    'class'
    >>> loss.weighs
    True
    """

    type: Literal["NLLLoss"] = "NLLLoss"
    normalised: ClassVar[bool] = True

    @property
    def mixing_factor(self) -> float:
        """Return 1, and 0 where items weigh differently."""
        return 0.0 if self.weighs else 1.0

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return nll

    def constants(self) -> tuple[float, ...]:
        """Return what scales the items."""
        return self.scales()


@kernel
def nll(row, ctx, fp, mem, imem):
    """Add the loss and write −weight / items at each item's class; of equal numbers the first is the prediction.

    The arguments are described at the top of the file.
    """
    rows, classes = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1]
    x, d = view2(mem, row[abi.X], rows, classes), view2(mem, row[abi.DX], rows, classes)
    target, h = view1(imem, row[abi.ISCRATCH], rows), row[abi.FP]
    real = x.dtype.type
    ignored, weights, scale = np.int64(fp[h]), fp[h + 1] > 0.0, 1.0 / (ctx[abi.TOTAL] * row[abi.INT])
    for i in range(rows):
        t = target[i]
        for j in range(classes):
            d[i, j] = real(0)
        if t == ignored:
            continue
        at, beaten = x[i, t], 0
        for j in range(classes):
            beaten += not ((x[i, j] < at) | ((x[i, j] == at) & (j >= t)))
        w = fp[h + 2 + t] if weights else 1.0
        d[i, t] = real(-scale * w)
        fp[abi.LOSS] -= w * at
        fp[abi.WEIGHT] += w
        fp[abi.COUNT] += 1.0
        fp[abi.CORRECT] += beaten == 0
