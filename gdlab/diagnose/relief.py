"""Maps of a surface: its values on a grid, logarithmic contour levels, and contours with shading as a picture."""

from __future__ import annotations

import numpy as np

from gdlab.diagnose.tape import Tape

Bounds = tuple[float, float, float, float]

#: How many contour lines a map has.
LINES = 16
#: Where the light comes from: from the left and above, as on printed maps.
_LIGHT = np.array([-0.55, 0.55, 0.63])


def map_grid(tape: Tape, bounds: Bounds, columns: int, rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x (columns,), y (rows,), and the values there, (rows, columns).

    Args:
        tape: the surface's formula.
        bounds: the least and the greatest x, the least and the greatest y.
        columns: how many x.
        rows: how many y.
    """
    left, right, bottom, top = bounds
    x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
    return x, y, tape.values(*np.meshgrid(x, y))


def _heights(values: np.ndarray, lowest: float) -> tuple[np.ndarray, float, float, float]:
    """Return the logarithm of the height above the ground, its range, and the ground.

    The ground is the lowest known value, or the lowest on the map; so much is added to every height that the lowest
    percent of the map shares the first line.
    """
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return np.zeros_like(values), 0.0, 0.0, 0.0
    ground = min(float(finite.min()), lowest) if np.isfinite(lowest) else float(finite.min())
    above = finite - ground
    step = max(float(np.quantile(above, 0.01)), float(above.max()) * 1e-7, 1e-300)
    ceiling = float(finite.max()) - ground
    height = np.log1p(np.clip(np.where(np.isfinite(values), values - ground, ceiling), 0.0, ceiling) / step)
    return height, 0.0, float(np.log1p(ceiling / step)), step


def contour_levels(values: np.ndarray, lowest: float) -> np.ndarray:
    """Return the values at which contour lines are drawn, ascending: equal steps of the logarithm of the height."""
    _, _, high, step = _heights(values, lowest)
    if high <= 0:
        return np.zeros(0)
    finite = values[np.isfinite(values)]
    ground = min(float(finite.min()), lowest) if np.isfinite(lowest) else float(finite.min())
    levels = ground + step * np.expm1(np.linspace(0.0, high, LINES + 1)[1:-1])
    return np.unique(levels)


def height_share(values: np.ndarray, lowest: float) -> np.ndarray:
    """Return the height of each point from 0 to 1 on a logarithmic scale, as contour lines divide it.

    Args:
        values: the surface on a grid, (rows, columns).
        lowest: the lowest known value, NaN for none.
    """
    height, _, top, _ = _heights(values, lowest)
    return height / top if top > 0 else height


def relief(values: np.ndarray, lowest: float, low: np.ndarray, high: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return a shaded map with contour lines as an RGB picture, (rows, columns, 3) uint8; the first row is the lowest.

    A contour line is as wide as a pixel wherever the surface is how steep: the distance to the next level is divided by
    the slope of the height between neighbouring pixels.

    Args:
        values: the surface on a grid, (rows, columns).
        lowest: the lowest known value, NaN for none.
        low: the colour of the lowest ground, three numbers from 0 to 255.
        high: the colour of the highest.
        line: the colour of contour lines.
    """
    share = height_share(values, lowest)
    by_y, by_x = (np.asarray(slope) for slope in np.gradient(share * LINES))
    slope = np.hypot(by_x, by_y)
    to_line = np.abs(share * LINES - np.round(share * LINES)) / np.maximum(slope, 1e-9)
    level = np.round(share * LINES)  # neither the lowest ground nor the highest is a line, however flat it is
    ink = np.clip(1.0 - to_line, 0.0, 1.0) * np.clip(1.6 - slope, 0.0, 1.0) * (level > 0) * (level < LINES)
    picture = low + share[..., None] * (high - low)
    picture = picture * _shade(by_x, by_y)[..., None]
    picture = picture + (0.45 * ink)[..., None] * (line - picture)
    return np.clip(picture, 0.0, 255.0).astype(np.uint8)


def _shade(by_x: np.ndarray, by_y: np.ndarray) -> np.ndarray:
    """Return the brightness of slopes in the light, about 1 on flat ground, (rows, columns)."""
    steep = 12.0
    normal = np.sqrt(1.0 + (steep * by_x) ** 2 + (steep * by_y) ** 2)
    facing = (-steep * by_x * _LIGHT[0] - steep * by_y * _LIGHT[1] + _LIGHT[2]) / normal
    return 1.0 + 0.14 * (facing - _LIGHT[2])
