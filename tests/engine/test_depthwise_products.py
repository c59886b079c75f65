"""Products channel by channel are NumPy's, for any number of rows and channels and strides of either sign."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.depthwise import channel_products, nine_channel_products

A, B, C, START = 1000, 500, 0, 300


@kernel
def products_of_row(row, ctx, fp, mem, imem):
    c, cs, start, ss, a, ars, aks, aos = row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
    channel_products(
        mem, c, cs, start, ss, a, ars, aks, aos, row[8], row[9], row[10], row[11], row[12], row[13], row[14]
    )


@kernel
def nine_of_row(row, ctx, fp, mem, imem):
    c, cs, start, a, als, ars, aks, aos = row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
    nine_channel_products(mem, c, cs, start, a, als, ars, aks, aos, row[8], row[9], row[10], row[11], row[12], row[13])


def _run(wanted, mem, *places):
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(wanted)


def _memory(dtype):
    mem = np.random.default_rng(0).normal(size=2000).astype(dtype)
    return mem, mem.astype(np.float64), 1e-4 if dtype == np.float32 else 1e-12


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("start", [-1, START])
@pytest.mark.parametrize("m,n", [(1, 1), (2, 3), (3, 8), (7, 17), (8, 16), (13, 5)])
def test_agree_with_numpy_and_write_nothing_else(m, n, start, dtype):
    mem, expected, bound = _memory(dtype)
    given = expected.copy()
    for i in range(m):
        total = given[START + 2 * i :][:n] if start >= 0 else 0
        for o in range(2):
            for k in range(3):
                total = total + given[A + 7 * i + 90 * o - 5 * k :][:n] * given[B + 60 * o + 20 * k :][:n]
        expected[C + 21 * i : C + 21 * i + n] = total
    _run(products_of_row, mem, C, 21, start, 2, A, 7, -5, 90, B, 20, 60, m, n, 3, 2)
    np.testing.assert_allclose(mem, expected, atol=bound)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("start", [-1, C])
@pytest.mark.parametrize("n", [1, 8, 17])
def test_nine_at_once_agree_with_numpy_and_write_nothing_else(n, start, dtype):
    mem, expected, bound = _memory(dtype)
    given = expected.copy()
    for t in range(9):
        total = given[C + 20 * t :][:n] if start >= 0 else 0
        for o in range(2):
            for k in range(3):
                place = A + t // 3 * 30 + t % 3 * 7 + 90 * o + 5 * k
                total = total + given[place:][:n] * given[B + 60 * o + 20 * k :][:n]
        expected[C + 20 * t : C + 20 * t + n] = total
    _run(nine_of_row, mem, C, 20, start, A, 30, 7, 5, 90, B, 20, 60, n, 3, 2)
    np.testing.assert_allclose(mem, expected, atol=bound)
