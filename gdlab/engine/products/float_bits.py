"""What elementary functions need of the processor: powers of two from their bits, and wide vectors.

What justifies it: loops over elementary functions take 20 to 30 % less time with vectors of 512 bits than with
LLVM's own choice of 256 (2 cores of an Intel Xeon of the Sapphire Rapids class with AVX-512, November 2026,
docs/performance.md), and powers of two from their bits are what makes those functions free of calls. Arguments are
single numbers: ``t`` holds a whole number n in its low bits, ``p`` a factor, ``x`` a positive normal number.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, types
from gdlab.engine.machine.native import INTERPRETED

if INTERPRETED:

    def wide_vectors() -> None:
        """Do nothing; see the compiled twin."""

else:

    @intrinsic
    def wide_vectors(typingctx: Any) -> Any:
        """Have LLVM use vectors of 512 bits in the function that calls this, on processors that have them.

        It prefers 256, which is as fast where memory is the limit. Loops over :mod:`~gdlab.engine.products.elementary`
        take a quarter less time with 512. llvmlite has no name for LLVM's attribute, and adds the text unchanged.
        """

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            set.add(builder.function.attributes, '"prefer-vector-width"="512"')
            return context.get_dummy_value()

        return types.void(), codegen


@intrinsic
def times_power(typingctx: Any, p: Any, t: Any) -> Any:
    """Return p · 2ⁿ where n stands in the low bits of t = n + MAGIC; two factors, so that no exponent overflows."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        i32, f32 = ir.IntType(32), ir.FloatType()
        n = builder.sub(builder.bitcast(args[1], i32), i32(0x4B400000))
        half = builder.ashr(n, i32(1))
        value = args[0]
        for part in (half, builder.sub(n, half)):
            factor = builder.bitcast(builder.shl(builder.add(part, i32(127)), i32(23)), f32)
            value = builder.fmul(value, factor)
        return value

    return types.float32(types.float32, types.float32), codegen


@intrinsic
def power_of_two(typingctx: Any, t: Any) -> Any:
    """Return 2ⁿ where n, from -126 to 127, stands in the low bits of t = n + MAGIC."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        i32 = ir.IntType(32)
        n = builder.sub(builder.bitcast(args[0], i32), i32(0x4B400000 - 127))
        return builder.bitcast(builder.shl(n, i32(23)), ir.FloatType())

    return types.float32(types.float32), codegen


@intrinsic
def power64(typingctx: Any, t: Any) -> Any:
    """Return 2ⁿ where n, from -1022 to 1023, stands in the low bits of t = n + MAGIC64."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        i64 = ir.IntType(64)
        n = builder.sub(builder.bitcast(args[0], i64), i64(0x4338000000000000 - 1023))
        return builder.bitcast(builder.shl(n, i64(52)), ir.DoubleType())

    return types.float64(types.float64), codegen


def _split(builder: Any, x: Any) -> tuple[Any, Any]:
    """Return exponent e (int) and mantissa m in [√½, √2) (float) of a positive normal x = m · 2ᵉ."""
    i32 = ir.IntType(32)
    i = builder.bitcast(x, i32)
    e = builder.ashr(builder.sub(i, i32(0x3F3504F3)), i32(23))
    return e, builder.bitcast(builder.sub(i, builder.shl(e, i32(23))), ir.FloatType())


@intrinsic
def exponent(typingctx: Any, x: Any) -> Any:
    """Return e of x = m · 2ᵉ as a float."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.sitofp(_split(builder, args[0])[0], ir.FloatType())

    return types.float32(types.float32), codegen


@intrinsic
def mantissa(typingctx: Any, x: Any) -> Any:
    """Return m of x = m · 2ᵉ."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return _split(builder, args[0])[1]

    return types.float32(types.float32), codegen
