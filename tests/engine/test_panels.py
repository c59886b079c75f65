"""Products in strips are products, for all sizes, added or written, in place and by columns."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine.native import Frame, Kernel, kernel
from gdlab.engine.products.panels import panel_product, transposed_panel_product

SIZES = [(16, 16, 16), (16, 32, 6), (40, 48, 10), (21, 33, 7), (3, 5, 2), (17, 16, 1), (8, 40, 4)]


@kernel
def panel_product_of_row(row, ctx, fp, mem, imem):
    c, cs, add, a, ars, b, bs = row[0], row[1], row[2], row[3], row[4], row[5], row[6]
    panel_product(mem, c, cs, add, a, ars, b, bs, row[7], row[8], row[9])


@kernel
def transposed_panel_product_of_row(row, ctx, fp, mem, imem):
    c, cs, add, a, aks, b, bs = row[0], row[1], row[2], row[3], row[4], row[5], row[6]
    transposed_panel_product(mem, c, cs, add, a, aks, b, bs, row[7], row[8], row[9])


def _run(wanted: Kernel, mem: np.ndarray, *places: int) -> None:
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(wanted)


def _arena(dtype: type) -> np.ndarray:
    return np.random.default_rng(0).normal(size=12000).astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("add", [0, 1])
@pytest.mark.parametrize("m,n,k", SIZES)
def test_agrees_with_numpy_and_writes_nothing_else(m, n, k, add, dtype):
    for transposed in (False, True):
        mem = _arena(dtype)
        across, wide = (m + 3 if transposed else k + 3), n + 2
        lines = k if transposed else m
        a = mem[: lines * across].reshape(lines, across)[:, : m if transposed else k].astype(np.float64)
        b = mem[4000 : 4000 + k * wide].reshape(k, wide)[:, :n].astype(np.float64)
        expected = mem.astype(np.float64)
        c = expected[8000 : 8000 + m * wide].reshape(m, wide)[:, :n]
        c[:] = (a.T if transposed else a) @ b + add * c
        _run(
            transposed_panel_product_of_row if transposed else panel_product_of_row,
            mem,
            8000,
            wide,
            add,
            0,
            across,
            4000,
            wide,
            m,
            n,
            k,
        )
        np.testing.assert_allclose(mem, expected, atol=1e-4 if dtype == np.float32 else 1e-12)


def test_the_result_may_take_the_place_of_rows_one_panel_wide():
    mem = _arena(np.float32)
    a, b = mem[: 40 * 16].reshape(40, 16).copy(), mem[4000 : 4000 + 256].reshape(16, 16).copy()
    _run(panel_product_of_row, mem, 0, 16, 0, 0, 16, 4000, 16, 40, 16, 16)
    np.testing.assert_allclose(mem[: 40 * 16].reshape(40, 16), a @ b, atol=1e-4)
