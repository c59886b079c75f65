"""Negative log-likelihood of classes."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine import abi
from gdlab.engine.losses.base import Loss
from gdlab.engine.native import Kernel, kernel, view1, view2


class NLLLoss(Loss):
    """Take the mean of −x[class], where x are log-probabilities: put a LogSoftmax before it."""

    type: Literal["NLLLoss"] = "NLLLoss"
    accuracy: ClassVar[Literal["", "class", "binary"]] = "class"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return nll


@kernel
def nll(row, ctx, fp, mem, imem):
    """Add the loss and write −1 / items at each item's class; the first of equal numbers is the prediction."""
    rows, classes = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1]
    x, d = view2(mem, row[abi.X], rows, classes), view2(mem, row[abi.DX], rows, classes)
    target = view1(imem, row[abi.ISCRATCH], rows)
    real = x.dtype.type
    zero, scale = real(0), real(1.0 / (ctx[abi.TOTAL] * row[abi.INT]))
    total, correct = 0.0, 0
    for i in range(rows):
        t = target[i]
        at, beaten = x[i, t], 0
        for j in range(classes):
            beaten += not ((x[i, j] < at) | ((x[i, j] == at) & (j >= t)))
            d[i, j] = zero
        d[i, t] = -scale
        total -= at
        correct += beaten == 0
    fp[abi.LOSS] += total
    fp[abi.COUNT] += rows
    fp[abi.CORRECT] += correct
