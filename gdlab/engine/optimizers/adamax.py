"""Adamax: Adam with the largest gradient in place of the root mean square."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.spec.base import knob


class Adamax(Optimizer):
    r"""Divide the mean gradient by a decaying maximum of its size (Kingma and Ba 2015, section 7).

    .. math:: u_t = \max(\beta_2 u_{t-1}, |g_t| + \epsilon),\quad
       \theta \leftarrow \theta - \frac{\gamma}{1-\beta_1^t}\frac{m_t}{u_t}

    Names and defaults are PyTorch's.
    """

    title: ClassVar[str] = "Adamax: Adam with the infinity norm"
    rule: ClassVar[str] = "g ← ∇f + λθ\nm ← β₁m + (1−β₁)g\nu ← max(β₂u, |g| + ε)\nθ ← θ − γ/(1−β₁ᵗ) · m / u"
    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[int, int]] = (0, -1)

    type: Literal["Adamax"] = "Adamax"
    lr: float = knob(0.002, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    betas: tuple[Beta, Beta] = knob((0.9, 0.999), "Decay of the running mean and of the running maximum.", live=True)
    eps: float = knob(1e-8, "Added to the gradient's size for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)

    def slots(self) -> int:
        """Keep m and u."""
        return 2

    def hyper(self) -> list[float]:
        """Return lr, beta1, beta2, eps, weight_decay."""
        return [self.lr, *self.betas, self.eps, self.weight_decay]

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adamax_update


@kernel
def adamax_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass."""
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP] + 1
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    m, u = view1(mem, row[abi.BUFFER], n), view1(mem, row[abi.BUFFER] + row[abi.YN], n)
    real = w.dtype.type
    b1, b2, eps, decay = real(fp[h + 1]), real(fp[h + 2]), real(fp[h + 3]), real(fp[h + 4])
    a1, step = real(1.0 - fp[h + 1]), real(fp[h] / (1.0 - fp[h + 1] ** t))
    for i in range(n):
        d = g[i] + decay * w[i]
        m[i] = b1 * m[i] + a1 * d
        u[i] = max(b2 * u[i], np.abs(d) + eps)
        w[i] -= step * m[i] / u[i]
