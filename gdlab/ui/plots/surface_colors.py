"""The colours of a surface in three dimensions, lit from the left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdlab.ui.theme import rgb
from gdlab.ui.theming import current_theme

Floats = NDArray[np.float64]

#: Where the light comes from.
_LIGHT = np.array([-0.5, 0.4, 0.77])


def surface_colors(share: Floats, rise: float) -> NDArray[np.int64]:
    """Return the colour of each quadrilateral: by height, with contour bands, and by the light.

    Args:
        share: heights from 0 to 1 at the corners, (rows, columns).
        rise: how high the highest is beside a width of 2.

    Returns:
        Red, green and blue up to 255, (rows - 1, columns - 1, 3).
    """
    theme = current_theme()
    low = np.array(rgb(theme.hex("surface+accent*0.75" if theme.dark else "surface+accent*0.6")), float)
    high = np.array(rgb(theme.hex("surface+text*0.55" if theme.dark else "surface+text*0.08")), float)
    height = (share[1:, 1:] + share[:-1, :-1] + share[1:, :-1] + share[:-1, 1:]) / 4
    by_x = (share[:-1, 1:] - share[:-1, :-1] + share[1:, 1:] - share[1:, :-1]) * share.shape[1] / 4 * rise
    by_y = (share[1:, :-1] - share[:-1, :-1] + share[1:, 1:] - share[:-1, 1:]) * share.shape[0] / 4 * rise
    normal = np.sqrt(1 + by_x**2 + by_y**2)
    facing = (-by_x * _LIGHT[0] - by_y * _LIGHT[1] + _LIGHT[2]) / normal
    band = 1.0 - 0.09 * (0.5 + 0.5 * np.cos(2 * np.pi * 16 * height)) ** 3
    made = (low + height[..., None] * (high - low)) * (0.62 + 0.5 * facing)[..., None] * band[..., None]
    return np.clip(made, 0, 255).astype(np.int64)
