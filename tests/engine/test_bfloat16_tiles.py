"""Products in bfloat16 on tile registers agree with NumPy's of rounded operands, whatever the sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.engine.machine.matrix_tiles import compiled_for_tiles, usable_tiles
from gdlab.engine.machine.native import INTERPRETED, Frame, kernel
from gdlab.engine.products.bfloat16_operands import pack_left, pack_right, transpose_tiles
from gdlab.engine.products.bfloat16_tiles import add_tile_product, has_tiles, pack_symmetric_product

SIZES = (1, 15, 16, 17, 33, 100)
needs_tiles = pytest.mark.skipif(not usable_tiles(), reason="the processor or the system has no tile registers")


@kernel
def tell_tiles(row, ctx, fp, mem, imem):
    row[0] = 1 if has_tiles(mem) else 0


@kernel
def add_product(row, ctx, fp, mem, imem):
    m, n, k, a, b, c, cs, left, right, edge = (
        *(row[0], row[1], row[2], row[3], row[4]),
        *(row[5], row[6], row[7], row[8], row[9]),
    )
    if has_tiles(mem):
        pack_left(mem, a, k, m, k, left, np.float32(fp[0]))
        pack_right(mem, b, n, k, n, right, np.float32(fp[1]))
        add_tile_product(mem, c, cs, left, right, m, n, k, edge)


@kernel
def multiply_by_own_transpose(row, ctx, fp, mem, imem):
    n, k, a, left, right, sums, to_left, to_right, spare, turned = (
        *(row[0], row[1], row[2], row[3], row[4]),
        *(row[5], row[6], row[7], row[8], row[9]),
    )
    if has_tiles(mem):
        if turned:
            pack_right(mem, a, n, k, n, right, np.float32(1.0))
            transpose_tiles(mem, right, n, k, left)
        else:
            pack_left(mem, a, k, n, k, left, np.float32(1.0))
            transpose_tiles(mem, left, n, k, right)
        one = np.float32(1.0)
        pack_symmetric_product(mem, sums, 1024, -1, one, one, left, right, n, k, to_left, to_right, spare)


@kernel
def add_square(row, ctx, fp, mem, imem):
    n, left, right, start, sums, to_left, to_right, spare = (
        *(row[0], row[1], row[2], row[3]),
        *(row[4], row[5], row[6], row[7]),
    )
    if has_tiles(mem):
        b, c = np.float32(fp[0]), np.float32(fp[1])
        pack_symmetric_product(mem, sums, 1024, start, b, c, left, right, n, n, to_left, to_right, spare)


def call(function: Any, mem: np.ndarray, *row: int, fp: tuple[float, ...] = (0.0,)) -> np.ndarray:
    columns, nothing = np.array(row), np.zeros(1, np.int64)
    Frame(columns, nothing, np.array(fp), mem, nothing).run(function)
    return columns


def rounded(x: np.ndarray) -> np.ndarray:
    """Return numbers rounded to the nearest bfloat16, to even, as float64; an infinity and a NaN stay what they are."""
    bits = np.ascontiguousarray(x, np.float32).view(np.uint32).astype(np.uint64)
    up = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 << 16
    found = up.astype(np.uint32).view(np.float32).astype(np.float64)
    return np.where(np.isnan(x), np.nan, found)


def tiles(m: int, k: int) -> int:
    """Return how many float32 numbers the tiles of an operand take."""
    return -(-m // 32) * -(-k // 32) * 512


def blocks(n: int) -> int:
    """Return how many numbers the blocks of a symmetric matrix's lower half take."""
    count = -(-n // 32)
    return count * (count + 1) // 2 * 1024


def lower_half(mem: np.ndarray, first: int, n: int) -> np.ndarray:
    """Return the lower half of a symmetric matrix from its blocks, the upper one mirrored but for diagonal blocks."""
    count = -(-n // 32)
    found = np.zeros((32 * count, 32 * count), np.float32)
    for i in range(count):
        for j in range(i + 1):
            at = first + (i * (i + 1) // 2 + j) * 1024
            block = mem[at : at + 1024].reshape(32, 32)
            found[32 * j : 32 * j + 32, 32 * i : 32 * i + 32] = block.T
            found[32 * i : 32 * i + 32, 32 * j : 32 * j + 32] = block
    assert not found[n:].any()
    assert not found[:, n:].any()
    return found[:n, :n]


def product(a: np.ndarray, b: np.ndarray, c: np.ndarray, factors: tuple[float, float] = (1.0, 1.0)) -> np.ndarray:
    """Return C + A B as the tiles compute it, and check that nothing else was written."""
    (m, k), n, cs = a.shape, b.shape[1], b.shape[1] + 3
    sizes = [0, m * k, k * n, m * cs, tiles(m, k), tiles(n, k)]
    at_a, at_b, at_c, left, right, edge = np.cumsum(sizes).tolist()
    mem = np.full(edge + 1024, np.nan, np.float32)
    mem[at_a:at_b], mem[at_b:at_c] = a.ravel(), b.ravel()
    kept = mem[at_c:left].reshape(m, cs)
    kept[:, :n] = c
    call(add_product, mem, m, n, k, at_a, at_b, at_c, cs, left, right, edge, fp=factors)
    assert np.isnan(kept[:, n:]).all()
    for at, given_, factor in ((at_a, a, factors[0]), (at_b, b, factors[1])):
        with np.errstate(invalid="ignore"):
            expected = np.float32(factor) * given_
        np.testing.assert_array_equal(mem[at : at + given_.size].reshape(given_.shape), expected)
    return kept[:, :n].copy()


def drawn(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Return numbers of many magnitudes."""
    return (rng.standard_normal(shape) * 10.0 ** rng.integers(-3, 4, shape)).astype(np.float32)


def test_single_precision_alone_has_tiles():
    assert call(tell_tiles, np.zeros(1, np.float64), 7)[0] == 0
    assert call(tell_tiles, np.zeros(1, np.float32), 7)[0] in ((0, 1) if not usable_tiles() else (1,))


@pytest.mark.parametrize(
    ("features", "name", "has"),
    [
        ("+avx2,+amx-bf16,+amx-tile,+avx512f", None, True),
        ("+amx-bf16,+amx-tile,+avx512f", "sapphirerapids", True),
        ("+amx-bf16,-amx-tile,+avx512f", None, False),
        ("+avx512f,+avx2", None, False),
        ("", "x86-64-v3", False),
        (None, "haswell", False),
        (None, "x86-64-v3", False),
    ],
)
def test_code_for_other_processors_has_no_tiles(features: str | None, name: str | None, has: bool):
    assert compiled_for_tiles(features, name) is (has and not INTERPRETED)


@needs_tiles
@pytest.mark.parametrize("k", [*SIZES, 513])
@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("m", [1, 17, 64, 100])
def test_a_product_is_that_of_rounded_operands(m: int, n: int, k: int):
    rng = np.random.default_rng(m * n * k)
    a, b, c = drawn(rng, m, k), drawn(rng, k, n), drawn(rng, m, n)
    expected = c + rounded(a) @ rounded(b)
    scale = np.abs(c) + np.abs(rounded(a)) @ np.abs(rounded(b))
    assert (np.abs(product(a, b, c, (1.0, 3.0)) - expected) <= 2e-6 * scale).all()


@needs_tiles
@given(m=st.integers(1, 70), n=st.integers(1, 70), k=st.integers(1, 70), seed=st.integers(0, 99))
def test_a_product_of_any_sizes(m: int, n: int, k: int, seed: int):
    rng = np.random.default_rng(seed)
    a, b, c = drawn(rng, m, k), drawn(rng, k, n), drawn(rng, m, n)
    expected = c + rounded(a) @ rounded(b)
    scale = np.abs(c) + np.abs(rounded(a)) @ np.abs(rounded(b))
    assert (np.abs(product(a, b, c, (0.5, 1.0)) - expected) <= 2e-6 * scale).all()


@needs_tiles
def test_rounds_to_nearest_and_to_even():
    bits = np.array([0x3F800000, 0x3F808000, 0x3F818000, 0x3F808001, 0x3F807FFF, 0x7F7FFFFF, 0xBF808001], np.uint32)
    numbers = bits.view(np.float32)
    found = product(np.diag(numbers[:5]), np.eye(5, dtype=np.float32), np.zeros((5, 5), np.float32)).diagonal()
    assert found.view(np.uint32).tolist() == [0x3F800000, 0x3F800000, 0x3F820000, 0x3F810000, 0x3F800000]
    above = product(numbers[5:, None], np.ones((1, 1), np.float32), np.zeros((2, 1), np.float32)).ravel()
    assert above.view(np.uint32).tolist() == [0x7F800000, 0xBF810000]


@needs_tiles
def test_numbers_too_small_to_be_normal_count_as_zero():
    small = np.array([[1e-39, 1e-38, 2e-38]], np.float32)
    found = product(small.T, np.full((1, 1), 2.0, np.float32), np.zeros((3, 1), np.float32)).ravel()
    assert found.tolist() == [0.0, 0.0, 2.0 * rounded(small)[0, 2]]


@needs_tiles
@pytest.mark.parametrize("bits", [0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800001, 0xFFFFFFFF])
def test_infinity_and_nan_reach_their_row_and_column_alone(bits: int):
    value = np.array([bits], np.uint32).view(np.float32)[0]
    rng = np.random.default_rng(5)
    a, b = drawn(rng, 40, 50), np.abs(drawn(rng, 50, 33))
    a[37, 49] = value
    found = product(a, b, np.zeros((40, 33), np.float32))
    np.testing.assert_array_equal(found[37], np.full(33, np.nan if np.isnan(value) else value, np.float32))
    assert np.isfinite(np.delete(found, 37, axis=0)).all()
    b[3, 32] = value
    found = product(np.abs(drawn(rng, 40, 50)), b, np.zeros((40, 33), np.float32))
    np.testing.assert_array_equal(found[:, 32], np.full(40, np.nan if np.isnan(value) else value, np.float32))
    assert np.isfinite(found[:, :32]).all()


@needs_tiles
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("k", SIZES)
@pytest.mark.parametrize("n", [*SIZES, 300])
def test_a_matrix_times_its_transpose_is_symmetric_and_packed(n: int, k: int, turned: bool):
    rng = np.random.default_rng(n * k)
    a = drawn(rng, n, k)
    sizes = [0, n * k, tiles(n, k), tiles(n, k), tiles(n, n), tiles(n, n), 512, blocks(n)]
    at_a, left, right, to_left, to_right, spare, sums, others = np.cumsum(sizes).tolist()
    mem = np.full(others + 2 * blocks(n) + 4 * tiles(n, n), np.nan, np.float32)
    mem[:left] = (a.T if turned else a).ravel()
    call(multiply_by_own_transpose, mem, n, k, at_a, left, right, sums, to_left, to_right, spare, turned)
    found, scale = lower_half(mem, sums, n), np.abs(rounded(a)) @ np.abs(rounded(a)).T
    assert (np.abs(found - rounded(a) @ rounded(a).T) <= 2e-6 * scale).all()
    assert (found == found.T).all()

    # the operands that were packed with it multiply as those that are packed from it
    third, fourth = others + blocks(n), others + blocks(n) + tiles(n, n)
    row = (n, to_left, to_right, sums, others, third, fourth, spare)
    call(add_square, mem, *row, fp=(0.5, -2.0))
    expected = 0.5 * found - 2.0 * (rounded(found) @ rounded(found))
    scale = np.abs(found) + 2.0 * (np.abs(rounded(found)) @ np.abs(rounded(found)))
    squared = lower_half(mem, others, n)
    assert (np.abs(squared - expected) <= 2e-6 * scale).all()
    assert (squared == squared.T).all()

    fifth = fourth + tiles(n, n)
    for left_wanted in (True, False):
        mem[fifth : fifth + tiles(n, n)] = np.nan
        alone = (fifth, -1) if left_wanted else (-1, fifth)
        call(add_square, mem, n, to_left, to_right, sums, others, *alone, spare, fp=(0.5, -2.0))
        both = mem[third : third + tiles(n, n)] if left_wanted else mem[fourth : fourth + tiles(n, n)]
        np.testing.assert_array_equal(mem[fifth : fifth + tiles(n, n)].view(np.uint32), both.view(np.uint32))
