"""Extreme eigenvalues of a symmetric matrix by Lanczos' method, from its products with vectors alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from gdlab.spec import streams

#: Examples over which curvature is measured at most: of tables, and of what costs more an example.
STABLE_RATE_ROWS, STABLE_RATE_PICTURES = 2048, 64
#: Products with the Hessian at most, and the relative change at which 2/λ_max counts as settled.
_PRODUCTS, _SETTLED = 30, 0.002
#: Targets of an example from twice as many of which on fewer examples are taken.
_CHEAP = 16

Product = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Extremes:
    """The lowest and the highest eigenvalue of a matrix, as far as they were found.

    Attributes:
        lowest: the lowest; NaN where a product was not finite.
        highest: the highest.
        products: after how many products they were found.
        direction: the eigenvector of the highest, of length 1.
    """

    lowest: float
    highest: float
    products: int
    direction: np.ndarray = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)


def extremes(product: Product, n: int, *, steps: int = 60, tolerance: float = 1e-4, seed: int = 0) -> Extremes:
    """Return the extreme eigenvalues of a symmetric matrix of n rows that is known by its products with vectors.

    Lanczos (1950) with full reorthogonalisation; it ends when both values have settled to ``tolerance`` (relative) or
    the Krylov space is exhausted. Both are approached from inside, so the truth lies no nearer to 0 than they do.

    Args:
        product: returns the product of the matrix with a vector, shape (n,).
        n: how many rows the matrix has.
        steps: the most products that are taken.
        tolerance: by how much, relative, the values may still change.
        seed: the seed of the first vector.
    """
    steps = min(steps, n)
    basis = np.zeros((steps, n))
    alpha, beta = np.zeros(steps), np.zeros(steps)
    q = streams.normal(streams.key(seed, streams.NOISE, 7), n)
    q /= np.linalg.norm(q)
    before = (0.0, 0.0)
    for k in range(steps):
        basis[k] = q
        w = product(q)
        if not np.isfinite(w).all():
            return Extremes(float("nan"), float("nan"), k + 1, np.full(n, np.nan))
        alpha[k] = q @ w
        for _ in range(2):  # twice is enough (Kahan and Parlett)
            w = w - basis[: k + 1].T @ (basis[: k + 1] @ w)
        beta[k] = np.linalg.norm(w)
        low, high = _ends(alpha[: k + 1], beta[:k])
        size = max(abs(low), abs(high), 1e-300)
        settled = k >= 9 and max(abs(low - before[0]), abs(high - before[1])) < tolerance * size
        if settled or beta[k] < 1e-10 * size:
            return Extremes(low, high, k + 1, _highest(alpha[: k + 1], beta[:k], basis))
        before, q = (low, high), w / beta[k]
    return Extremes(before[0], before[1], steps, _highest(alpha, beta[: steps - 1], basis))


def measured_examples(n: int, shape: tuple[int, ...], targets: int) -> int:
    """Return over how many examples curvature is measured: fewer where an example costs more.

    Args:
        n: how many there are.
        shape: the shape of one input.
        targets: targets of an example; sequences that are predicted at each place have many.
    """
    if len(shape) > 1:
        return min(n, STABLE_RATE_PICTURES)
    return min(n, max(STABLE_RATE_PICTURES, STABLE_RATE_ROWS // max(1, targets // _CHEAP)))


def stable_rate(hessian_product: Product, n: int, *, seed: int = 0) -> float:
    """Return 2/λ_max, up to which plain gradient descent is stable; NaN where no eigenvalue is above 0.

    Args:
        hessian_product: the Hessian's product with a vector.
        n: how many parameters there are.
        seed: draws the first vector.
    """
    highest = sharpest(hessian_product, n, seed=seed).highest
    return 2 / highest if np.isfinite(highest) and highest > 0 else float("nan")


def sharpest(hessian_product: Product, n: int, *, seed: int = 0) -> Extremes:
    """Return the extreme eigenvalues of a Hessian with the effort that 2/λ_max is measured with wherever it is told.

    Args:
        hessian_product: the Hessian's product with a vector.
        n: how many parameters there are.
        seed: draws the first vector.
    """
    return extremes(hessian_product, n, steps=_PRODUCTS, tolerance=_SETTLED, seed=seed)


def _ends(alpha: np.ndarray, beta: np.ndarray) -> tuple[float, float]:
    from scipy.linalg import eigvalsh_tridiagonal

    values = eigvalsh_tridiagonal(alpha, beta) if len(alpha) > 1 else alpha
    return float(values[0]), float(values[-1])


def _highest(alpha: np.ndarray, beta: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """Return the eigenvector of the highest eigenvalue within the Krylov space, of length 1."""
    from scipy.linalg import eigh_tridiagonal

    last = len(alpha) - 1
    vector = eigh_tridiagonal(alpha, beta, select="i", select_range=(last, last))[1][:, 0] if last else np.ones(1)
    direction = basis[: last + 1].T @ vector
    return direction / np.linalg.norm(direction)
