"""Multiply dense matrices by BLAS, called by its address.

numba's ``np.dot`` takes a third of a second to compile at each place where it stands; a call by address takes none.
The address (``row[abi.GEMM]``, from :func:`gdlab.engine.machine.blas.gemm_address`) is looked up in each process and is
no part of cached machine code, nor of a saved state.

What justifies it: that third of a second a place (docs/performance.md, November 2026); the product itself is BLAS's.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from gdlab.engine.machine.compiler import cgutils, intrinsic, types
from gdlab.engine.machine.native import INTERPRETED

if INTERPRETED:

    def gemm(address: Any, a: Any, b: Any, c: Any, transpose_a: Any, transpose_b: Any, add: Any) -> None:
        """Write or add a product of matrices; see the compiled twin, whose arguments it takes."""
        product = (a.T if transpose_a else a) @ (b.T if transpose_b else b)
        c[:] = c + product if add else product

else:

    def _kept(builder: Any, kind: Any, value: Any) -> Any:
        """Return a pointer to a value: Fortran takes every argument by reference."""
        return cgutils.alloca_once_value(builder, value if isinstance(value, ir.Value) else ir.Constant(kind, value))

    @intrinsic
    def gemm(typingctx: Any, address: Any, a: Any, b: Any, c: Any, transpose_a: Any, transpose_b: Any, add: Any) -> Any:
        """Write A B to C, or add it.

        Args:
            typingctx: numba's own; callers leave it out.
            address: BLAS's xGEMM for the matrices' dtype (``row[abi.GEMM]``).
            a: A (m, k), or with ``transpose_a`` its transpose (k, m); a C-ordered view, as all three are.
            b: B (k, n), or with ``transpose_b`` its transpose (n, k).
            c: C (m, n).
            transpose_a: 1 where ``a`` is A's transpose.
            transpose_b: 1 where ``b`` is B's transpose.
            add: 1 adds to C, 0 overwrites it.

        Since BLAS takes columns for rows, it is asked for Cᵀ = Bᵀ Aᵀ. Whole numbers are passed with
        64 bits: a library that reads 32 finds them in the lower half. (BLAS: Dongarra et al. 1990, xGEMM.)
        """
        if not all(isinstance(t, types.Array) and t.layout == "C" and t.ndim == 2 for t in (a, b, c)):
            from numba.core.errors import TypingError

            raise TypingError("gemm needs matrices in C order")
        signature = types.void(types.int64, a, b, c, types.int64, types.int64, types.int64)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            i8, i64 = ir.IntType(8), ir.IntType(64)
            real = context.get_value_type(signature.args[1].dtype)
            matrices = [
                cgutils.create_struct_proxy(kind)(context, builder, value=value)
                for kind, value in zip(signature.args[1:4], args[1:4], strict=True)
            ]
            (_, across_a), (_, across_b), (m, n) = (cgutils.unpack_tuple(builder, each.shape, 2) for each in matrices)
            down_a = builder.extract_value(matrices[0].shape, 0)
            transposed_a, transposed_b, adds = (builder.icmp_signed("!=", flag, i64(0)) for flag in args[4:])
            k = builder.select(transposed_a, down_a, across_a)
            letters = [
                _kept(builder, i8, builder.select(flag, i8(ord("T")), i8(ord("N"))))
                for flag in (transposed_b, transposed_a)
            ]
            one, zero = ir.Constant(real, 1.0), ir.Constant(real, 0.0)
            beta = builder.select(adds, one, zero)
            pa, pb, pc = (each.data for each in matrices)
            given = [
                *letters,
                *(_kept(builder, i64, size) for size in (n, m, k)),
                *(_kept(builder, real, one), pb, _kept(builder, i64, across_b)),
                *(pa, _kept(builder, i64, across_a)),
                *(_kept(builder, real, beta), pc, _kept(builder, i64, n)),
            ]
            function = ir.FunctionType(ir.VoidType(), [value.type for value in given])
            builder.call(builder.inttoptr(args[0], function.as_pointer()), given)
            return context.get_dummy_value()

        return signature, codegen
