"""Lion: the sign of an interpolated momentum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class Lion(Optimizer):
    r"""Steps of one length, by the sign of a mix of momentum and gradient (Chen et al. 2023).

    .. math:: \theta \leftarrow \theta
       - \gamma\left(\mathrm{sign}(\beta_1 m_{t-1} + (1-\beta_1) g_t) + \lambda\theta\right)
       ,\quad m_t = \beta_2 m_{t-1} + (1-\beta_2) g_t

    The paper advises a rate three to ten times smaller than Adam's, and a weight decay as much larger.

    >>> from gdlab.engine.optimizers.lion import Lion
    >>> optimizer = Lion(lr=3e-4)
    >>> optimizer.hyper()["beta2"]
    0.99
    >>> list(optimizer.slots())
    ['exp_avg']
    """

    title: ClassVar[str] = "Lion: sign of the momentum"
    rule: ClassVar[str] = "θ ← θ − γ(sign(β₁m + (1−β₁)∇f) + λθ)\nm ← β₂m + (1−β₂)∇f"
    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[str, str]] = ("exp_avg", "")
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("exp_avg"),)
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-5, 3e-3, log=True),
        "weight_decay": SearchRange(1e-3, 1.0, log=True),
    }

    type: Literal["Lion"] = "Lion"
    lr: float = knob(1e-4, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    betas: tuple[Beta, Beta] = knob(
        (0.9, 0.99), "Share of the momentum in the step, and its decay.", live=True, parts=("beta1", "beta2")
    )
    weight_decay: float = knob(0.0, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return lion_update


H, S = Lion.positions(), Lion.vector_positions()


@kernel
def lion_update(row, ctx, fp, mem, imem):
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
    m = view1(mem, place(row, S.exp_avg), n)
    real = w.dtype.type
    lr, b1, b2 = real(fp[h + H.lr]), real(fp[h + H.beta1]), real(fp[h + H.beta2])
    a1, a2 = real(1.0 - fp[h + H.beta1]), real(1.0 - fp[h + H.beta2])
    kept, zero = real(1.0 - fp[h + H.lr] * fp[h + H.weight_decay]), real(0)
    for i in range(n):
        mix = b1 * m[i] + a1 * g[i]
        w[i] = kept * w[i] - (lr if mix > zero else (-lr if mix < zero else zero))
        m[i] = b2 * m[i] + a2 * g[i]
