"""Patches beyond an image's borders read zeros, and tiles beyond them are dropped."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine.native import Frame, Kernel, kernel
from gdlab.engine.ops.winograd_kernels import BROAD, TALL, _patch_in, _tile_out

H, W, C, LANES = 7, 5, 3, 3
NOTHING, WASTE, POINTS, BIAS = 1000, 1100, 2000, 1200
COUNT = (TALL + 2) * (BROAD + 2) * LANES


@kernel
def gather_of_row(row, ctx, fp, mem, imem):
    high, wide, top, left = row[0], row[1], row[2], row[3]
    _patch_in(mem, POINTS, LANES, 100, wide * C, C, high, wide, top, left, NOTHING, LANES)


@kernel
def scatter_of_row(row, ctx, fp, mem, imem):
    high, wide, top, left = row[0], row[1], row[2], row[3]
    _tile_out(mem, 100, wide * C, C, high, wide, top, left, WASTE, POINTS, LANES, BIAS, LANES)


def _run(wanted: Kernel, mem: np.ndarray, *places: int) -> None:
    nothing = np.zeros(1, np.int64)
    Frame(np.array(places), nothing, np.zeros(1), mem, nothing).run(wanted)


def _image(mem: np.ndarray) -> np.ndarray:
    return mem[100 : 100 + H * W * C].reshape(H, W, C)


@pytest.mark.parametrize("top,left", [(-1, -1), (0, 0), (3, 1), (4, 2), (-2, 3), (-7, 0), (1, 6)])
def test_a_patch_reads_zeros_outside(top, left):
    mem = np.random.default_rng(0).normal(size=3000)
    mem[NOTHING : NOTHING + 6 * C] = 0
    full = np.zeros((H + 20, W + 20, C))
    full[10 : 10 + H, 10 : 10 + W] = _image(mem)
    inside, alone = mem.copy(), mem.copy()
    patch = full[10 + top : 12 + TALL + top, 10 + left : 12 + BROAD + left]
    _run(gather_of_row, inside, H, W, top, left)
    alone[100:] = 0  # the same patch as an image of its own
    alone[100 : 100 + patch.size] = patch.reshape(-1)
    _run(gather_of_row, alone, TALL + 2, BROAD + 2, 0, 0)
    np.testing.assert_allclose(inside[POINTS : POINTS + COUNT], alone[POINTS : POINTS + COUNT], atol=1e-12)


@pytest.mark.parametrize("top,left", [(0, 0), (4, 0), (4, 4), (0, 4), (3, 1)])
def test_a_tile_is_written_inside_alone(top, left):
    mem = np.random.default_rng(0).normal(size=3000)
    whole, part = mem.copy(), mem.copy()
    whole[BIAS : BIAS + LANES] = part[BIAS : BIAS + LANES] = [1.0, 2.0, 3.0]
    _run(scatter_of_row, whole, TALL, BROAD, 0, 0)
    tile = whole[100 : 100 + TALL * BROAD * C].reshape(TALL, BROAD, C)
    before = part.copy()
    _run(scatter_of_row, part, H, W, top, left)
    expected = _image(before).copy()
    rows, columns = min(TALL, H - top), min(BROAD, W - left)
    expected[top : top + rows, left : left + columns] = tile[:rows, :columns]
    np.testing.assert_allclose(_image(part), expected, atol=1e-12)
    part[WASTE : WASTE + BROAD * C] = before[WASTE : WASTE + BROAD * C]
    _image(part)[:] = _image(before)
    np.testing.assert_array_equal(part, before)
