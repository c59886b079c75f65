"""One vector register of the processor, as the intrinsics of this folder emit operations on it.

What justifies it: masked loads and stores let the last, partly used register of a row be worked on as a whole one is,
where LLVM's loops finish such a rest number by number; the figures are those of the files that use it.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from gdlab.engine.machine.compiler import INTERPRETED
from gdlab.engine.machine.processor import CPU_FEATURES, CPU_NAME, features_here


def vector_bytes(features: str, name: str | None = None) -> int:
    """Return the width of a vector register.

    Args:
        features: the processor's features as numba has them, such as ``"+avx2,-avx512f"``.
        name: the name of the processor where it is to bring features of its own; of these the levels of x86-64 count.
    """
    has = {feature[1:] for feature in features.split(",") if feature.startswith("+")}
    if "avx512f" in has or name == "x86-64-v4":
        return 64
    return 32 if "avx2" in has or name == "x86-64-v3" else 16


def _vector_bytes_here() -> int:
    """Return the width on the processor that numba compiles for, which may not be this one (NUMBA_CPU_NAME)."""
    if CPU_FEATURES is None:
        return vector_bytes(features_here())
    return vector_bytes(CPU_FEATURES, CPU_NAME)


#: Width of a vector register.
VECTOR_BYTES = 64 if INTERPRETED else _vector_bytes_here()


class Lanes:
    """The operations on one vector register, of whose numbers only the first ``lanes`` are read and written.

    Args:
        context: numba's target context.
        builder: llvmlite's builder, which emits the operations.
        dtype: numba's type of the numbers.
        mem: the arena's pointer, an LLVM value.
        lanes: how many numbers count, an LLVM value.
    """

    def __init__(self, context: Any, builder: Any, dtype: Any, mem: Any, lanes: Any) -> None:
        size = dtype.bitwidth // 8
        self.width = VECTOR_BYTES // size
        self.builder, self.mem, self._size = builder, mem, size
        self.real = context.get_value_type(dtype)
        self.type = ir.VectorType(self.real, self.width)
        self.zeros = ir.Constant(self.type, [0.0] * self.width)
        mask = ir.VectorType(ir.IntType(1), self.width)
        ids = ir.VectorType(ir.IntType(32), self.width)
        suffix, number = f"v{self.width}f{8 * size}", ir.IntType(32)
        self._pointer = self.type.as_pointer()
        # Rounded once where the processor does that in one operation: elsewhere, llvm.fma would be a call a number.
        self._fma = self._declare(f"llvm.fmuladd.{suffix}", self.type, [self.type] * 3)
        self._read = self._declare(f"llvm.masked.load.{suffix}.p0", self.type, [self._pointer, number, mask, self.type])
        self._write = self._declare(
            f"llvm.masked.store.{suffix}.p0", ir.VoidType(), [self.type, self._pointer, number, mask]
        )
        few = self.splat(builder.trunc(lanes, ir.IntType(32)), ids)
        self.mask = builder.icmp_signed("<", ir.Constant(ids, list(range(self.width))), few)

    def _declare(self, name: str, result: Any, arguments: list[Any]) -> Any:
        module = self.builder.module
        return module.globals.get(name) or ir.Function(module, ir.FunctionType(result, arguments), name)

    def splat(self, value: Any, kind: Any = None) -> Any:
        """Return a vector of one number."""
        kind, nothing = kind or self.type, ir.Constant(kind or self.type, ir.Undefined)
        one = self.builder.insert_element(nothing, value, ir.Constant(ir.IntType(32), 0))
        order = ir.Constant(ir.VectorType(ir.IntType(32), self.width), [0] * self.width)
        return self.builder.shuffle_vector(one, nothing, order)

    def _place(self, offset: Any) -> Any:
        return self.builder.bitcast(self.builder.gep(self.mem, [offset]), self._pointer)

    def load(self, offset: Any, *, whole: bool = False) -> Any:
        """Read a vector; numbers beyond the lanes are zero unless it is ``whole``."""
        if whole:
            return self.builder.load(self._place(offset), align=self._size)
        align = ir.Constant(ir.IntType(32), self._size)
        return self.builder.call(self._read, [self._place(offset), align, self.mask, self.zeros])

    def store(self, value: Any, offset: Any, *, whole: bool = False) -> None:
        """Write a vector, or its first lanes."""
        if whole:
            self.builder.store(value, self._place(offset), align=self._size)
        else:
            align = ir.Constant(ir.IntType(32), self._size)
            self.builder.call(self._write, [value, self._place(offset), align, self.mask])

    def fma(self, a: Any, b: Any, c: Any) -> Any:
        """Return a b + c, rounded once where the processor has an operation for it."""
        return self.builder.call(self._fma, [a, b, c])

    def both(self, a: Any, b: Any) -> tuple[Any, Any]:
        """Return a + b and a − b."""
        return self.builder.fadd(a, b), self.builder.fsub(a, b)

    def weighted(self, weights: Any, values: list[Any]) -> Any:
        """Return the sum of values with constant weights; a weight of 0 costs nothing and one of ±1 no product."""
        total = None
        for weight, value in sorted(zip(weights, values, strict=True), key=lambda pair: abs(pair[0]) != 1):
            if weight == 0:
                continue
            factor = ir.Constant(self.type, [float(weight)] * self.width)
            if total is None:
                total = value if weight == 1 else self.builder.fmul(value, factor)
            elif abs(weight) == 1:
                total = self.builder.fadd(total, value) if weight == 1 else self.builder.fsub(total, value)
            else:
                total = self.fma(value, factor, total)
        return self.zeros if total is None else total
