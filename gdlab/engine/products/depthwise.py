"""Products channel by channel: what a depthwise convolution is made of, a register of channels at a time.

What justifies it: as matrix products, depthwise convolutions are one number wide. Filters of 3×3 take an eighteenth
of the time here, of 5×5 and 7×7 a twentieth to a twenty-seventh (2 cores of an Intel Xeon of the Sapphire Rapids
class with AVX-512, November 2026, docs/performance.md).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import cgutils, intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes
from gdlab.engine.products.register_tiles import register_width

_INT = ir.IntType(64)


def _tile(lines: int, rows: int) -> Any:
    """Return an intrinsic that keeps ``lines`` times ``rows`` sums in registers, all over the same B."""

    @intrinsic
    def tile(typingctx, mem, c, cs, start, ss, a, als, ars, aks, aos, b, bks, bos, lanes, ki, ko):
        signature = types.void(mem, *[types.int64] * 15)

        def codegen(context, builder, signature, args):
            _emit(context, builder, signature.args[0].dtype, lines, rows, args)
            return context.get_dummy_value()

        return signature, codegen

    return tile


def _emit(context: Any, builder: Any, dtype: Any, lines: int, rows: int, args: Any) -> None:
    """Emit the two loops over what is summed; LLVM takes the sums' places on the stack for registers."""
    mem, c, cs, start, ss, a, als, ars, aks, aos, b, bks, bos, lanes, ki, ko = args
    lane, count = Lanes(context, builder, dtype, mem, lanes), range(lines * rows)

    def apart(offset: Any, stride: Any, steps: Any) -> Any:
        return builder.add(offset, builder.mul(stride, steps if isinstance(steps, ir.Value) else _INT(steps)))

    sums = [cgutils.alloca_once_value(builder, lane.zeros) for _ in count]
    with builder.if_else(builder.icmp_signed(">=", start, _INT(0))) as (seeded, fresh):
        with seeded:
            for r in count:
                builder.store(lane.load(apart(start, ss, r)), sums[r])
        with fresh:
            for r in count:
                builder.store(lane.zeros, sums[r])
    shifts = [apart(builder.mul(als, _INT(r // rows)), ars, r % rows) for r in count]
    with cgutils.for_range(builder, ko, intp=_INT) as outer:
        left, right = apart(a, aos, outer.index), apart(b, bos, outer.index)
        with cgutils.for_range(builder, ki, intp=_INT) as inner:
            at, factor = apart(left, aks, inner.index), lane.load(apart(right, bks, inner.index))
            for r in count:
                value = lane.load(builder.add(at, shifts[r]))
                builder.store(lane.fma(value, factor, builder.load(sums[r])), sums[r])
    for r in count:
        lane.store(builder.load(sums[r]), apart(c, cs, r))


_t3x3, _t8, _t4, _t3, _t2, _t1 = _tile(3, 3), *(_tile(1, rows) for rows in (8, 4, 3, 2, 1))

if INTERPRETED:

    def channel_products(mem, c, cs, start, ss, a, ars, aks, aos, b, bks, bos, m, n, ki, ko):
        """Compute the products with NumPy indices, every bound checked; see the compiled twin."""
        rows, lanes = np.arange(m)[:, None], np.arange(n)
        o, k = np.arange(ko)[:, None, None, None], np.arange(ki)[:, None, None]
        left, right = a + rows * ars + k * aks + o * aos + lanes, b + k * bks + o * bos + 0 * rows + lanes
        to = c + rows * cs + lanes
        if min(left.min(), right.min(), to.min()) < 0:
            raise IndexError("a product reads or writes before the arena's start")
        mem[to] = (mem[left] * mem[right]).sum((0, 1)) + (mem[start + rows * ss + lanes] if start >= 0 else 0)

    def nine_channel_products(mem, c, cs, start, a, als, ars, aks, aos, b, bks, bos, n, ki, ko):
        """Compute the nine sums line by line; see the compiled twin."""
        for i in range(3):
            to, seed = c + 3 * i * cs, start + 3 * i * cs if start >= 0 else -1
            channel_products(mem, to, cs, seed, cs, a + i * als, ars, aks, aos, b, bks, bos, 3, n, ki, ko)

else:

    @njit(nogil=True, cache=True, error_model="numpy")
    def _column(mem, c, cs, start, ss, a, ars, aks, aos, b, bks, bos, lanes, m, ki, ko):
        """Compute all rows of one register of channels."""
        i, step, zero = 0, ss if start >= 0 else 0, np.int64(0)
        while m - i >= 8:
            s, x = start + i * step, a + i * ars
            _t8(mem, c + i * cs, cs, s, ss, x, zero, ars, aks, aos, b, bks, bos, lanes, ki, ko)
            i += 8
        s, x = start + i * step, a + i * ars
        if m - i >= 4:
            _t4(mem, c + i * cs, cs, s, ss, x, zero, ars, aks, aos, b, bks, bos, lanes, ki, ko)
            i += 4
            s, x = start + i * step, a + i * ars
        if m - i == 3:
            _t3(mem, c + i * cs, cs, s, ss, x, zero, ars, aks, aos, b, bks, bos, lanes, ki, ko)
        elif m - i == 2:
            _t2(mem, c + i * cs, cs, s, ss, x, zero, ars, aks, aos, b, bks, bos, lanes, ki, ko)
        elif m - i == 1:
            _t1(mem, c + i * cs, cs, s, ss, x, zero, ars, aks, aos, b, bks, bos, lanes, ki, ko)

    @njit(nogil=True, cache=True, error_model="numpy")
    def channel_products(mem, c, cs, start, ss, a, ars, aks, aos, b, bks, bos, m, n, ki, ko):
        """Compute C[i, j] = S[i, j] + Σ A[i, (o, k), j] B[(o, k), j] for i < m and channels j < n.

        The sum is over o < ko and k < ki; all sizes are at least 1, and strides may be negative.

        Args:
            mem: the float arena.
            c: offset of C; C[i, j] stands at ``c + i*cs + j``.
            cs: distance between C's rows.
            start: offset of S; S[i, j] stands at ``start + i*ss + j``; −1 is zero.
            ss: distance between S's rows; 0 adds one row (a bias) to all.
            a: offset of A; A[i, (o, k), j] stands at ``a + i*ars + o*aos + k*aks + j``.
            ars: distance in A from i to i + 1.
            aks: distance in A from k to k + 1.
            aos: distance in A from o to o + 1.
            b: offset of B; B[(o, k), j] stands at ``b + o*bos + k*bks + j``.
            bks: distance in B from k to k + 1.
            bos: distance in B from o to o + 1.
            m: rows of C.
            n: channels.
            ki: the inner count.
            ko: the outer count.
        """
        width = register_width(mem)
        for j in range(0, n, width):
            s, lanes = start + j if start >= 0 else -1, min(width, n - j)
            _column(mem, c + j, cs, s, ss, a + j, ars, aks, aos, b + j, bks, bos, lanes, m, ki, ko)

    @njit(nogil=True, cache=True, error_model="numpy")
    def nine_channel_products(mem, c, cs, start, a, als, ars, aks, aos, b, bks, bos, n, ki, ko):
        """Compute nine such sums at once: three lines of A, ``als`` apart, with three rows each.

        The other arguments, ``mem``, ``c``, ``cs``, ``start``, ``a``, ``ars``, ``aks``, ``aos``, ``b``, ``bks``,
        ``bos``, ``n``, ``ki`` and ``ko``, are those of :func:`channel_products`, with m = 9 and ss = cs.
        """
        width = register_width(mem)
        for j in range(0, n, width):
            s, lanes = start + j if start >= 0 else -1, min(width, n - j)
            _t3x3(mem, c + j, cs, s, cs, a + j, als, ars, aks, aos, b + j, bks, bos, lanes, ki, ko)
