"""What generated points in the plane have in common: how many, how noisy, and how they are shown."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import field_validator

from gdlab.data.base import Raw, Source
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.plane_features import COORDINATES, PlaneFeature, plane_features, read_features
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob


class Plane(Source):
    """The base of sets of labelled points in the plane; a subclass draws them."""

    family: ClassVar[str] = "generated points"
    licence: ClassVar[str] = "Generated here."
    main: ClassVar[tuple[str, ...]] = ("n_samples", "noise", "val_fraction", "features")
    n_samples: int = knob(500, "How many points are drawn.", ge=4, le=10_000_000)
    features: tuple[PlaneFeature, ...] = knob(
        COORDINATES, "The inputs that the network gets, built from the coordinates of a point."
    )

    @field_validator("features", mode="before")
    @classmethod
    def _features_are_a_list(cls, value: Any) -> Any:
        return read_features(value)

    @field_validator("features")
    @classmethod
    def _features_differ(cls, value: tuple[PlaneFeature, ...]) -> tuple[PlaneFeature, ...]:
        if not value:
            raise ValueError("needs one input at least, such as x")
        if len(set(value)) < len(value):
            raise ValueError(f"has an input twice ({', '.join(value)}); take it out once")
        return value

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return points (N, 2) and their classes (N,)."""
        raise NotImplementedError

    def noisy(self, points: np.ndarray, sigma: float, seed: int) -> np.ndarray:
        """Return the points moved by normal noise of standard deviation ``sigma``."""
        return points + sigma * streams.normal(self.stream(seed, 99), points.size).reshape(points.shape)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the drawn points."""
        points, classes = self.draw(seed)
        names = tuple(str(c) for c in range(int(classes.max()) + 1))
        is_plain = self.features == COORDINATES
        return Raw(
            Numbers(points if is_plain else plane_features(points, self.features), self.features),
            classes.astype(np.int64),
            classes=names,
            look="points",
            columns={} if is_plain else {"points": points},
            note=f"{self.n_samples} generated points.",
            extra={} if is_plain else {"plane_features": self.features},
        )
