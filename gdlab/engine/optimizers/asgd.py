"""ASGD: gradient descent that averages its points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class ASGD(Optimizer):
    r"""Descent at a falling rate, with an average of the points that it passes (Polyak and Juditsky 1992).

    .. math:: \theta_t = (1 - \lambda\eta_t)\theta_{t-1} - \eta_t g_t,\quad
       \eta_{t+1} = \frac{\gamma}{(1 + \lambda\gamma t)^\alpha},\quad
       \bar\theta_t = \bar\theta_{t-1} + \frac{\theta_t - \bar\theta_{t-1}}{\max(1, t - 1 - t_0)}

    Evaluation uses the average θ̄, which is θ itself until step ``t0``. Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.asgd import ASGD
    >>> optimizer = ASGD(t0=1000)
    >>> optimizer.hyper()["t0"]
    1000.0
    >>> list(optimizer.slots())
    ['ax']
    """

    title: ClassVar[str] = "ASGD: averaged gradient descent"
    rule: ClassVar[str] = "g ← ∇f + wθ\nθ ← (1 − λη)θ − ηg\nθ̄ ← θ̄ + (θ − θ̄)/max(1, t−1−t₀)\nη ← γ/(1 + λγt)^α"
    evaluates: ClassVar[str] = "ax"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("ax"),)
    numbers: ClassVar[tuple[Number, ...]] = (Number("eta"),)
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 0.5, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["ASGD"] = "ASGD"
    lr: float = knob(0.01, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    lambd: float = knob(1e-4, "Decay of the weights and of the rate.", ge=0, log=True, live=True)
    alpha: float = knob(0.75, "Power with which the rate falls.", ge=0, live=True)
    t0: float = knob(1e6, "Step at which averaging starts.", ge=0)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return 2/η less both decays, with the rate η that has fallen since the first step."""
        rate = state.numbers["eta"] if state is not None and state.step else lr
        return StabilityEdge.quotient(2, rate, "2/η", (self.lambd, "λ"), (self.weight_decay, "w"))

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return asgd_update


H, S = ASGD.positions(), ASGD.vector_positions()


@kernel
def asgd_update(row, ctx, fp, mem, imem):
    """Update every parameter and its average in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP] + 1
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    mean = view1(mem, place(row, S.ax), n)
    real = w.dtype.type
    if t == 1:
        fp[h + H.eta] = fp[h + H.lr]
    rate, decay = real(fp[h + H.eta]), real(fp[h + H.weight_decay])
    kept = real(1.0 - fp[h + H.lambd] * fp[h + H.eta])
    share = real(1.0 / max(1.0, t - 1.0 - fp[h + H.t0]))
    if share == real(1):
        for i in range(n):
            w[i] = kept * w[i] - rate * (g[i] + decay * w[i])
            mean[i] = w[i]
    else:
        for i in range(n):
            w[i] = kept * w[i] - rate * (g[i] + decay * w[i])
            mean[i] += share * (w[i] - mean[i])
    fp[h + H.eta] = fp[h + H.lr] / (1.0 + fp[h + H.lambd] * fp[h + H.lr] * t) ** fp[h + H.alpha]
