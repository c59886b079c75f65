"""Multiply small and strided matrices that stand in the arena, with register tiles of our own.

BLAS wants packed operands whose rows do not overlap. A convolution over channels-last images, a step of a recurrent
layer and a Winograd product are matrix products over *strided, overlapping* views, so :func:`product` takes strides
and an inner axis in two parts, and copies nothing. A tile of C stays in vector registers while the inner axis is
walked (the register blocking of Goto and van de Geijn 2008, without their packing).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import binding, ir
from numba import njit, types
from numba.extending import intrinsic

from gdlab.engine.native import INTERPRETED


def _vector_bytes() -> int:
    features = binding.get_host_cpu_features()
    return 64 if features.get("avx512f") else 32 if features.get("avx2") else 16


#: Width of a vector register.
VECTOR_BYTES = 64 if INTERPRETED else _vector_bytes()


def _tile(rows: int, vectors: int) -> Any:
    """Return an intrinsic that computes one tile of ``rows`` by ``vectors`` registers."""

    @intrinsic
    def tile(typingctx, mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, ki, ko):
        signature = types.void(mem, *[types.int64] * 13)

        def codegen(context, builder, signature, args):
            _emit_tile(context, builder, signature.args[0].dtype, rows, vectors, args)
            return context.get_dummy_value()

        return signature, codegen

    return tile


def _emit_tile(context: Any, builder: Any, dtype: Any, rows: int, vectors: int, args: Any) -> None:
    mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, ki, ko = args
    real, int64 = context.get_value_type(dtype), ir.IntType(64)
    size = dtype.bitwidth // 8
    width = VECTOR_BYTES // size
    vector = ir.VectorType(real, width)
    mask_type = ir.VectorType(ir.IntType(1), width)
    module, function = builder.module, builder.function

    def declare(name: str, result: Any, arguments: list[Any]) -> Any:
        return module.globals.get(name) or ir.Function(module, ir.FunctionType(result, arguments), name)

    suffix = f"v{width}f{8 * size}"
    wide = vector.as_pointer()
    fma = declare(f"llvm.fma.{suffix}", vector, [vector] * 3)
    masked_load = declare(f"llvm.masked.load.{suffix}.p0", vector, [wide, ir.IntType(32), mask_type, vector])
    masked_store = declare(f"llvm.masked.store.{suffix}.p0", ir.VoidType(), [vector, wide, ir.IntType(32), mask_type])
    align = ir.Constant(ir.IntType(32), size)
    zeros = ir.Constant(vector, [0.0] * width)

    def splat(value: Any, kind: Any) -> Any:
        one = builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
        return builder.shuffle_vector(
            one, ir.Constant(kind, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), width), [0] * width)
        )

    ids = ir.VectorType(ir.IntType(32), width)
    few = splat(builder.trunc(lanes, ir.IntType(32)), ids)
    mask = builder.icmp_signed("<", ir.Constant(ids, list(range(width))), few)

    def load(offset: Any, v: int) -> Any:
        where = builder.gep(mem, [builder.add(offset, ir.Constant(int64, v * width))])
        where = builder.bitcast(where, wide)
        if v == vectors - 1:
            return builder.call(masked_load, [where, align, mask, zeros])
        return builder.load(where, align=size)

    def store(value: Any, offset: Any, v: int) -> None:
        where = builder.gep(mem, [builder.add(offset, ir.Constant(int64, v * width))])
        where = builder.bitcast(where, wide)
        if v == vectors - 1:
            builder.call(masked_store, [value, where, align, mask])
        else:
            builder.store(value, where, align=size)

    cells = [(r, v) for r in range(rows) for v in range(vectors)]
    row_offsets = [builder.mul(ars, ir.Constant(int64, r)) for r in range(min(rows, 8))]
    zero = ir.Constant(int64, 0)
    seed, fresh, outer, inner, outer_end, done = (function.append_basic_block(n) for n in "sfoied")
    builder.cbranch(builder.icmp_signed(">=", start, zero), seed, fresh)

    builder.position_at_end(seed)
    seeded = [load(builder.add(start, builder.mul(ss, ir.Constant(int64, r))), v) for r, v in cells]
    builder.branch(outer)
    builder.position_at_end(fresh)
    builder.branch(outer)

    builder.position_at_end(outer)
    o, ao, bo = builder.phi(int64), builder.phi(int64), builder.phi(int64)
    sums = [builder.phi(vector) for _ in cells]
    for phi, first in ((o, zero), (ao, a), (bo, b)):
        phi.add_incoming(first, seed)
        phi.add_incoming(first, fresh)
    for phi, first in zip(sums, seeded, strict=True):
        phi.add_incoming(first, seed)
        phi.add_incoming(zeros, fresh)
    builder.branch(inner)

    builder.position_at_end(inner)
    k, ak, bk = builder.phi(int64), builder.phi(int64), builder.phi(int64)
    totals = [builder.phi(vector) for _ in cells]
    for phi, first in ((k, zero), (ak, ao), (bk, bo), *zip(totals, sums, strict=True)):
        phi.add_incoming(first, outer)
    right = [load(bk, v) for v in range(vectors)]
    pointers = [builder.gep(mem, [ak])]
    if rows > 8:
        pointers.append(builder.gep(mem, [builder.add(ak, builder.mul(ars, ir.Constant(int64, 8)))]))
    added = []
    for r in range(rows):
        left = splat(builder.load(builder.gep(pointers[r // 8], [row_offsets[r % 8]])), vector)
        added += [builder.call(fma, [left, right[v], totals[r * vectors + v]]) for v in range(vectors)]
    k1 = builder.add(k, ir.Constant(int64, 1))
    for phi, after in ((k, k1), (ak, builder.add(ak, aks)), (bk, builder.add(bk, bs))):
        phi.add_incoming(after, inner)
    for phi, after in zip(totals, added, strict=True):
        phi.add_incoming(after, inner)
    bk1 = bk.incomings[-1][0]
    builder.cbranch(builder.icmp_signed("<", k1, ki), inner, outer_end)

    builder.position_at_end(outer_end)
    o1 = builder.add(o, ir.Constant(int64, 1))
    for phi, after in ((o, o1), (ao, builder.add(ao, aos)), (bo, bk1), *zip(sums, added, strict=True)):
        phi.add_incoming(after, outer_end)
    builder.cbranch(builder.icmp_signed("<", o1, ko), outer, done)

    builder.position_at_end(done)
    for (r, v), value in zip(cells, added, strict=True):
        store(value, builder.add(c, builder.mul(cs, ir.Constant(int64, r))), v)


@intrinsic
def _width(typingctx, mem):
    """Return how many numbers of the pointer's type one vector register holds."""

    def codegen(context, builder, signature, args):
        return ir.Constant(ir.IntType(64), 8 * VECTOR_BYTES // signature.args[0].dtype.bitwidth)

    return types.int64(mem), codegen


_TILE = {(r, v): _tile(r, v) for r, v in ((16, 1), (8, 1), (4, 1), (2, 1), (1, 1), (8, 2), (4, 2), (2, 2), (1, 2))}
_t16_1, _t8_1, _t4_1, _t2_1, _t1_1 = (_TILE[r, 1] for r in (16, 8, 4, 2, 1))
_t8_2, _t4_2, _t2_2, _t1_2 = (_TILE[r, 2] for r in (8, 4, 2, 1))


@njit(nogil=True, cache=True, error_model="numpy")
def _panel1(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, m, ki, ko):
    """Fill a panel of C one register wide."""
    i = 0
    s, step = start, ss if start >= 0 else 0
    while m - i >= 16:
        _t16_1(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 16
    if m - i >= 8:
        _t8_1(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 8
    if m - i >= 4:
        _t4_1(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 4
    if m - i >= 2:
        _t2_1(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 2
    if m - i >= 1:
        _t1_1(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)


@njit(nogil=True, cache=True, error_model="numpy")
def _panel2(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, m, ki, ko):
    """Fill a panel of C two registers wide."""
    i = 0
    s, step = start, ss if start >= 0 else 0
    while m - i >= 8:
        _t8_2(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 8
    if m - i >= 4:
        _t4_2(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 4
    if m - i >= 2:
        _t2_2(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)
        i += 2
    if m - i >= 1:
        _t1_2(mem, c + i * cs, cs, s + i * step, ss, a + i * ars, ars, aks, aos, b, bs, lanes, ki, ko)


if INTERPRETED:

    def product(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, m, n, ki, ko):
        """Compute the product with NumPy indices, every bound checked; see the compiled twin."""
        i, j = np.arange(m)[:, None], np.arange(n)
        inner = (np.arange(ko)[:, None] * aos + np.arange(ki) * aks).reshape(-1)
        used = (c + i * cs + j, a + i * ars + inner, b + np.arange(ko * ki)[:, None] * bs + j)
        if min(u.min(initial=0) for u in used) < 0:
            raise IndexError("a product reads or writes before the arena's start")
        total = mem[used[1]] @ mem[used[2]]
        mem[used[0]] = total + (mem[start + i * ss + j] if start >= 0 else 0)

else:

    @njit(nogil=True, cache=True, error_model="numpy")
    def product(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, m, n, ki, ko):
        """Compute C = S + A B over strided views of ``mem``, all given by the offset of their first number.

        C[i, j] stands at ``c + i*cs + j``; A[i, (o, k)] at ``a + i*ars + o*aos + k*aks``; B[(o, k), j] at
        ``b + (o*ki + k)*bs + j``, for i < m, j < n, o < ko, k < ki, all at least 1. S[i, j] stands at
        ``start + i*ss + j``; ``start = -1`` is zero, ``start = c, ss = cs`` adds to C, ``ss = 0`` adds one row (a
        bias).
        """
        width = _width(mem)
        j = 0
        while j < n:
            s = start + j if start >= 0 else -1
            left = n - j
            if left > width:
                lanes = min(left - width, width)
                _panel2(mem, c + j, cs, s, ss, a, ars, aks, aos, b + j, bs, lanes, m, ki, ko)
                j += 2 * width
            else:
                _panel1(mem, c + j, cs, s, ss, a, ars, aks, aos, b + j, bs, left, m, ki, ko)
                j += width
