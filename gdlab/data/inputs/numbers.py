"""Inputs that are numbers already: tables of them, points, series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.data.inputs import scaling
from gdlab.data.inputs.base import Prepared
from gdlab.spec.kinds import DataSpec


@dataclass
class Numbers:
    """Hold numeric inputs (N, features) or (N, time, features); scaled feature by feature."""

    x: np.ndarray
    features: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.x)

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen rows, scaled as the spec says."""
        x_train, x_val = self.x[train], self.x[val]
        scale = scaling.fit(x_train, spec.scale, (self.x.ndim - 1,))
        if scale is None:
            return Prepared(x_train, x_val, self.features)
        shift, width = scale.shift.reshape(-1), scale.width.reshape(-1)
        extra = {"scale": {"shift": shift, "width": width}}
        return Prepared(scale.apply(x_train), scale.apply(x_val), self.features, extra=extra)
