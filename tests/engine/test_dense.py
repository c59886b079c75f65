"""Products without packing, and transposes, agree with NumPy's whatever the sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.dense import COLUMNS, dense_product, transpose_matrix


@kernel
def product_of_row(row, ctx, fp, mem, imem):
    c, cs, start, ss, a, ars, aks = row[0], row[1], row[2], row[3], row[4], row[5], row[6]
    dense_product(mem, c, cs, start, ss, a, ars, aks, row[7], row[8], row[9], row[10], row[11], row[12])


@kernel
def turn_of_row(row, ctx, fp, mem, imem):
    transpose_matrix(mem, row[0], row[1], row[2], row[3], row[4], row[5])


def run(what, mem: np.ndarray, *places: int) -> None:
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(what)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(
    m=st.integers(1, 45),
    n=st.one_of(st.integers(1, 80), st.integers(COLUMNS - 2, COLUMNS + 40)),
    k=st.integers(1, 30),
    block=st.integers(1, 40),
    turned=st.booleans(),
    way=st.sampled_from(["fresh", "add", "bias"]),
)
def test_multiply_agrees_with_numpy(dtype, m, n, k, block, turned, way):
    rng, cs, bs = np.random.default_rng(m * n), n + 2, n + 1
    a, b = 0, m * k
    c = b + k * bs
    bias = c + m * cs
    mem = rng.normal(size=bias + n).astype(dtype)
    before = mem.copy()
    start, ss = {"fresh": (-1, 0), "add": (c, cs), "bias": (bias, 0)}[way]
    run(product_of_row, mem, c, cs, start, ss, a, *((1, m) if turned else (k, 1)), b, bs, m, n, k, block)
    left = before[:b].reshape((k, m) if turned else (m, k)).astype("float64")
    left = left.T if turned else left
    place = c + np.arange(m)[:, None] * cs + np.arange(n)
    expected = left @ before[b + np.arange(k)[:, None] * bs + np.arange(n)]
    if way == "add":
        expected += before[place]
    if way == "bias":
        expected += before[bias : bias + n]
    assert np.abs(mem[place] - expected).max() < (1e-4 if dtype == "float32" else 1e-12)
    untouched = np.ones(mem.size, bool)
    untouched[place] = False
    assert (mem[untouched] == before[untouched]).all()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(rows=st.integers(1, 40), columns=st.integers(1, 40), gaps=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_turn_transposes(dtype, rows, columns, gaps):
    stride, apart = columns + gaps[0], rows + gaps[1]
    target = rows * stride
    mem = np.random.default_rng(rows).normal(size=target + columns * apart).astype(dtype)
    before = mem.copy()
    run(turn_of_row, mem, 0, stride, rows, columns, target, apart)
    made = mem[target:].reshape(columns, apart)
    assert (made[:, :rows] == before[:target].reshape(rows, stride)[:, :columns].T).all()
    assert (made[:, rows:] == before[target:].reshape(columns, apart)[:, rows:]).all()
    assert (mem[:target] == before[:target]).all()
