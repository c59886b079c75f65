"""EMA: an exponential moving average of the weights."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.averages.base import Average
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.spec.base import knob


class EMA(Average):
    r"""A mean of the weights with exponentially falling shares (Polyak and Juditsky 1992).

    .. math:: \bar\theta_t = d\,\bar\theta_{t-1} + (1-d)\,\theta_t,\quad \bar\theta_1 = \theta_1

    As PyTorch's ``AveragedModel`` with ``get_ema_multi_avg_fn(decay)``, updated after each step.

    >>> from gdlab.engine.averages.ema import EMA
    >>> EMA(decay=0.99).hyper(steps_per_epoch=100)
    {'decay': 0.99}
    """

    title: ClassVar[str] = "Exponential moving average of the weights"

    type: Literal["EMA"] = "EMA"
    decay: float = knob(0.999, "Share of the old average that is kept each step.", ge=0, le=1)

    def kernel(self) -> Kernel:
        """Return the averaging kernel."""
        return ema_update


H = EMA.positions()


@kernel
def ema_update(row, ctx, fp, mem, imem):
    """Move the average towards the parameters.

    Args:
        row: the average's row of the instruction table.
        ctx: the machine's context; not read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters and the average.
        imem: not read.
    """
    n, h = row[abi.XN], row[abi.FP]
    w, mean = view1(mem, row[abi.W], n), view1(mem, row[abi.BUFFER], n)
    share = w.dtype.type(1.0 - fp[h + H.decay] if fp[h + H.n_averaged] > 0.0 else 1.0)
    for i in range(n):
        mean[i] += share * (w[i] - mean[i])
    fp[h + H.n_averaged] += 1.0
