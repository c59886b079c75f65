"""What generated data sets look like: examples of the plane by their classes, and curves with their noise."""

from __future__ import annotations

import gdlab
from docs.explanation_drawings.drawing import MUTED, ONE, THREE, TWO, Drawing
from gdlab.lab.previews import prepared_examples
from gdlab.spec.change import change

_CLASSES = ("blobs", "checkerboard", "circles", "moons", "spirals", "xor")
_CURVES = ("sine", "polynomial")


def example_drawings() -> dict[str, Drawing]:
    """Return a drawing of two hundred examples of each data set, by its name."""
    return {f"data {name}": _drawn(name) for name in (*_CLASSES, *_CURVES)}


def _drawn(name: str) -> Drawing:
    spec = change(gdlab.RunSpec(), {"data": f"{name}(n_samples=250)", "seed": 0})
    examples = prepared_examples(spec)
    x, y = examples.x_train, examples.y_train.reshape(-1)
    across, up = (x[:, 0], y) if name in _CURVES else (x[:, 0], x[:, 1])
    made = Drawing(float(across.min()), float(across.max()), float(up.min()), float(up.max()))
    if name in _CURVES:
        made.dots("", ONE, across, up, 1.6)
        return made
    for k, color in enumerate((ONE, TWO, THREE, MUTED)):
        if (y == k).any():
            made.dots(examples.classes[k] if examples.classes else str(k), color, across[y == k], up[y == k], 1.6)
    return made
