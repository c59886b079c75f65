"""Inputs that are pictures of one size: bytes until the last moment, then floats from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.data.inputs import scaling
from gdlab.data.inputs.augment import augmented
from gdlab.data.inputs.base import Prepared
from gdlab.spec.kinds import DataSpec


@dataclass
class Images:
    """Pictures (N, height, width, channels); ``top`` is the value that stands for white."""

    pixels: np.ndarray
    top: float = 255.0

    def __len__(self) -> int:
        return len(self.pixels)

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen pictures flat or as (channels, height, width), scaled channel by channel."""
        height, width, channels = self.pixels.shape[1:]
        x_train, x_val = self._floats(train), self._floats(val)
        x_train, copies = augmented(x_train, spec, seed)
        extra = {}
        scale = scaling.fit(x_train, spec.scale, (3,))
        if scale is not None:
            x_train, x_val = scale.apply(x_train), scale.apply(x_val)
            extra["scale"] = {"shift": scale.shift.reshape(-1), "width": scale.width.reshape(-1)}
        if getattr(spec, "flatten", True):
            size = height * width * channels
            return Prepared(
                x_train.reshape(-1, size),
                x_val.reshape(-1, size),
                image=(height, width, channels),
                repeats=1 + copies,
                extra=extra,
            )
        return Prepared(channels_first(x_train), channels_first(x_val), repeats=1 + copies, extra=extra)

    def _floats(self, rows: np.ndarray) -> np.ndarray:
        x = self.pixels[rows].astype(np.float32)
        x /= np.float32(self.top)
        return x


def channels_first(x: np.ndarray) -> np.ndarray:
    """Return pictures (N, height, width, channels) as (N, channels, height, width)."""
    return np.ascontiguousarray(x.transpose(0, 3, 1, 2))


def fitted_pictures(shape: tuple[int, ...], scale: Mapping[str, np.ndarray] | None, *, flatten: bool) -> dict[str, Any]:
    """Return, as plain data, how pictures were prepared, by which :func:`prepared_pictures` prepares new ones.

    Args:
        shape: height, width and channels of each.
        scale: the scale that was fitted, a channel at a time; None for none.
        flatten: whether they are stored flat.
    """
    height, width, channels = shape
    return {
        "height": height, "width": width, "channels": channels, "flatten": flatten,
        "scale_shift": [] if scale is None else scale["shift"].tolist(),
        "scale_width": [] if scale is None else scale["width"].tolist(),
    }  # fmt: skip


def prepared_pictures(pixels: np.ndarray, how: Mapping[str, Any]) -> np.ndarray:
    """Return new pictures, bytes (N, height, width, channels), as the network's inputs, float32 (N, *shape)."""
    x = pixels.astype(np.float32)
    x /= np.float32(255)
    if how["scale_width"]:
        x = scaling.Scale(np.array(how["scale_shift"]), np.array(how["scale_width"])).apply(x)
    return x.reshape(len(x), -1) if how["flatten"] else channels_first(x)
