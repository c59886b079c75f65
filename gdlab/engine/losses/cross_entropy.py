"""Cross-entropy between logits and classes.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, items, outputs) numbers and of the gradient by
them, ISCRATCH, that of the classes (batch, items), FP, and its own integers: items an example, outputs an item;
``ctx`` gives BATCH and TOTAL, the examples of the chunk and of the mini-batch; ``fp`` takes LOSS, COUNT, CORRECT and,
weighted, WEIGHT, and gives at FP the smoothing, the ignored class, the number of weights and the weights; ``mem`` is
the float arena; ``imem`` is the int64 arena, which holds the classes.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from gdlab.engine.losses.classes import LossOfClasses
from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, Kernel, kernel, view1, view2
from gdlab.engine.products import elementary
from gdlab.spec.base import knob

_SAFE = 80.0  # e⁸⁰ is still far from float32's largest number


class CrossEntropyLoss(LossOfClasses):
    r"""The cross-entropy of logits against classes, as PyTorch's with reduction "mean".

    .. math:: \ell = -\frac1N \sum_i \log \frac{e^{x_{i, t_i}}}{\sum_j e^{x_{ij}}}

    With label smoothing ε the target is (1 − ε) one-hot + ε / classes (Szegedy et al. 2016). With ``weight`` each
    class's term is multiplied by its weight, and the mean is the sum divided by the sum of the targets' weights.
    Where every item of a mini-batch is ignored the loss is 0; PyTorch's is NaN.

    PyTorch's name: ``torch.nn.CrossEntropyLoss``.

    >>> from gdlab.engine.losses.cross_entropy import CrossEntropyLoss
    >>> loss = CrossEntropyLoss(label_smoothing=0.1)
    >>> loss.targets
    'class'
    >>> loss.constants()[0]
    0.1
    """

    type: Literal["CrossEntropyLoss"] = "CrossEntropyLoss"
    label_smoothing: float = knob(0.0, "Share of the target spread evenly over all classes.", ge=0, le=1)

    @property
    def mixing_factor(self) -> float:
        """Return the share of the target that smoothing leaves to its class, 0 where items weigh differently."""
        return 0.0 if self.weighs else 1.0 - self.label_smoothing

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return weighted_cross_entropy if self.weighs else cross_entropy

    def spread(self, counts: np.ndarray) -> np.ndarray:
        """Return how often each class is a target, with what smoothing gives to all of them."""
        return (1 - self.label_smoothing) * counts + self.label_smoothing * counts.sum() / len(counts)

    def constants(self) -> tuple[float, ...]:
        """Return the smoothing, then what scales the items."""
        return (self.label_smoothing, *self.scales())


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _shift(z, target, off, d):
    """Write d = z − z[target] row by row; return smoothing's part of the loss, hits, and numbers too large for exp.

    Among equal logits the first one is the prediction.
    """
    extra, correct, large = 0.0, 0, 0
    safe, zero = z.dtype.type(_SAFE), z.dtype.type(0)
    for i in range(z.shape[0]):
        t = target[i]
        at, beaten, drop = z[i, t], 0, zero
        for j in range(z.shape[1]):
            s = z[i, j] - at
            d[i, j] = s
            drop += s
            beaten += not ((s < zero) | ((s == zero) & (j >= t)))
            large += s > safe
        correct += beaten == 0
        extra -= off * drop
    return extra, correct, large


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _lower(d):
    """Subtract each row's largest number and return the sum of them, which the loss has lost thereby."""
    lost = 0.0
    for i in range(d.shape[0]):
        top = d[i, 0]
        for j in range(d.shape[1]):
            top = max(top, d[i, j])
        for j in range(d.shape[1]):
            d[i, j] -= top
        lost += top
    return lost


@kernel
def cross_entropy(row, ctx, fp, mem, imem):
    """Add the loss and write (softmax − target) / items, which also serves as the place to work in.

    Logits are taken relative to the target's, so that the loss is log Σ exp without cancellation where it is small;
    only rows where that overflows are taken relative to their largest.

    The arguments are described at the top of the file.
    """
    rows, classes = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1]
    z, d = view2(mem, row[abi.X], rows, classes), view2(mem, row[abi.DX], rows, classes)
    flat, target = view1(mem, row[abi.DX], rows * classes), view1(imem, row[abi.ISCRATCH], rows)
    real = z.dtype.type
    smooth = fp[row[abi.FP]]
    off, on = real(smooth / classes), real(1.0 - smooth)
    scale = real(1.0 / (ctx[abi.TOTAL] * row[abi.INT]))
    total, correct, large = _shift(z, target, off, d)
    if large > 0:
        total += _lower(d)
    for i in range(flat.size):
        flat[i] = elementary.exp(flat[i])
    for i in range(rows):
        mass = real(0)
        for j in range(classes):
            mass += d[i, j]
        total += elementary.log(mass)
        share = scale / mass
        for j in range(classes):
            d[i, j] = d[i, j] * share - off * scale
        d[i, target[i]] -= on * scale
    fp[abi.LOSS] += total
    fp[abi.COUNT] += rows
    fp[abi.CORRECT] += correct


@kernel
def weighted_cross_entropy(row, ctx, fp, mem, imem):
    """Add the loss, weighed, and write its gradient over the number of items; an ignored item has neither.

    The arguments are described at the top of the file.
    """
    rows, classes = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1]
    z, d = view2(mem, row[abi.X], rows, classes), view2(mem, row[abi.DX], rows, classes)
    target, h = view1(imem, row[abi.ISCRATCH], rows), row[abi.FP]
    real = z.dtype.type
    smooth, ignored, weights = fp[h], np.int64(fp[h + 1]), fp[h + 2] > 0.0
    off, scale, spread = smooth / classes, 1.0 / (ctx[abi.TOTAL] * row[abi.INT]), float(classes)
    if weights:
        spread = view1(fp, h + 3, classes).sum()
    for i in range(rows):
        t = target[i]
        if t == ignored:
            for j in range(classes):
                d[i, j] = real(0)
            continue
        top, at, mass = z[i, t], t, real(0)
        for j in range(classes):
            if not z[i, j] <= top:
                top, at = z[i, j], j
            elif z[i, j] == top and j < at:
                at = j
        for j in range(classes):
            d[i, j] = elementary.exp(z[i, j] - top)
            mass += d[i, j]
        rest, w = top + elementary.log(mass), fp[h + 3 + t] if weights else 1.0
        on = (1.0 - smooth) * w
        fp[abi.LOSS] += on * (rest - z[i, t])
        for j in range(classes):
            c = off * (fp[h + 3 + j] if weights else 1.0)
            fp[abi.LOSS] += c * (rest - z[i, j])
            d[i, j] = real(scale * ((on + off * spread) * (d[i, j] / mass) - c))
        d[i, t] -= real(scale * on)
        fp[abi.WEIGHT] += w
        fp[abi.COUNT] += 1.0
        fp[abi.CORRECT] += at == t
