"""The product by address: every transpose, written and added, against NumPy."""

from itertools import product

import numpy as np
import pytest
from numba import njit

from gdlab.engine.machine import blas
from gdlab.engine.products.gemm import gemm


@njit
def _call(address, a, b, c, turn_a, turn_b, add):
    gemm(address, a, b, c, turn_a, turn_b, add)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("turn_a", "turn_b", "add"), list(product((0, 1), repeat=3)))
def test_a_product_by_address_is_numpys(turn_a, turn_b, add, dtype):
    rng = np.random.default_rng(0)
    m, k, n = 5, 7, 3
    a = rng.normal(size=(k, m) if turn_a else (m, k)).astype(dtype)
    b = rng.normal(size=(n, k) if turn_b else (k, n)).astype(dtype)
    c = rng.normal(size=(m, n)).astype(dtype)
    expected = (a.T if turn_a else a) @ (b.T if turn_b else b) + (c if add else 0)
    _call(blas.gemm_address(dtype), a, b, c, turn_a, turn_b, add)
    np.testing.assert_allclose(c, expected, rtol=50 * np.finfo(dtype).eps, atol=50 * np.finfo(dtype).eps)


def test_what_was_not_a_number_in_the_result_is_overwritten():
    a, c = np.ones((2, 2)), np.full((2, 2), np.nan)
    _call(blas.gemm_address("float64"), a, a, c, 0, 0, 0)
    assert (c == 2).all()
