"""What an optimizer has kept after a step, for those who ask how stable its next steps are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, eq=False)
class StepState:
    """The state of an optimizer after a step, read out of the run's memory.

    Attributes:
        step: how many steps have been made.
        vectors: the vectors that are kept, by name, (n,) float64; the first where there are several of one name.
        numbers: the numbers that are kept, by name; the first where there are several.
        momentum: the momentum or beta1 of the last step, where a schedule moves it; None for the spec's.
    """

    step: int = 0
    vectors: Mapping[str, np.ndarray] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    momentum: float | None = None
