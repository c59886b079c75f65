"""Operands of products in bfloat16: rounded, and copied into tiles as the processor's tile registers want them.

Numbers are rounded to the nearest bfloat16, to even where two are as near. A tile has 16 rows of 64 bytes. A *left*
operand (m, k) is copied row by row, a *right* one (k, n) in pairs of rows, the numbers of a pair beside each other. Two
tiles at a time, 32 rows of a left operand or 32 columns of a right one, stand one after the other along the inner axis.
What an operand lacks to whole pairs of tiles is zero.

What justifies it are the figures of :mod:`gdlab.engine.products.bfloat16_tiles`: the processor multiplies no others.

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes; two rounded numbers take one element.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, njit, types
from gdlab.engine.machine.matrix_tiles import COMPILED
from gdlab.engine.products.copies import transpose_matrix
from gdlab.engine.products.lanes import Lanes

#: Rows of a tile; bfloat16 numbers in a row of one; elements that a tile takes, and a pair of them.
ROWS, INNER, TILE, PAIR = np.int64(16), np.int64(32), np.int64(256), np.int64(512)
#: Rows and columns of a block of sums, of which a pair of tiles of an operand holds one.
BLOCK = np.int64(32)
_ONE = np.float32(1.0)
_I16, _I32 = ir.IntType(16), ir.IntType(32)


@njit(nogil=True, cache=True, error_model="numpy")
def tile_numbers(m, k):
    """Return how many elements the tiles of an operand take.

    Args:
        m: the rows of a left operand, the columns of a right one.
        k: the inner size.
    """
    return (m + BLOCK - 1) // BLOCK * BLOCK * ((k + INNER - 1) // INNER) * ROWS


def is_single(mem: Any) -> bool:
    """Return whether the code is for float32 and a processor with tile registers, by numba's type of the pointer."""
    return COMPILED and mem.dtype == types.float32


def _rounded(builder: Any, numbers: Any) -> Any:
    """Return a register of numbers rounded to bfloat16, as integers of 16 bits; a NaN stays one."""
    kind = ir.VectorType(_I32, numbers.type.count)

    def constant(value: int) -> Any:
        return ir.Constant(kind, [value] * kind.count)

    bits = builder.bitcast(numbers, kind)
    above = builder.lshr(bits, constant(16))
    up = builder.add(constant(0x7FFF), builder.and_(above, constant(1)))
    whole = builder.lshr(builder.add(bits, up), constant(16))
    quiet = builder.or_(above, constant(0x40))
    chosen = builder.select(builder.fcmp_unordered("uno", numbers, numbers), quiet, whole)
    return builder.trunc(chosen, ir.VectorType(_I16, kind.count))


def _round_row(in_pairs: bool) -> Any:
    """Return an intrinsic that rounds twice up to 16 numbers into a row of a tile, zero for those that are missing.

    Its arguments are the offset of the first ones and how many there are, the same of the second ones, the row's
    offset, and a number by which all are multiplied where they stand, once they are rounded; 1 leaves them alone.

    Args:
        in_pairs: whether the row holds pairs of a first and a second number, or the second ones after the first.
    """
    places = [i // 2 + 16 * (i % 2) for i in range(32)] if in_pairs else list(range(32))

    @intrinsic
    def row(typingctx, mem, first, here, second, there, target, factor):
        def codegen(context, builder, signature, args):
            if is_single(signature.args[0]):
                _emit_row(context, builder, places, args)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 5, types.float32), codegen

    return row


def _emit_row(context: Any, builder: Any, places: list[int], args: Any) -> None:
    """Emit the rounding of a row of a tile, whose numbers stand at these places of the two registers."""
    pointer, *halves, target, factor = args
    rounded = []
    for at, count in (halves[:2], halves[2:]):
        lane = Lanes(context, builder, types.float32, pointer, count)
        numbers = lane.load(at)
        rounded.append(_rounded(builder, numbers))
        with builder.if_then(builder.fcmp_unordered("!=", factor, factor.type(1.0))):
            lane.store(builder.fmul(numbers, lane.splat(factor)), at)
    order = ir.Constant(ir.VectorType(_I32, 32), places)
    to = builder.bitcast(builder.gep(pointer, [target]), ir.VectorType(_I16, 32).as_pointer())
    builder.store(builder.shuffle_vector(*rounded, order), to, align=4)


_round_beside, _round_pairs = _round_row(in_pairs=False), _round_row(in_pairs=True)


@njit(nogil=True, cache=True, error_model="numpy")
def pack_left(mem, source, stride, m, k, target, factor):
    """Round a left operand, copy it into tiles, and multiply the matrix itself by a number.

    Args:
        mem: the float arena.
        source: offset of the matrix; A[i, q] stands at ``source + i*stride + q``.
        stride: distance between its rows.
        m: its rows.
        k: its columns, the inner size.
        target: offset of the tiles, :func:`tile_numbers` elements.
        factor: by which the matrix is multiplied where it stands, once it is rounded; 1 leaves it alone.
    """
    steps = (k + INNER - 1) // INNER
    for i in range((m + BLOCK - 1) // BLOCK * BLOCK):
        to, at = target + i // BLOCK * steps * PAIR + i % BLOCK * ROWS, source + i * stride
        left = k if i < m else 0
        for q in range(steps):
            one = q * INNER
            here, there = min(max(left - one, 0), ROWS), min(max(left - one - ROWS, 0), ROWS)
            _round_beside(mem, at + one, here, at + one + ROWS, there, to + q * PAIR, factor)


@njit(nogil=True, cache=True, error_model="numpy")
def pack_right(mem, source, stride, k, n, target, factor):
    """Round a right operand, copy it into tiles, and multiply the matrix itself by a number.

    Args:
        mem: the float arena.
        source: offset of the matrix; B[q, j] stands at ``source + q*stride + j``.
        stride: distance between its rows.
        k: its rows, the inner size.
        n: its columns.
        target: offset of the tiles, :func:`tile_numbers` elements.
        factor: by which the matrix is multiplied where it stands, once it is rounded; 1 leaves it alone.
    """
    steps = (k + INNER - 1) // INNER
    for q in range(steps):
        for j in range(0, (n + BLOCK - 1) // BLOCK * BLOCK, ROWS):
            to, columns = target + (j // BLOCK * steps + q) * PAIR + j % BLOCK * ROWS, min(max(n - j, 0), ROWS)
            for p in range(ROWS):
                row = q * INNER + 2 * p
                at, here, there = source + row * stride + j, columns if row < k else 0, columns if row + 1 < k else 0
                _round_pairs(mem, at, here, at + stride, there, to + p * ROWS, factor)


@njit(nogil=True, cache=True, error_model="numpy")
def transpose_tiles(mem, source, m, k, target):
    """Make a right operand of the transpose of a left one, or a left operand of the transpose of a right one.

    Args:
        mem: the float arena.
        source: offset of the operand's tiles.
        m: the rows of the left operand, or the columns of the right one.
        k: the inner size.
        target: offset of the tiles of the transpose.
    """
    for tile in range(0, tile_numbers(m, k), TILE):
        transpose_matrix(mem, source + tile, ROWS, ROWS, ROWS, target + tile, ROWS)


@njit(nogil=True, cache=True, error_model="numpy")
def pack_block(mem, block, left, right):
    """Round a block of 32 by 32 numbers as a part of both operands.

    Args:
        mem: the float arena.
        block: offset of the block, row by row.
        left: offset of its pair of tiles as a part of a left operand.
        right: offset of its pair of tiles as a part of a right one.
    """
    for r in range(BLOCK):
        at = block + r * BLOCK
        _round_beside(mem, at, ROWS, at + ROWS, ROWS, left + r * ROWS, _ONE)
        row = block + r % ROWS * 2 * BLOCK + r // ROWS * ROWS
        _round_pairs(mem, row, ROWS, row + BLOCK, ROWS, right + r * ROWS, _ONE)


@njit(nogil=True, cache=True, error_model="numpy")
def transpose_pair(mem, source, target):
    """Turn a pair of tiles of one operand into that of the transpose in the other.

    Args:
        mem: the float arena.
        source: offset of the pair.
        target: offset of the pair of the transpose.
    """
    for half in range(0, PAIR, TILE):
        transpose_matrix(mem, source + half, ROWS, ROWS, ROWS, target + half, ROWS)
