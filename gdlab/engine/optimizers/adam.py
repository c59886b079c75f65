"""Adam and AdamW: adaptive moments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.moments import TwoMoments
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class Adam(TwoMoments):
    r"""A running mean of the gradient over the root of a running mean of its square (Kingma and Ba 2015).

    .. math:: m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2,\quad
       \theta \leftarrow \theta - \gamma \frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)} + \epsilon}

    ``amsgrad`` divides by the largest v so far (Reddi et al. 2018). ``decoupled_weight_decay`` shrinks the weights
    by γλ instead of adding λθ to the gradient (Loshchilov and Hutter 2019). Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.adam import Adam
    >>> optimizer = Adam(lr=0.01, amsgrad=True)
    >>> optimizer.hyper()["beta1"]
    0.9
    >>> list(optimizer.slots())
    ['exp_avg', 'exp_avg_sq', 'max_exp_avg_sq']
    """

    title: ClassVar[str] = "Adam: adaptive moments"
    rule: ClassVar[str] = (
        "g ← ∇f + λθ\nm ← β₁m + (1−β₁)g\nv ← β₂v + (1−β₂)g²\nθ ← θ − γ · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)"
    )
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (
        Vector("exp_avg"),
        Vector("exp_avg_sq"),
        Vector("max_exp_avg_sq", when="amsgrad"),
    )
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 3e-2, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["Adam"] = "Adam"
    amsgrad: bool = knob(False, "Divide by the largest second moment so far.")
    decoupled_weight_decay: bool = knob(False, "Shrink the weights themselves by lr × weight_decay.")
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adam_update


H, S = Adam.positions(), Adam.vector_positions()


@kernel
def adam_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass, reading each once.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP] + 1
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    m, v = view1(mem, place(row, S.exp_avg), n), view1(mem, place(row, S.exp_avg_sq), n)
    real = w.dtype.type
    b1, b2, eps = real(fp[h + H.beta1]), real(fp[h + H.beta2]), real(fp[h + H.eps])
    a1, a2 = real(1.0 - fp[h + H.beta1]), real(1.0 - fp[h + H.beta2])
    coupled, kept = real(fp[h + H.weight_decay]), real(1)
    if fp[h + H.decoupled_weight_decay] > 0.0:
        coupled, kept = real(0), real(1.0 - fp[h + H.lr] * fp[h + H.weight_decay])
    step = real(fp[h + H.lr] / (1.0 - fp[h + H.beta1] ** t))
    root = real(1.0 / np.sqrt(1.0 - fp[h + H.beta2] ** t))
    if fp[h + H.amsgrad] > 0.0:
        top = view1(mem, place(row, S.max_exp_avg_sq), n)
        for i in range(n):
            d = g[i] + coupled * w[i]
            m[i] = b1 * m[i] + a1 * d
            v[i] = b2 * v[i] + a2 * d * d
            top[i] = max(top[i], v[i])
            w[i] = kept * w[i] - step * m[i] / (np.sqrt(top[i]) * root + eps)
        return
    for i in range(n):
        d = g[i] + coupled * w[i]
        m[i] = b1 * m[i] + a1 * d
        v[i] = b2 * v[i] + a2 * d * d
        w[i] = kept * w[i] - step * m[i] / (np.sqrt(v[i]) * root + eps)
