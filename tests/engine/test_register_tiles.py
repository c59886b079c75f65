"""Products over strided, overlapping views agree with NumPy's, whatever the sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.machine.native import Frame, kernel
from gdlab.engine.products.lanes import vector_bytes
from gdlab.engine.products.register_tiles import product


@kernel
def product_of_row(row, ctx, fp, mem, imem):
    c, cs, start, ss, a, ars, aks, aos = row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
    product(mem, c, cs, start, ss, a, ars, aks, aos, row[8], row[9], row[10], row[11], row[12], row[13])


def run(mem: np.ndarray, *places: int) -> None:
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(product_of_row)


INNER_SIZES = {  # of the inner axis's inner part and of its outer one: small ones, and such that sums are cut
    "short": (st.integers(1, 6), st.integers(1, 6)),
    "long within": (st.integers(250, 530), st.integers(1, 3)),
    "long without": (st.integers(30, 90), st.integers(3, 9)),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("inner", list(INNER_SIZES))
@given(
    data=st.data(),
    sizes=st.tuples(*[st.integers(1, 40)] * 2),
    strides=st.tuples(*[st.integers(0, 9)] * 3),
    way=st.sampled_from(["fresh", "add", "bias"]),
)
def test_product_agrees_with_numpy(dtype, inner, data, sizes, strides, way):
    (m, n), (ars, aks, aos) = sizes, strides
    ki, ko = (data.draw(size) for size in INNER_SIZES[inner])
    rng, cs, bs = np.random.default_rng(m * n), n + 2, n + 1
    a, b = 0, (m - 1) * ars + (ki - 1) * aks + (ko - 1) * aos + 1
    c = b + ki * ko * bs
    bias = c + m * cs
    mem = rng.normal(size=bias + n).astype(dtype)
    before = mem.copy()
    start, ss = {"fresh": (-1, 0), "add": (c, cs), "bias": (bias, 0)}[way]
    run(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, m, n, ki, ko)
    inner = (np.arange(ko)[:, None] * aos + np.arange(ki) * aks).reshape(-1)
    left = before[a + np.arange(m)[:, None] * ars + inner].astype("float64")
    right = before[b + np.arange(ki * ko)[:, None] * bs + np.arange(n)]
    place = c + np.arange(m)[:, None] * cs + np.arange(n)
    expected = left @ right
    if way == "add":
        expected += before[place]
    if way == "bias":
        expected += before[bias : bias + n]
    assert np.abs(mem[place] - expected).max() < (1e-4 if dtype == "float32" else 1e-12) * max(1, ki * ko / 36)
    untouched = np.ones(mem.size, bool)
    untouched[place] = False
    assert (mem[untouched] == before[untouched]).all()


@pytest.mark.parametrize("inner", [(1000, 1), (10, 100)])
@pytest.mark.parametrize("m,n", [(1, 1), (3, 20), (20, 40)])
def test_small_terms_are_not_lost_beside_a_large_number(m, n, inner):
    (ki, ko), large = inner, 2.0**24  # to which single precision cannot add 1
    mem = np.ones(ki * ko * (n + m) + m * n, "float32")
    c = ki * ko * (n + m)
    mem[c:] = large
    run(mem, c, n, c, n, 0, ki * ko, 1, ki, ki * ko * m, n, m, n, ki, ko)
    assert (mem[c:] == large + 1000).all()


@pytest.mark.parametrize(
    "features,name,width",
    [
        ("+sse2,+avx,+avx2,+avx512f", None, 64),
        ("+sse2,+avx,+avx2,-avx512f", None, 32),
        ("+sse2,-avx2,-avx512f", None, 16),
        ("+neon,+fp-armv8", None, 16),
        ("", "x86-64", 16),
        ("", "x86-64-v3", 32),
        ("", "x86-64-v4", 64),
    ],
)
def test_the_register_is_that_of_the_processor_which_is_compiled_for(features, name, width):
    assert vector_bytes(features, name) == width
