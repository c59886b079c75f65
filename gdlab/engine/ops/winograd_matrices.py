"""The matrices of Winograd's minimal filtering, F(2, 3) down a tile and F(4, 3) across it.

Y = outputs · ((filters · w) ∘ (inputs · x)) is the correlation of x with three numbers w; of two dimensions, one
transforms columns and the other rows (Winograd 1980; Lavin and Gray 2015).

Why not F(4, 3) both ways, which needs 18 products where this needs 24 and direct sums 72: with interpolation at 0, ±1
and ±2, rounding errors of gradients through eight convolutions of 64 channels were 5 to 6 times those of PyTorch's
direct sums, with the points of below 3 times; so they are 1.3 to 1.9 times (tests/parity/rounding.json), and a step of
a VGG takes 1.30 times as long (docs/performance.md). F(2, 3) both ways, 32 products, has no larger errors than PyTorch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Rows and columns of a tile.
TALL, BROAD = 2, 4
#: Numbers between the ends of one point's patches and the next's, so that they do not all fall on one set of the cache.
GAP = 16


def filled_share(rows: int, columns: int) -> float:
    """Return which share of the points of the tiles that cover an image lies within it.

    Args:
        rows: rows of the image.
        columns: columns of the image.
    """
    return rows * columns / (-(-rows // TALL) * TALL * (-(-columns // BROAD) * BROAD))


@dataclass(frozen=True)
class Filtering:
    """The matrices of one dimension's scheme.

    Attributes:
        inputs: (n + 2, n + 2), acts on numbers of the image.
        filters: (n + 2, 3), acts on a filter.
        outputs: (n, n + 2), makes n results of n + 2 products.
    """

    inputs: np.ndarray
    filters: np.ndarray
    outputs: np.ndarray


#: Interpolation at 0, ±1 and infinity; each result is made of numbers of its own window only.
DOWN = Filtering(
    inputs=np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, -1, 0, 1]], dtype=float),
    filters=np.array([[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]]) / 2.0,
    outputs=np.array([[1, 1, 1, 0], [0, 1, -1, 1]], dtype=float),
)


def _interpolation(a: float, b: float) -> Filtering:
    """Return the matrices for four results, with interpolation at 0, ±a, ±b and infinity."""
    points = np.array([0, a, -a, b, -b])
    others = [np.delete(points, i) for i in range(5)]
    inputs = [np.append(np.poly(rest)[::-1], 0) for rest in others] + [np.poly(points)[::-1]]
    filters = [points[i] ** np.arange(3) / np.prod(points[i] - others[i]) for i in range(5)]
    outputs = [[*points**k, float(k == BROAD - 1)] for k in range(BROAD)]
    return Filtering(np.array(inputs), np.array([*filters, [0.0, 0.0, 1.0]]), np.array(outputs))


#: Of the points in sixteenths, those with which a rounding error of the products grows least.
ACROSS = _interpolation(5 / 8, 3 / 2)
