"""AdamW: Adam with weight decay of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from gdlab.engine.machine.native import Kernel
from gdlab.engine.optimizers.adam import Adam, adam_update
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.moments import TwoMoments
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class AdamW(TwoMoments):
    r"""Adam's step, with weights that shrink apart from it (Loshchilov and Hutter 2019).

    .. math:: \theta \leftarrow (1 - \gamma\lambda)\theta
       - \gamma \frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)} + \epsilon}

    Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.adamw import AdamW
    >>> optimizer = AdamW(lr=0.01, weight_decay=0.05)
    >>> optimizer.hyper()["weight_decay"]
    0.05
    >>> list(optimizer.slots())
    ['exp_avg', 'exp_avg_sq']
    """

    title: ClassVar[str] = "AdamW: Adam with decoupled weight decay"
    rule: ClassVar[str] = (
        "m ← β₁m + (1−β₁)∇f\nv ← β₂v + (1−β₂)(∇f)²\nθ ← (1 − γλ)θ − γ · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)"
    )
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = Adam.vectors
    reads: ClassVar[Any] = Adam
    #: What Adam's kernel is told where Adam has a field.
    decoupled_weight_decay: ClassVar[bool] = True
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 3e-2, log=True),
        "weight_decay": SearchRange(1e-4, 0.3, log=True),
    }

    type: Literal["AdamW"] = "AdamW"
    weight_decay: float = knob(0.01, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)
    amsgrad: bool = knob(False, "Divide by the largest second moment so far.")
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def kernel(self) -> Kernel:
        """Return Adam's kernel, which knows both kinds of decay."""
        return adam_update
