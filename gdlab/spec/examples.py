"""Prepared examples: what the packages of data hand to all others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Task = Literal["classification", "regression"]
Look = Literal["table", "points", "image", "series", "text", "tokens"]


@dataclass(frozen=True, eq=False)
class Examples:
    """The arrays of a training and a validation part, and what is needed to show and name them.

    Attributes:
        x_train: inputs, (N, *shape) in PyTorch's order: (N, features), (N, channels, height, width) or (N, time, …).
        y_train: int64 classes (N,) or (N, positions), or floats (N, outputs).
        x_val: validation inputs; may have no rows.
        y_val: validation targets.
        task: whether the targets are classes or values.
        classes: names of the classes, in order of their numbers.
        features: names of the input features, where they have any.
        look: how an example is shown.
        image: (height, width, channels) of an example that is an image but stored flat.
        name: the data set's name.
        note: one sentence about where it comes from and what was done to it.
        extra: what only the data set's own views understand (a vocabulary, scales, dates).
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    task: Task = "classification"
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    look: Look = "table"
    image: tuple[int, int, int] | None = None
    name: str = ""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of one input."""
        return tuple(self.x_train.shape[1:])

    @property
    def target_width(self) -> int:
        """Return how many targets an example has."""
        return int(np.prod(self.y_train.shape[1:], dtype=np.int64))
