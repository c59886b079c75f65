"""Gradient descent, with momentum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class SGD(Optimizer):
    r"""Gradient descent, which may remember past steps as momentum.

    .. math:: g_t = \nabla f + \lambda\theta,\quad b_t = \mu b_{t-1} + (1-\tau) g_t,\quad
       \theta \leftarrow \theta - \gamma b_t

    The first step sets b to g. With Nesterov the step is g + μ b (Sutskever et al. 2013). Names and defaults are
    PyTorch's.

    >>> from gdlab.engine.optimizers.sgd import SGD
    >>> optimizer = SGD(lr=0.1, momentum=0.9, nesterov=True)
    >>> optimizer.hyper()["momentum"]
    0.9
    >>> list(optimizer.slots())
    ['momentum_buffer']
    """

    title: ClassVar[str] = "Gradient descent, with momentum"
    rule: ClassVar[str] = "g ← ∇f + λθ\nb ← μb + (1−τ)g\nθ ← θ − γb      (Nesterov: θ ← θ − γ(g + μb))"
    cycles: ClassVar[str] = "momentum"
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("momentum_buffer"),)
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 1.0, log=True),
        "momentum": SearchRange(0.0, 0.98),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["SGD"] = "SGD"
    momentum: float = knob(0.0, "Share of the last step that is kept.", ge=0, lt=1, live=True)
    dampening: float = knob(0.0, "Share by which the gradient is reduced before it joins the momentum.", ge=0, le=1)
    nesterov: bool = knob(False, "Look ahead along the momentum before stepping.")
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    @model_validator(mode="after")
    def _nesterov_needs_momentum(self) -> SGD:
        if self.nesterov and (self.momentum <= 0 or self.dampening != 0):
            raise ValueError("nesterov needs a momentum above 0 and a dampening of 0")
        return self

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return 2(1 + μ)/γ, with dampening τ and Nesterov's momentum as in appendix B of Cohen et al. 2021."""
        fresh = 1.0 - self.dampening if momentum else 1.0
        ahead = 1 + 2 * momentum if self.nesterov else 1
        if fresh * ahead == 1:
            return StabilityEdge.of_momentum(lr, momentum, self.weight_decay)
        below = ("(1−τ)" if self.dampening else "") + "γ" + ("(1+2μ)" if self.nesterov else "")
        formula, decay = f"2(1+μ)/({below})", (self.weight_decay, "λ")
        return StabilityEdge.quotient(2 * (1 + momentum), fresh * lr * ahead, formula, decay)

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return sgd_update


H, S = SGD.positions(), SGD.vector_positions()


@kernel
def sgd_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h = row[abi.XN], row[abi.FP]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    real = w.dtype.type
    lr, mu, decay = real(fp[h + H.lr]), real(fp[h + H.momentum]), real(fp[h + H.weight_decay])
    fresh = real(1.0 - fp[h + H.dampening])
    if mu == real(0):
        for i in range(n):
            w[i] -= lr * (g[i] + decay * w[i])
        return
    b = view1(mem, place(row, S.momentum_buffer), n)
    if ctx[abi.STEP] == 0:
        fresh = real(1)
    ahead = fp[h + H.nesterov] > 0.0
    for i in range(n):
        d = g[i] + decay * w[i]
        b[i] = mu * b[i] + fresh * d
        w[i] -= lr * (d + mu * b[i] if ahead else b[i])
