"""Sums over pixels are NumPy's, for any number of pixels and channels."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.sums import column_sums, nine_products


@kernel
def sums_of_row(row, ctx, fp, mem, imem):
    column_sums(mem, row[0], row[1], row[2], row[3], row[4], row[5])


@kernel
def products_of_row(row, ctx, fp, mem, imem):
    to, step, add, a, down, across = row[0], row[1], row[2], row[3], row[4], row[5]
    nine_products(mem, to, step, add, a, down, across, row[6], row[7], row[8], row[9], row[10])


def _run(wanted, mem, *places):
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(wanted)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("add", [0, 1])
@pytest.mark.parametrize("n,lanes", [(1, 1), (7, 3), (8, 8), (29, 5), (64, 8)])
def test_agree_with_numpy_and_write_nothing_else(n, lanes, add, dtype):
    stride, bound = lanes + 2, 1e-4 if dtype == np.float32 else 1e-12
    mem = np.random.default_rng(0).normal(size=2000).astype(dtype)
    expected = mem.astype(np.float64)
    vectors = expected[1000 : 1000 + n * stride].reshape(n, stride)[:, :lanes]
    expected[:lanes] = vectors.sum(0) + add * expected[:lanes]
    _run(sums_of_row, mem, 0, add, 1000, stride, n, lanes)
    np.testing.assert_allclose(mem, expected, atol=bound)

    image = expected[500:].copy()
    for t in range(9):
        row = expected[100 + 10 * t : 100 + 10 * t + lanes]
        row[:] = image[t // 3 * 80 + t % 3 * 2 :][: 3 * n : 3] @ vectors + add * row
    _run(products_of_row, mem, 100, 10, add, 500, 80, 2, 3, 1000, stride, n, lanes)
    np.testing.assert_allclose(mem, expected, atol=bound)


def test_small_terms_are_not_lost_beside_a_large_number():
    large, n = 2.0**24, 100  # to which single precision cannot add 1
    mem = np.ones(1000, np.float32)
    mem[:100] = large
    _run(products_of_row, mem, 0, 10, 1, 200, 1, 1, 1, 500, 4, n, 4)
    assert (mem[:100].reshape(10, 10)[:9, :4] == large + n).all()
    _run(sums_of_row, mem, 90, 1, 500, 4, n, 4)
    assert (mem[90:94] == large + n).all()
