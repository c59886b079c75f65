"""Cross-entropy between logits and classes."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine import abi
from gdlab.engine.losses.base import Loss
from gdlab.engine.native import Kernel, kernel, view1, view2
from gdlab.spec.base import knob


class CrossEntropyLoss(Loss):
    """Take the mean of −log softmax(logits)[class], as PyTorch's CrossEntropyLoss with reduction "mean".

    With label smoothing ε the target is (1 − ε) one-hot + ε / classes (Szegedy et al. 2016).
    """

    type: Literal["CrossEntropyLoss"] = "CrossEntropyLoss"
    label_smoothing: float = knob(0.0, "Share of the target spread evenly over all classes.", ge=0, le=1)
    accuracy: ClassVar[Literal["", "class", "binary"]] = "class"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return cross_entropy

    def constants(self) -> tuple[float, ...]:
        """Return the smoothing."""
        return (self.label_smoothing,)


@kernel
def cross_entropy(row, ctx, fp, mem, imem):
    """Add the loss and write (softmax − target) / items."""
    rows, classes = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1]
    z = view2(mem, row[abi.X], rows, classes)
    target = view1(imem, row[abi.ISCRATCH], rows)
    real = z.dtype.type
    smooth = fp[row[abi.FP]]
    off, on = real(smooth / classes), real(1.0 - smooth)
    scale = real(1.0 / (ctx[abi.TOTAL] * row[abi.INT]))
    total, correct = 0.0, 0
    for i in range(rows):
        top, best = z[i, 0], 0
        for j in range(classes):
            if z[i, j] > top:
                top, best = z[i, j], j
        correct += best == target[i]
        mass, drop = real(0), real(0)
        for j in range(classes):
            mass += np.exp(z[i, j] - top)
            drop += z[i, j]
        log_mass = np.log(mass) + top
        loss = log_mass - on * z[i, target[i]] - off * drop
        total += loss
        if ctx[abi.GRADIENT]:
            d = view1(mem, row[abi.DX] + i * classes, classes)
            for j in range(classes):
                d[j] = (np.exp(z[i, j] - log_mass) - off) * scale
            d[target[i]] -= on * scale
    fp[abi.LOSS] += total
    fp[abi.COUNT] += rows
    fp[abi.CORRECT] += correct
