"""Rprop: the gradient's sign alone, with a step size for each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import FIRST_STEP, Vector
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange

Shrink = Annotated[float, Field(gt=0, lt=1)]
Grow = Annotated[float, Field(gt=1)]
Size = Annotated[float, Field(ge=0)]


class Rprop(Optimizer):
    r"""Step sizes that grow while a parameter's gradient keeps its sign and shrink when the sign flips.

    .. math:: \eta_t = \begin{cases}\min(\eta^+\eta_{t-1}, \eta_{max}) & g_{t-1}g_t > 0\\
       \max(\eta^-\eta_{t-1}, \eta_{min}),\; g_t \leftarrow 0 & g_{t-1}g_t < 0\end{cases},\quad
       \theta \leftarrow \theta - \eta_t\,\mathrm{sign}(g_t)

    Riedmiller and Braun 1993, without weight backtracking. Meant for the whole batch: the noise of mini-batches
    flips signs. The learning rate is the first step size, so a schedule changes nothing after the first step.
    Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.rprop import Rprop
    >>> optimizer = Rprop(etas=(0.4, 1.3))
    >>> optimizer.hyper()["eta_plus"]
    1.3
    >>> list(optimizer.slots())
    ['prev', 'step_size']
    """

    title: ClassVar[str] = "Rprop: resilient steps by the gradient's sign"
    rule: ClassVar[str] = "g·g₋₁ > 0:  η ← min(η⁺η, ηmax)\ng·g₋₁ < 0:  η ← max(η⁻η, ηmin),  g ← 0\nθ ← θ − η · sign(g)"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("prev"), Vector("step_size"))
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 0.1, log=True),
    }

    type: Literal["Rprop"] = "Rprop"
    lr: float = knob(0.01, "Size of the first step of each parameter.", log=True, ge=0, le=1e6, fixed=FIRST_STEP)
    etas: tuple[Shrink, Grow] = knob(
        (0.5, 1.2),
        "Factors on a step size when the sign flips and when it stays.",
        live=True,
        parts=("eta_minus", "eta_plus"),
    )
    step_sizes: tuple[Size, Size] = knob(
        (1e-6, 50.0), "Smallest and largest step size.", live=True, parts=("smallest", "largest")
    )
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    @model_validator(mode="after")
    def _bounds_are_in_order(self) -> Rprop:
        if self.step_sizes[0] > self.step_sizes[1]:
            raise ValueError("step_sizes must be (smallest, largest)")
        return self

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return rprop_update


H, S = Rprop.positions(), Rprop.vector_positions()


@kernel
def rprop_update(row, ctx, fp, mem, imem):
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
    last, size = view1(mem, place(row, S.prev), n), view1(mem, place(row, S.step_size), n)
    real = w.dtype.type
    shrink, grow, low, high = (
        real(fp[h + H.eta_minus]),
        real(fp[h + H.eta_plus]),
        real(fp[h + H.smallest]),
        real(fp[h + H.largest]),
    )
    zero = real(0)
    if ctx[abi.STEP] == 0:
        for i in range(n):
            size[i] = real(fp[h + H.lr])
    for i in range(n):
        # single choices, one after another, are what the compiler turns into vector code
        d, s = g[i], size[i]
        agreement = d * last[i]
        s = s * grow if agreement > zero else s
        s = s * shrink if agreement < zero else s
        s = low if s < low else s
        s = high if s > high else s
        d = zero if agreement < zero else d
        size[i], last[i] = s, d
        move = s if d > zero else zero
        w[i] -= -s if d < zero else move
