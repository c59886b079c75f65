"""What every kind of raw input can do: be counted, and be prepared by what its training part says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from gdlab.spec.kinds import DataSpec


@dataclass
class Prepared:
    """The inputs of both parts as numbers, and what the preparation learned from the training part.

    Attributes:
        x_train: training inputs, (N, *shape).
        x_val: validation inputs, (M, *shape).
        features: names of the input features, where they have any.
        image: (height, width, channels) of images that are stored flat.
        repeats: how many training inputs stand for one training example (augmentation); targets are repeated alike.
        extra: what was fitted: scales, vocabulary, categories.
        notes: sentences about what was done.
    """

    x_train: np.ndarray
    x_val: np.ndarray
    features: tuple[str, ...] = ()
    image: tuple[int, int, int] | None = None
    repeats: int = 1
    extra: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class Inputs(Protocol):
    """The base of raw inputs of every kind."""

    def __len__(self) -> int: ...

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the rows ``train`` and ``val`` as numbers, fitted on ``train`` only."""
        ...
