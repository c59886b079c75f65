"""Products of dense matrices, transposes and copies agree with NumPy's whatever the sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.copies import copy_row, transpose_matrix
from gdlab.engine.products.dense import COLUMNS, dense_product, dense_scratch, narrow_product


@kernel
def product_of_row(row, ctx, fp, mem, imem):
    c, cs, start, ss, a, ars, aks = row[0], row[1], row[2], row[3], row[4], row[5], row[6]
    b, bs, turned, m, n, k, whole = row[7], row[8], row[9], row[10], row[11], row[12], row[13]
    dense_product(mem, c, cs, start, ss, a, ars, aks, b, bs, turned, m, n, k, whole, row[14])


@kernel
def narrow_of_row(row, ctx, fp, mem, imem):
    c, cs, start, ss, a, ars, aks = row[0], row[1], row[2], row[3], row[4], row[5], row[6]
    narrow_product(mem, c, cs, start, ss, a, ars, aks, row[7], row[8], row[9], row[10], row[11])


@kernel
def turn_of_row(row, ctx, fp, mem, imem):
    transpose_matrix(mem, row[0], row[1], row[2], row[3], row[4], row[5])


def run(what, mem: np.ndarray, *places: int) -> None:
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(what)


@kernel
def copy_of_row(row, ctx, fp, mem, imem):
    copy_row(mem, row[0], row[1], row[2])


SIZES = {  # rows, columns and inner size: small ones, and such that A, B or both are copied, in one piece or several
    "small": (st.integers(1, 45), st.integers(1, 80), st.integers(1, 30)),
    "many columns": (st.integers(1, 45), st.integers(COLUMNS - 2, COLUMNS + 40), st.integers(1, 30)),
    "many rows": (st.integers(126, 150), st.integers(1, 80), st.integers(1, 30)),
    "many of all": (st.integers(126, 150), st.integers(250, 300), st.integers(250, 300)),
    "long sums": (st.integers(1, 20), st.integers(250, 300), st.integers(510, 530)),
}


@pytest.mark.parametrize("m,n,k", [(1, 1, 1000), (30, 80, 1000), (140, 300, 1000), (20, 10, 1000)])
@pytest.mark.parametrize("kernel", [product_of_row, narrow_of_row], ids=["any", "narrow"])
def test_small_terms_are_not_lost_beside_a_large_number(kernel, m, n, k):
    large = 2.0**24  # to which single precision cannot add 1
    c = k * (m + n)
    mem = np.ones(c + m * n + dense_scratch(n), "float32")
    mem[c : c + m * n] = large
    places = (c, n, c, n, 0, k, 1, m * k, n)
    run(kernel, mem, *places, *((0, m, n, k, n, c + m * n) if kernel is product_of_row else (m, n, k)))
    assert (mem[c : c + m * n] == large + k).all()


@pytest.mark.parametrize("turned", [0, 1])
@pytest.mark.parametrize("down", [0, 1])
@pytest.mark.parametrize("m,n,k", [(30, 417, 130), (200, 300, 1000), (30, 100, 1000)])
def test_a_part_of_the_columns_has_the_sums_of_the_whole(m, n, k, down, turned):
    b, bs = m * k, k if turned else n
    c = b + k * n
    room = c + m * n
    mem = np.random.default_rng(0).normal(size=room + dense_scratch(n)).astype("float32")
    strides, place, found = (1, m) if down else (k, 1), slice(c, c + m * n), []
    for columns in (n, 64, 37):
        mem[place] = 0
        for j in range(0, n, columns):
            some, from_b = min(columns, n - j), b + j * (bs if turned else 1)
            run(product_of_row, mem, c + j, n, -1, 0, 0, *strides, from_b, bs, turned, m, some, k, n, room)
        found.append(mem[place].copy())
    for other in found[1:]:
        np.testing.assert_array_equal(found[0], other)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("sizes", list(SIZES))
@given(data=st.data(), down=st.booleans(), turned=st.booleans(), way=st.sampled_from(["fresh", "add", "bias"]))
def test_multiply_agrees_with_numpy(dtype, sizes, data, down, turned, way):
    m, n, k = (data.draw(size) for size in SIZES[sizes])
    rng, cs, bs = np.random.default_rng(m * n), n + 2, (k if turned else n) + 1
    a, b = 0, m * k
    c = b + (n if turned else k) * bs
    bias = c + m * cs
    room = bias + n
    mem = rng.normal(size=room + dense_scratch(n)).astype(dtype)
    before = mem.copy()
    start, ss = {"fresh": (-1, 0), "add": (c, cs), "bias": (bias, 0)}[way]
    strides = (1, m) if down else (k, 1)
    run(product_of_row, mem, c, cs, start, ss, a, *strides, b, bs, int(turned), m, n, k, n, room)
    left = before[:b].reshape((k, m) if down else (m, k)).astype("float64")
    left = left.T if down else left
    place = c + np.arange(m)[:, None] * cs + np.arange(n)
    inner, columns = np.arange(k)[:, None], np.arange(n)
    expected = left @ before[b + (columns * bs + inner if turned else inner * bs + columns)]
    if way == "add":
        expected += before[place]
    if way == "bias":
        expected += before[bias : bias + n]
    assert np.abs(mem[place] - expected).max() < (1e-4 if dtype == "float32" else 1e-12) * max(1, k / 30)
    untouched = np.ones(room, bool)
    untouched[place] = False
    assert (mem[:room][untouched] == before[:room][untouched]).all()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@given(n=st.integers(1, 70))
def test_copies_touch_nothing_else(dtype, n):
    mem = np.random.default_rng(n).normal(size=2 * n + 3).astype(dtype)
    before = mem.copy()
    run(copy_of_row, mem, 1, n + 2, n)
    assert (mem[n + 2 : -1] == before[1 : n + 1]).all()
    assert (mem[: n + 2] == before[: n + 2]).all()
    assert mem[-1] == before[-1]


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
