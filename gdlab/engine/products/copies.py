"""Transpose and copy matrices that stand in the arena, a register at a time.

What justifies it: products read what is copied in one run of neighbouring numbers, and rows that are a power of two
apart share a few sets of the cache (:mod:`gdlab.engine.products.dense`, :mod:`gdlab.engine.products.packed`).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes
from gdlab.engine.products.register_tiles import register_width

if INTERPRETED:

    def transpose_matrix(mem, source, stride, rows, columns, target, apart):
        """Transpose with NumPy; see the compiled twin."""
        i, j = np.arange(rows)[:, None], np.arange(columns)
        mem[target + j * apart + i] = mem[source + i * stride + j]

    def copy_row(mem, source, target, n):
        """Copy with NumPy; see the compiled twin."""
        mem[target : target + n] = mem[source : source + n]

else:

    @intrinsic
    def _transpose_square(typingctx: Any, mem: Any, source: Any, stride: Any, target: Any, apart: Any) -> Any:
        """Transpose a square as wide as a register: swap ever smaller quarters of it (Eklundh 1972)."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            pointer, first, stride, target, apart = args
            lane = Lanes(context, builder, signature.args[0].dtype, pointer, ir.IntType(64)(0))
            width, i64 = lane.width, ir.IntType(64)
            rows = [lane.load(builder.add(first, builder.mul(stride, i64(r))), whole=True) for r in range(width)]
            order = ir.VectorType(ir.IntType(32), width)
            half = width // 2
            while half:
                low = [j - half + width if j & half else j for j in range(width)]
                high = [j + width if j & half else j + half for j in range(width)]
                for r in range(width):
                    if not r & half:
                        a, b = rows[r], rows[r + half]
                        rows[r] = builder.shuffle_vector(a, b, ir.Constant(order, low))
                        rows[r + half] = builder.shuffle_vector(a, b, ir.Constant(order, high))
                half //= 2
            for r, row in enumerate(rows):
                lane.store(row, builder.add(target, builder.mul(apart, i64(r))), whole=True)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 4), codegen

    def _copy(whole: bool) -> Any:
        """Return an intrinsic that copies a register, or its first numbers."""

        @intrinsic
        def copy(typingctx: Any, mem: Any, source: Any, target: Any, count: Any) -> Any:
            def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
                pointer, first, to, lanes = args
                lane = Lanes(context, builder, signature.args[0].dtype, pointer, lanes)
                lane.store(lane.load(first, whole=whole), to, whole=whole)
                return context.get_dummy_value()

            return types.void(mem, *[types.int64] * 3), codegen

        return copy

    _whole, _part = _copy(whole=True), _copy(whole=False)

    @njit(nogil=True, cache=True, error_model="numpy")
    def transpose_matrix(mem, source, stride, rows, columns, target, apart):
        """Write the transpose of a matrix.

        Args:
            mem: the float arena.
            source: offset of the matrix (rows, columns).
            stride: distance between its rows.
            rows: its rows.
            columns: its columns.
            target: offset of the transpose (columns, rows).
            apart: distance between the transpose's rows.
        """
        width = register_width(mem)
        whole, across = rows - rows % width, columns - columns % width
        for i in range(0, whole, width):
            for j in range(0, across, width):
                _transpose_square(mem, source + i * stride + j, stride, target + j * apart + i, apart)
        for i in range(rows):
            for j in range(across if i < whole else 0, columns):
                mem[target + j * apart + i] = mem[source + i * stride + j]

    @njit(nogil=True, cache=True, error_model="numpy")
    def copy_row(mem, source, target, n):
        """Copy neighbouring numbers to a place that does not overlap them.

        Args:
            mem: the float arena.
            source: offset of the first.
            target: offset of the first copy.
            n: how many.
        """
        width = register_width(mem)
        done = n - n % width
        for i in range(0, done, width):
            _whole(mem, source + i, target + i, width)
        if done < n:
            _part(mem, source + done, target + done, n - done)
