"""Parts and other forms of a Hessian that is known by its products with vectors: blocks of it, and preconditioned."""

from __future__ import annotations

import numpy as np

from gdlab.engine.training.lanczos import Product


def block_product(product: Product, n: int, where: np.ndarray) -> Product:
    """Return the product of a diagonal block of a Hessian with vectors.

    Args:
        product: the whole Hessian's product with a vector, (n,).
        n: how many parameters there are.
        where: the places of the block's parameters, (m,) int64.
    """

    def product_of_block(v: np.ndarray) -> np.ndarray:
        whole = np.zeros(n)
        whole[where] = v
        return product(whole)[where]

    return product_of_block


def preconditioned_product(product: Product, diagonal: np.ndarray, decay: float) -> Product:
    """Return the product of P^(-1/2) (H + λ) P^(-1/2) with vectors, whose eigenvalues are those of P^(-1) (H + λ).

    Parameters whose entry in P is 0 or no number, which have had no gradient yet, take no part.

    Args:
        product: the Hessian's product with a vector, (n,).
        diagonal: the diagonal of P, (n,).
        decay: λ, a weight decay that is added to the gradient before it is preconditioned.
    """
    good = np.isfinite(diagonal) & (diagonal > 0)
    scale = np.zeros_like(diagonal)
    scale[good] = diagonal[good] ** -0.5

    def product_of_both(v: np.ndarray) -> np.ndarray:
        step = scale * v
        return scale * (product(step) + decay * step)

    return product_of_both
