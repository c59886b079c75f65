"""Coloured shapes of 32×32 pixels, drawn here: a stand-in for CIFAR-10."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import ImageSource, Raw, Suggestion
from gdlab.data.inputs.images import Images
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.translation import tr_noop

_SIDE = 32
_CHUNK = 2000
_Mask = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _far(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    return np.maximum(np.abs(u), np.abs(v))


#: Where each shape is, in coordinates from −1 to 1 about its centre.
SHAPES: dict[str, _Mask] = {
    "disc": lambda u, v: np.hypot(u, v) < 0.9,
    "ring": lambda u, v: np.abs(np.hypot(u, v) - 0.7) < 0.22,
    "square": lambda u, v: _far(u, v) < 0.8,
    "frame": lambda u, v: np.abs(_far(u, v) - 0.65) < 0.2,
    "diamond": lambda u, v: np.abs(u) + np.abs(v) < 1.0,
    "triangle": lambda u, v: (v < 0.7) & (v > 2 * np.abs(u) - 0.9),
    "plus": lambda u, v: (np.minimum(np.abs(u), np.abs(v)) < 0.28) & (_far(u, v) < 0.95),
    "star": lambda u, v: np.hypot(u, v) < 0.62 - 0.35 * np.sin(5 * np.arctan2(v, u)),
    "stripes": lambda u, v: (_far(u, v) < 0.95) & (np.mod(2.1 * v + 0.25, 1) < 0.5),
    "half disc": lambda u, v: (np.hypot(u, v) < 0.95) & (v > -0.1),
}


class Shapes32(ImageSource):
    """Tell ten coloured shapes apart, 32×32 pixels, drawn at random places, sizes, turns and colours."""

    title: ClassVar[str] = "Coloured shapes, 32×32"
    licence: ClassVar[str] = "Generated here."
    suggestion: ClassVar[Suggestion | None] = Suggestion(
        {
            "data.flatten": False,
            "network.layers": [
                "Conv2d(out_channels=16, kernel_size=3, padding=1)",
                "ReLU",
                "MaxPool2d",
                "Conv2d(out_channels=32, kernel_size=3, padding=1)",
                "ReLU",
                "MaxPool2d",
                "Flatten",
                "Linear(out_features=10)",
            ],
            "loss": "CrossEntropyLoss",
        },
        tr_noop("convolutions, which find a shape wherever it lies"),
    )
    type: Literal["shapes32"] = "shapes32"
    n_samples: int = knob(5000, "How many images are drawn.", ge=20, le=200_000)
    noise: float = knob(0.1, "Standard deviation of the noise on each pixel (0 black, 1 white).", ge=0, le=1)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the drawn images, the classes in turn."""
        classes = np.arange(self.n_samples, dtype=np.int64) % len(SHAPES)
        images = np.empty((self.n_samples, _SIDE, _SIDE, 3), dtype=np.uint8)
        for first in range(0, self.n_samples, _CHUNK):
            chunk = slice(first, min(first + _CHUNK, self.n_samples))
            images[chunk] = self._drawn(classes[chunk], first, seed)
            progress(chunk.stop / self.n_samples, "drawing shapes")
        return Raw(
            Images(images),
            classes,
            classes=tuple(SHAPES),
            look="image",
            note=f"{self.n_samples:,} drawn images of ten shapes.",
        )

    def _drawn(self, classes: np.ndarray, first: int, seed: int) -> np.ndarray:
        n = len(classes)
        draws = streams.uniform(self.stream(seed), 10 * n, 10 * first).reshape(n, 10)
        radius = 7 + 6 * draws[:, 0]
        centre = 16 + (draws[:, 1:3] - 0.5) * 2 * (15 - radius)[:, None]
        mask = _masks(classes, radius, centre, (draws[:, 3] - 0.5) * np.radians(30))
        ink, paper = _colours(draws[:, 4:7], draws[:, 7:10])
        images = np.where(mask[..., None], ink[:, None, None, :], paper[:, None, None, :])
        size = images.size
        grain = streams.normal(self.stream(seed, 1), size, first * _SIDE * _SIDE * 3).reshape(images.shape)
        return (np.clip(images + self.noise * grain, 0, 1) * 255).round().astype(np.uint8)


def _masks(classes: np.ndarray, radius: np.ndarray, centre: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Return where each image's shape covers it, (N, 32, 32)."""
    y, x = np.mgrid[0:_SIDE, 0:_SIDE] + 0.5
    dx = (x - centre[:, 0, None, None]) / radius[:, None, None]
    dy = (y - centre[:, 1, None, None]) / radius[:, None, None]
    cos, sin = np.cos(turn)[:, None, None], np.sin(turn)[:, None, None]
    u, v = cos * dx + sin * dy, cos * dy - sin * dx
    mask = np.zeros(dx.shape, dtype=bool)
    for label, shape in enumerate(SHAPES.values()):
        mine = classes == label
        mask[mine] = shape(u[mine], v[mine])
    return mask


def _colours(ink: np.ndarray, paper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two colours an image that differ by half the range or more in at least one channel."""
    near = np.abs(ink - paper).max(axis=1) < 0.5
    return np.where(near[:, None], np.mod(paper + 0.5, 1), ink), paper
