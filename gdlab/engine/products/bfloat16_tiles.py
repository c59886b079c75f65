"""Multiply matrices of float32 in bfloat16 with the processor's tile registers (AMX): rounded operands, float32 sums.

Operands are those of :mod:`gdlab.engine.products.bfloat16_operands`. A product is computed 32 by 32 numbers at a time,
in four registers of sums. The instruction takes numbers too small to be normal for 0, and adds pair by pair along the
inner axis, so that the product of a matrix with its transpose is symmetric, bit for bit.

What justifies it: 512 × 512 by 512 × 784 numbers reach 300 GFLOP/s where other programs hold the core back and 900 to
1,000 where none does; float32 products in panels reach 50 to 80 there. AVX-512's products of bfloat16 pairs would not
help: their peak is 1.1 of float32's (one core of an Intel Xeon, Sapphire Rapids class, 2026-11-22).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes; two rounded numbers take one element.
Everything here may run only where :func:`has_tiles` is true and the process asked for the registers
(:func:`gdlab.engine.machine.matrix_tiles.usable_tiles`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import cgutils, intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.bfloat16_operands import BLOCK, INNER, PAIR, TILE, is_single, pack_block, transpose_pair

#: Rows of blocks at a time, so that their left operand stays in the second-level cache while columns go by.
_BLOCKS_AT_ONCE = np.int64(8)
#: Numbers of a block of sums.
SQUARE = BLOCK * BLOCK
_I8, _I64 = ir.IntType(8), ir.IntType(64)


def _call(builder: Any, name: str, *args: Any) -> None:
    kind = ir.FunctionType(ir.VoidType(), [arg.type for arg in args])
    builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.x86.{name}"), args)


def _bytes(builder: Any, pointer: Any, offset: Any) -> Any:
    return builder.bitcast(builder.gep(pointer, [offset]), ir.PointerType())


@intrinsic
def _has_tiles(typingctx, mem):
    """Return whether the code is for float32 and a processor with tile registers: a constant."""

    def codegen(context, builder, signature, args):
        return ir.Constant(ir.IntType(1), int(is_single(signature.args[0])))

    return types.boolean(mem), codegen


@intrinsic
def _begin(typingctx, mem):
    """Set all eight tile registers to 16 rows of 64 bytes."""

    def codegen(context, builder, signature, args):
        if is_single(signature.args[0]):
            shape = bytes([1, *[0] * 15, *[64, 0] * 8, *[0] * 16, *[16] * 8, *[0] * 8])
            place = cgutils.alloca_once_value(builder, cgutils.make_bytearray(shape))
            _call(builder, "ldtilecfg", builder.bitcast(place, ir.PointerType()))
        return context.get_dummy_value()

    return types.void(mem), codegen


@intrinsic
def _end(typingctx, mem):
    """Release the tile registers, so that the system need not save them."""

    def codegen(context, builder, signature, args):
        if is_single(signature.args[0]):
            _call(builder, "tilerelease")
        return context.get_dummy_value()

    return types.void(mem), codegen


@intrinsic
def _block(typingctx, mem, c, cs, add, left, right, steps):
    """Compute a block of sums.

    Its arguments are the offset of the block and the distance between its rows, whether it is added to, the offsets of
    the operands' tiles, and how many pairs of tiles each has.
    """
    signature = types.void(mem, types.int64, types.int64, types.boolean, *[types.int64] * 3)

    def codegen(context, builder, signature, args):
        if is_single(signature.args[0]):
            _emit_block(builder, args)
        return context.get_dummy_value()

    return signature, codegen


def _emit_block(builder: Any, args: Any) -> None:
    """Emit the loop over the inner axis: of eight tile registers four hold sums, two the left and two the right.

    A register is loaded anew as soon as the last product that reads it is under way.
    """
    mem, c, cs, add, left, right, steps = args
    width, row = builder.mul(cs, _I64(4)), _I64(64)
    low = builder.add(c, builder.mul(cs, _I64(16)))
    corners = [c, builder.add(c, _I64(16)), low, builder.add(low, _I64(16))]

    def load(register: int, step: Any) -> None:
        first = builder.add(left if register < 6 else right, _I64(register % 2 * int(TILE)))
        at = builder.add(first, builder.mul(step, _I64(int(PAIR))))
        _call(builder, "tileloadd64", _I8(register), _bytes(builder, mem, at), row)

    def multiply(*registers: int) -> None:
        _call(builder, "tdpbf16ps", *map(_I8, registers))

    with builder.if_else(add) as (seeded, fresh):
        with seeded:
            for register, corner in enumerate(corners):
                _call(builder, "tileloadd64", _I8(register), _bytes(builder, mem, corner), width)
        with fresh:
            for register in range(4):
                _call(builder, "tilezero", _I8(register))
    for register in (4, 6, 7, 5):
        load(register, _I64(0))
    with cgutils.for_range(builder, builder.sub(steps, _I64(1))) as loop:
        step = builder.add(loop.index, _I64(1))
        multiply(0, 4, 6)
        multiply(1, 4, 7)
        load(4, step)
        multiply(2, 5, 6)
        load(6, step)
        multiply(3, 5, 7)
        load(7, step)
        load(5, step)
    for registers in ((0, 4, 6), (1, 4, 7), (2, 5, 6), (3, 5, 7)):
        multiply(*registers)
    for register, corner in enumerate(corners):
        _call(builder, "tilestored64", _I8(register), _bytes(builder, mem, corner), width)


if INTERPRETED:

    def has_tiles(mem):
        """Return that there are no tile registers, as plain Python has none."""
        return False

else:

    @njit(nogil=True, cache=True, error_model="numpy")
    def has_tiles(mem):
        """Return whether this code may hold instructions on tiles, for the pointer's type of numbers."""
        return _has_tiles(mem)


@njit(nogil=True, cache=True, error_model="numpy")
def _edge_block(mem, c, cs, left, right, rows, columns, steps, edge):
    """Add to a block that reaches over the matrix's end, in scratch space."""
    for r in range(rows):
        for s in range(columns):
            mem[edge + r * BLOCK + s] = mem[c + r * cs + s]
    _block(mem, edge, BLOCK, True, left, right, steps)
    for r in range(rows):
        for s in range(columns):
            mem[c + r * cs + s] = mem[edge + r * BLOCK + s]


@njit(nogil=True, cache=True, error_model="numpy")
def add_tile_product(mem, c, cs, left, right, m, n, k, edge):
    """Compute C = C + A B, of shapes (m, n), (m, k) and (k, n).

    Args:
        mem: the float arena.
        c: offset of C; C[i, j] stands at ``c + i*cs + j``.
        cs: distance between C's rows.
        left: offset of the tiles of A.
        right: offset of the tiles of B.
        m: rows of C.
        n: columns of C.
        k: the inner size.
        edge: offset of :data:`SQUARE` numbers of scratch space.
    """
    _begin(mem)
    steps, count = (k + INNER - 1) // INNER, (m + BLOCK - 1) // BLOCK
    for first in range(0, count, _BLOCKS_AT_ONCE):
        for j in range((n + BLOCK - 1) // BLOCK):
            for i in range(first, min(first + _BLOCKS_AT_ONCE, count)):
                to, a, b = c + (i * cs + j) * BLOCK, left + i * steps * PAIR, right + j * steps * PAIR
                rows, columns = min(BLOCK, m - i * BLOCK), min(BLOCK, n - j * BLOCK)
                if rows == BLOCK and columns == BLOCK:
                    _block(mem, to, cs, True, a, b, steps)
                else:
                    _edge_block(mem, to, cs, a, b, rows, columns, steps, edge)
    _end(mem)


@njit(nogil=True, cache=True, error_model="numpy")
def pack_symmetric_product(mem, sums, apart, start, b, c, left, right, n, k, to_left, to_right, spare):
    """Round S = A B, or S = b P + c A B, of shape (n, n) and known to be symmetric, from its lower half.

    Args:
        mem: the float arena.
        sums: offset of the lower half of S in blocks: block (i, j) is number i (i + 1) / 2 + j of them, row by row,
            and zero where it reaches over the end of S.
        apart: distance between blocks: :data:`SQUARE`, or 0 where S itself is not wanted but as an operand.
        start: offset of the lower half of P in blocks that are :data:`SQUARE` apart; −1 for A B alone.
        b: the factor of P.
        c: the factor of A B.
        left: offset of the tiles of A.
        right: offset of the tiles of B.
        n: rows and columns of S.
        k: the inner size.
        to_left: offset of the tiles of S as a left operand, apart from all others; −1 where it is not wanted.
        to_right: offset of the tiles of S as a right operand, likewise.
        spare: offset of two tiles of scratch space.
    """
    _begin(mem)
    steps, count = (k + INNER - 1) // INNER, (n + BLOCK - 1) // BLOCK
    for first in range(0, count, _BLOCKS_AT_ONCE):
        last = min(first + _BLOCKS_AT_ONCE, count)
        for j in range(last):
            for i in range(max(first, j), last):
                number, below, above = i * (i + 1) // 2 + j, (i * count + j) * PAIR, (j * count + i) * PAIR
                block = sums + number * apart
                _block(mem, block, BLOCK, False, left + i * steps * PAIR, right + j * steps * PAIR, steps)
                if start >= 0:
                    for e in range(SQUARE):
                        mem[block + e] = b * mem[start + number * SQUARE + e] + c * mem[block + e]
                here = to_left + below if to_left >= 0 else spare
                there = to_right + above if to_right >= 0 else spare
                pack_block(mem, block, here, there)
                if i > j and to_left >= 0:
                    transpose_pair(mem, there, to_left + above)
                if i > j and to_right >= 0:
                    transpose_pair(mem, here, to_right + below)
    _end(mem)
