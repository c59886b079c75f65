"""Products with a matrix in panels agree with NumPy's whatever the sizes, and panels hold what the matrix holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.packed import (
    INNER,
    pack_columns,
    pack_transposed,
    packed_numbers,
    packed_product,
    symmetric_product,
)


@kernel
def multiply_packed(row, ctx, fp, mem, imem):
    b, bs, panels, m, n, k, first, turned = row[6], row[7], row[8], row[9], row[10], row[11], row[12], row[13]
    if turned:
        pack_transposed(mem, b, bs, k, first, n - first, panels)
    else:
        pack_columns(mem, b, bs, k, first, n - first, panels)
    packed_product(mem, row[0], row[1], row[2], row[3], row[4], row[5], panels, m, first, n - first, k)


@kernel
def multiply_by_own_transpose(row, ctx, fp, mem, imem):
    a, ars, panels, c, n, k = row[0], row[1], row[2], row[3], row[4], row[5]
    pack_transposed(mem, a, ars, k, 0, n, panels)
    symmetric_product(mem, c, a, ars, panels, n, k)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(
    m=st.integers(1, 40),
    n=st.integers(1, 100),
    k=st.one_of(st.integers(1, 40), st.integers(int(INNER) - 1, int(INNER) + 20)),
    first=st.sampled_from([0, 32, 64]),
    turned=st.booleans(),
    way=st.sampled_from(["fresh", "add", "bias"]),
)
def test_multiply_agrees_with_numpy(dtype, m, n, k, first, turned, way):
    n += first
    rng, cs, bs = np.random.default_rng(m * n + k), n + 3, (k if turned else n) + 2
    a, b = 0, m * (k + 1)
    c = b + bs * (n if turned else k)
    bias = c + m * cs
    panels = bias + n
    mem = rng.normal(size=panels + packed_numbers(k, n)).astype(dtype)
    before = mem.copy()
    start, ss = {"fresh": (-1, 0), "add": (c, cs), "bias": (bias, 0)}[way]
    row = np.array([c, cs, start, ss, a, k + 1, b, bs, panels, m, n, k, first, turned])
    nothing = np.zeros(1, np.int64)
    Frame(row, nothing, np.zeros(1), mem, nothing).run(multiply_packed)
    left = before[:b].reshape(m, k + 1)[:, :k].astype("float64")
    q, j = np.arange(k)[:, None], np.arange(first, n)
    place = c + np.arange(m)[:, None] * cs + j
    expected = left @ before[b + (j * bs + q if turned else q * bs + j)]
    expected += {"fresh": 0, "add": before[place], "bias": before[bias + j]}[way]
    assert np.abs(mem[place] - expected).max() < (3e-4 if dtype == "float32" else 1e-11)
    untouched = np.ones(panels, bool)
    untouched[place] = False
    assert (mem[:panels][untouched] == before[:panels][untouched]).all()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(n=st.integers(1, 100), k=st.integers(1, 40))
def test_a_symmetric_product_agrees_with_numpy_and_is_symmetric_bit_for_bit(dtype, n, k):
    a = np.random.default_rng(n * k).normal(size=(n, k + 1)).astype(dtype)
    c, panels = a.size, a.size + n * n
    mem = np.full(panels + packed_numbers(k, n), np.nan, dtype)
    mem[: a.size] = a.reshape(-1)
    nothing = np.zeros(1, np.int64)
    Frame(np.array([0, k + 1, panels, c, n, k]), nothing, np.zeros(1), mem, nothing).run(multiply_by_own_transpose)
    found, left = mem[c:panels].reshape(n, n), a[:, :k].astype("float64")
    assert np.abs(found - left @ left.T).max() < (1e-4 if dtype == "float32" else 1e-12)
    assert (found == found.T).all()
