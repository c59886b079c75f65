"""SWA: the mean of the points that the last part of a run passes."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.averages.base import Average
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.spec.base import knob


class SWA(Average):
    r"""A mean of the weights with equal shares from an epoch on (Izmailov et al. 2018).

    .. math:: \bar\theta_{n+1} = \bar\theta_n + \frac{\theta - \bar\theta_n}{n + 1}

    As PyTorch's ``AveragedModel`` with ``get_swa_multi_avg_fn()``. A network with batch normalisation keeps the
    running statistics of its last point.

    >>> from gdlab.engine.averages.swa import SWA
    >>> SWA(start=2).hyper(steps_per_epoch=100)
    {'start': 200.0, 'every': 100.0}
    """

    title: ClassVar[str] = "Stochastic weight averaging"

    type: Literal["SWA"] = "SWA"
    start: int = knob(10, "Epochs before averaging starts.", ge=0)
    every: int = knob(0, "Steps between two averaged points; 0 is one epoch.", ge=0)

    def hyper(self, steps_per_epoch: int) -> dict[str, float]:
        """Return the first step and the distance between averaged steps."""
        return {"start": float(self.start * steps_per_epoch), "every": float(self.every or steps_per_epoch)}

    def kernel(self) -> Kernel:
        """Return the averaging kernel."""
        return swa_update


H = SWA.positions()


@kernel
def swa_update(row, ctx, fp, mem, imem):
    """Take the parameters into the mean at the steps that are averaged.

    Args:
        row: the average's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters and the average.
        imem: not read.
    """
    n, h = row[abi.XN], row[abi.FP]
    since = ctx[abi.STEP] + 1 - fp[h + H.start]
    if since < 0.0 or since % fp[h + H.every] != 0.0:
        return
    w, mean = view1(mem, row[abi.W], n), view1(mem, row[abi.BUFFER], n)
    share = w.dtype.type(1.0 / (fp[h + H.n_averaged] + 1.0))
    for i in range(n):
        mean[i] += share * (w[i] - mean[i])
    fp[h + H.n_averaged] += 1.0
