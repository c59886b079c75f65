"""Inputs built from the two coordinates of a point: squares, their product, sines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

PlaneFeature = Literal["x", "y", "x^2", "y^2", "xy", "sin(x)", "sin(y)", "sin(4x)", "sin(4y)"]

_Function = Callable[[np.ndarray, np.ndarray], np.ndarray]
_FUNCTIONS: dict[str, _Function] = {
    "x": lambda x, _y: x,
    "y": lambda _x, y: y,
    "x^2": lambda x, _y: x * x,
    "y^2": lambda _x, y: y * y,
    "xy": lambda x, y: x * y,
    "sin(x)": lambda x, _y: np.sin(x),
    "sin(y)": lambda _x, y: np.sin(y),
    "sin(4x)": lambda x, _y: np.sin(4 * x),
    "sin(4y)": lambda _x, y: np.sin(4 * y),
}
#: The inputs of a network that sees the points as they are.
COORDINATES: tuple[PlaneFeature, ...] = ("x", "y")


def plane_features(points: np.ndarray, features: Sequence[str]) -> np.ndarray:
    """Return the inputs that are built from points of the plane.

    Args:
        points: the coordinates, (N, 2).
        features: the names of the inputs, as in :data:`PlaneFeature`.

    Returns:
        The inputs, (N, features).

    >>> import numpy as np
    >>> from gdlab.data.plane_features import plane_features
    >>> plane_features(np.array([[2.0, 3.0]]), ("x", "x^2", "xy"))
    array([[2., 4., 6.]])
    """
    x, y = points[:, 0], points[:, 1]
    return np.stack([_FUNCTIONS[name](x, y) for name in features], axis=1)


def read_features(value: Any) -> Any:
    """Return the names that a text lists, such as ``"x, y, xy"`` or ``"[x, y]"``; anything else as it is.

    Squares may be written with a superscript, ``"x²"``.
    """
    if isinstance(value, str):
        inside = value.strip().removeprefix("[").removesuffix("]")
        value = [part.strip().strip("\"'") for part in inside.split(",")] if inside.strip() else []
    if isinstance(value, list | tuple):
        return tuple(part.replace("²", "^2") if isinstance(part, str) else part for part in value)  # pyright: ignore[reportUnknownVariableType]
    return value
