"""Binary cross-entropy.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, items, outputs) numbers and of the gradient by
them, SCRATCH, that of the targets (batch, outputs), FP, and its own integers: items an example, outputs an item;
``ctx`` gives BATCH and TOTAL, the examples of the chunk and of the mini-batch; ``fp`` takes LOSS, COUNT and CORRECT,
and gives at FP the number of weights of the positive class and the weights; ``mem`` is the float arena; ``imem`` is
not used.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from gdlab.engine.losses.base import Loss
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.network.tensors import Tensor
from gdlab.engine.products import elementary
from gdlab.spec.base import knob
from gdlab.spec.kinds import Task

Weight = Annotated[float, Field(ge=0)]


class BCEWithLogitsLoss(Loss):
    r"""The binary cross-entropy of logits, with targets t from 0 to 1, averaged over all outputs.

    .. math:: \ell = -\frac1N \sum_i \left(t_i \log \sigma(x_i) + (1 - t_i) \log(1 - \sigma(x_i))\right)

    Classes 0 and 1 as whole numbers are targets too: a network with one output tells two classes apart.

    PyTorch's name: ``torch.nn.BCEWithLogitsLoss``.

    >>> from gdlab.engine.losses.bce import BCEWithLogitsLoss
    >>> loss = BCEWithLogitsLoss(pos_weight=(3.0,))
    >>> loss.constants()
    (1.0, 3.0)
    """

    type: Literal["BCEWithLogitsLoss"] = "BCEWithLogitsLoss"
    pos_weight: tuple[Weight, ...] = knob(
        (), "Weight of the positive class: one for all outputs, one an output, or none."
    )
    targets: ClassVar[Literal["class", "value"]] = "value"
    task: ClassVar[Task] = "binary"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return bce_with_logits

    def constants(self) -> tuple[float, ...]:
        """Return the number of weights, then the weights."""
        return (float(len(self.pos_weight)), *self.pos_weight)

    def items(self, output: Tensor, target_width: int) -> tuple[int, int]:
        """Return items an example and outputs an item."""
        outputs = output.shape[-1]
        if len(self.pos_weight) not in (0, 1, outputs):
            raise ValueError(f"pos_weight has {len(self.pos_weight)} weights and the network {outputs} outputs")
        return super().items(output, target_width)

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the loss of each output's best probability, which is the weighted share of its positive targets."""
        values = np.asarray(targets, np.float64).reshape(-1, outputs)
        yes, no = values.mean(axis=0) * np.array(self.pos_weight or (1.0,)), 1 - values.mean(axis=0)
        share = np.divide(yes, yes + no, out=np.zeros_like(no), where=yes + no > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.nan_to_num(yes * np.log(share), nan=0.0) + np.nan_to_num(no * np.log1p(-share), nan=0.0)
        return float(-terms.mean())

    def complaint(self, y: np.ndarray) -> str:
        """Return what is wrong with targets outside of [0, 1]."""
        if y.size and not (y.min() >= 0 and y.max() <= 1):
            return f"{self.type} needs targets from 0 to 1; these go from {y.min()} to {y.max()}"
        return ""


@kernel
def bce_with_logits(row, ctx, fp, mem, imem):
    """Add the loss (1 − t) x + k softplus(−x), k = 1 + (weight − 1) t, and write its gradient.

    The arguments are described at the top of the file.
    """
    width = row[abi.INT] * row[abi.INT + 1]
    n = ctx[abi.BATCH] * width
    x, d, t = view1(mem, row[abi.X], n), view1(mem, row[abi.DX], n), view1(mem, row[abi.SCRATCH], n)
    real = x.dtype.type
    zero, half, one = real(0), real(0.5), real(1)
    scale = real(1.0 / (ctx[abi.TOTAL] * width))
    weights, h = np.int64(fp[row[abi.FP]]), row[abi.FP] + 1
    more = real(fp[h] - 1.0) if weights > 0 else zero
    total, correct = 0.0, 0
    for i in range(n):
        if weights > 1:
            more = real(fp[h + i % weights] - 1.0)
        k = one + more * t[i]
        total += (one - t[i]) * x[i] + k * elementary.softplus(-x[i])
        d[i] = scale * ((one - t[i]) - k * elementary.sigmoid(-x[i]))
        correct += (x[i] > zero) == (t[i] > half)
    fp[abi.LOSS] += total
    fp[abi.COUNT] += n
    fp[abi.CORRECT] += correct
