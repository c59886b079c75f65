"""Patches beyond an image's borders read zeros, and tiles beyond them are dropped."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from gdlab.engine.native import pointer
from gdlab.engine.ops.winograd_kernels import _patch_in, _tile_out

H, W, C, LANES = 7, 5, 3, 3
NOTHING, WASTE, POINTS, BIAS = 1000, 1100, 2000, 1200


@njit
def _gather(mem, top, left):
    _patch_in(pointer(mem, 0), POINTS, LANES, 100, W * C, C, H, W, top, left, NOTHING, LANES)


@njit
def _scatter(mem, top, left):
    _tile_out(pointer(mem, 0), 100, W * C, C, H, W, top, left, WASTE, POINTS, LANES, BIAS, LANES)


def _image(mem: np.ndarray) -> np.ndarray:
    return mem[100 : 100 + H * W * C].reshape(H, W, C)


@pytest.mark.parametrize("top,left", [(-1, -1), (0, 0), (3, 1), (4, 2), (-2, 3), (-7, 0), (1, 6)])
def test_a_patch_reads_zeros_outside(top, left):
    mem = np.random.default_rng(0).normal(size=3000)
    mem[NOTHING : NOTHING + 6 * C] = 0
    full = np.zeros((H + 20, W + 20, C))
    full[10 : 10 + H, 10 : 10 + W] = _image(mem)
    inside, alone = mem.copy(), mem.copy()
    patch = full[10 + top : 16 + top, 10 + left : 16 + left]
    _gather(inside, top, left)
    alone[100:] = 0  # the same patch as an image of its own
    alone[100 : 100 + 36 * C] = patch.reshape(-1)
    _own(alone)
    np.testing.assert_allclose(inside[POINTS : POINTS + 36 * LANES], alone[POINTS : POINTS + 36 * LANES], atol=1e-12)


@njit
def _own(mem):
    _patch_in(pointer(mem, 0), POINTS, LANES, 100, 6 * C, C, 6, 6, 0, 0, NOTHING, LANES)


@pytest.mark.parametrize("top,left", [(0, 0), (4, 0), (4, 4), (0, 4), (3, 1)])
def test_a_tile_is_written_inside_alone(top, left):
    mem = np.random.default_rng(0).normal(size=3000)
    whole, part = mem.copy(), mem.copy()
    whole[BIAS : BIAS + LANES] = part[BIAS : BIAS + LANES] = [1.0, 2.0, 3.0]
    _tile_alone(whole)
    tile = whole[100 : 100 + 16 * C].reshape(4, 4, C)
    before = part.copy()
    _scatter(part, top, left)
    expected = _image(before).copy()
    rows, columns = min(4, H - top), min(4, W - left)
    expected[top : top + rows, left : left + columns] = tile[:rows, :columns]
    np.testing.assert_allclose(_image(part), expected, atol=1e-12)
    part[WASTE : WASTE + 4 * C] = before[WASTE : WASTE + 4 * C]
    _image(part)[:] = _image(before)
    np.testing.assert_array_equal(part, before)


@njit
def _tile_alone(mem):
    _tile_out(pointer(mem, 0), 100, 4 * C, C, 4, 4, 0, 0, WASTE, POINTS, LANES, BIAS, LANES)
