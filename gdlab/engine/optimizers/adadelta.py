"""Adadelta: steps in the parameters' own units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class Adadelta(Optimizer):
    r"""The gradient scaled by the root mean square of past steps over that of past gradients (Zeiler 2012).

    .. math:: v_t = \rho v_{t-1} + (1-\rho) g_t^2,\quad \Delta_t = \sqrt{\tfrac{u_{t-1}+\epsilon}{v_t+\epsilon}}\, g_t
       ,\quad u_t = \rho u_{t-1} + (1-\rho)\Delta_t^2,\quad \theta \leftarrow \theta - \gamma\Delta_t

    Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.adadelta import Adadelta
    >>> optimizer = Adadelta(rho=0.95)
    >>> optimizer.hyper()["rho"]
    0.95
    >>> list(optimizer.slots())
    ['square_avg', 'acc_delta']
    """

    title: ClassVar[str] = "Adadelta: steps scaled by past steps"
    rule: ClassVar[str] = "g ← ∇f + λθ\nv ← ρv + (1−ρ)g²\nΔ = √(u+ε) / √(v+ε) · g\nu ← ρu + (1−ρ)Δ²\nθ ← θ − γΔ"
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("square_avg"), Vector("acc_delta"))
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(0.03, 3.0, log=True),
        "rho": SearchRange(0.8, 0.99),
    }

    type: Literal["Adadelta"] = "Adadelta"
    lr: float = knob(1.0, "Factor on the step, 1 in the paper.", log=True, live=True, ge=0, le=1e6)
    rho: float = knob(0.9, "Decay of both running means of squares.", ge=0, le=1, live=True)
    eps: float = knob(1e-6, "Added under both roots for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return 2 over the factor γ on the step."""
        return StabilityEdge.of_momentum(lr, 0.0)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return √(v + eps) / √(u + eps), by which the gradient is divided; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        return np.sqrt((state.vectors["square_avg"] + self.eps) / (state.vectors["acc_delta"] + self.eps))

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adadelta_update


H, S = Adadelta.positions(), Adadelta.vector_positions()


@kernel
def adadelta_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context; not read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h = row[abi.XN], row[abi.FP]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    v, u = view1(mem, place(row, S.square_avg), n), view1(mem, place(row, S.acc_delta), n)
    real = w.dtype.type
    lr, rho, eps, decay = real(fp[h + H.lr]), real(fp[h + H.rho]), real(fp[h + H.eps]), real(fp[h + H.weight_decay])
    fresh = real(1.0 - fp[h + H.rho])
    for i in range(n):
        d = g[i] + decay * w[i]
        v[i] = rho * v[i] + fresh * d * d
        delta = np.sqrt(u[i] + eps) / np.sqrt(v[i] + eps) * d
        u[i] = rho * u[i] + fresh * delta * delta
        w[i] -= lr * delta
