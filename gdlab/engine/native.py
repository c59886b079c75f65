"""Meet numba in one place: kernels with one signature, their addresses, and views into flat buffers.

Every op, loss and optimizer kernel is a plain function that is compiled on demand by ``numba.cfunc`` for
float32 or float64. Its machine address goes into the instruction table and :func:`call_op` jumps to it, so the
machine that walks the table is compiled once and knows no network.

With ``NUMBA_DISABLE_JIT=1`` everything here runs as ordinary Python on ordinary NumPy views: an address is
then an index into a list of functions, and a pointer is the rest of an array, so every bound is checked.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import carray, cfunc, config, njit, types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic

INTERPRETED = bool(config.DISABLE_JIT)

#: The flags that keep ``isnan`` true to its name; ``fastmath=True`` would not.
FASTMATH = {"nsz", "arcp", "contract", "afn", "reassoc"}

_INT = types.CPointer(types.int64)
_DOUBLE = types.CPointer(types.float64)


def _signature(dtype: str) -> Any:
    real = types.CPointer(types.float32 if dtype == "float32" else types.float64)
    return types.void(_INT, _INT, _DOUBLE, real, _INT)


_SIGNATURES = {dtype: _signature(dtype) for dtype in ("float32", "float64")}
_INTERPRETED_KERNELS: list[Callable[..., None]] = []


class Kernel:
    """Hold one kernel function and compile it, once for each dtype, when its address is first asked for.

    The function has the signature ``f(row, ctx, fp, mem, imem)``: its row of the instruction table (int64), the
    machine's context (int64), float64 constants and accumulators, the float arena of the run's dtype, and the
    int64 arena. All five are pointers; index them, or take views with :func:`view1` to :func:`view4`.
    """

    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self._compiled: dict[str, Any] = {}
        self._index = -1

    def address(self, dtype: str) -> int:
        """Return the address to put into an instruction table; compile or load from the cache first."""
        if INTERPRETED:
            if self._index < 0:
                self._index = len(_INTERPRETED_KERNELS)
                _INTERPRETED_KERNELS.append(self.function)
            return self._index
        if dtype not in self._compiled:
            options = {"cache": True, "error_model": "numpy", "fastmath": FASTMATH, "boundscheck": False}
            self._compiled[dtype] = cfunc(_SIGNATURES[dtype], **options)(self.function)
        return int(self._compiled[dtype].address)

    def is_compiled(self, dtype: str) -> bool:
        """Tell whether this process already holds the machine code for ``dtype``."""
        return INTERPRETED or dtype in self._compiled

    def __call__(self, *args: Any) -> None:
        """Run the kernel as plain Python, on arrays; for tests."""
        self.function(*args)


def kernel(function: Callable[..., None]) -> Kernel:
    """Mark a function as a kernel of the machine; see :class:`Kernel`."""
    return Kernel(function)


if INTERPRETED:

    def flush_subnormals() -> int:
        """Do nothing and return 0; see the compiled twin."""
        return 0

    def restore_rounding(mode: Any) -> None:
        """Do nothing."""

    def call_op(address: Any, row: Any, ctx: Any, fp: Any, mem: Any, imem: Any) -> None:
        """Run the kernel that stands at ``address``."""
        _INTERPRETED_KERNELS[int(address)](row, ctx, fp, mem, imem)

    def pointer(array: Any, offset: Any) -> Any:
        """Return a pointer to the number at ``offset`` of an array whose numbers stand in C order."""
        return array.reshape(-1)[int(offset) :]

    def view1(p: Any, offset: Any, n: Any) -> Any:
        """Return ``n`` numbers from ``p[offset]`` as an array."""
        return _checked(p, offset, n)

    def view2(p: Any, offset: Any, rows: Any, columns: Any) -> Any:
        """Return a C-ordered matrix that starts at ``p[offset]``."""
        return _checked(p, offset, rows * columns).reshape(rows, columns)

    def view3(p: Any, offset: Any, a: Any, b: Any, c: Any) -> Any:
        """Return a C-ordered array of three axes that starts at ``p[offset]``."""
        return _checked(p, offset, a * b * c).reshape(a, b, c)

    def view4(p: Any, offset: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
        """Return a C-ordered array of four axes that starts at ``p[offset]``."""
        return _checked(p, offset, a * b * c * d).reshape(a, b, c, d)

    def _checked(p: Any, offset: Any, n: Any) -> Any:
        if offset < 0 or offset + n > p.size:
            raise IndexError(f"a view of {n} numbers at {offset} leaves a buffer of {p.size}")
        return p[int(offset) : int(offset + n)]

else:
    #: Flush-to-zero and denormals-are-zero in the x86 control word; flush-to-zero in Arm's.
    _FLUSH = {"x86_64": 0x8040, "AMD64": 0x8040, "aarch64": 1 << 24, "arm64": 1 << 24}.get(platform.machine(), 0)

    def _read_mode(builder: Any) -> Any:
        i32, i64 = ir.IntType(32), ir.IntType(64)
        if _FLUSH == 0x8040:
            place = cgutils.alloca_once(builder, i32)
            kind = ir.FunctionType(ir.VoidType(), [ir.PointerType()])
            store = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.stmxcsr")
            builder.call(store, [builder.bitcast(place, ir.PointerType())])
            return builder.zext(builder.load(place), i64)
        return builder.asm(ir.FunctionType(i64, []), "mrs $0, fpcr", "=r", [], side_effect=True)

    def _write_mode(builder: Any, mode: Any) -> None:
        i32, i64 = ir.IntType(32), ir.IntType(64)
        if _FLUSH == 0x8040:
            place = cgutils.alloca_once_value(builder, builder.trunc(mode, i32))
            kind = ir.FunctionType(ir.VoidType(), [ir.PointerType()])
            load = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.ldmxcsr")
            builder.call(load, [builder.bitcast(place, ir.PointerType())])
        else:
            builder.asm(ir.FunctionType(ir.VoidType(), [i64]), "msr fpcr, $0", "r", [mode], side_effect=True)

    @intrinsic
    def flush_subnormals(typingctx: Any) -> Any:
        """Have this thread treat numbers too small to be normal (float32: below 1.2e-38) as 0; return the old mode.

        They cost a hundred cycles an operation, and training is full of them: the moments of a unit that has died
        decay to them and stay there. Processors other than x86-64 and Arm's 64-bit ones are left as they are.
        """

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if not _FLUSH:
                return ir.IntType(64)(0)
            mode = _read_mode(builder)
            _write_mode(builder, builder.or_(mode, ir.IntType(64)(_FLUSH)))
            return mode

        return types.int64(), codegen

    @intrinsic
    def restore_rounding(typingctx: Any, mode: Any) -> Any:
        """Go back to the mode that :func:`flush_subnormals` returned."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if _FLUSH:
                _write_mode(builder, args[0])
            return context.get_dummy_value()

        return types.void(types.int64), codegen

    @intrinsic
    def call_op(typingctx: Any, address: Any, row: Any, ctx: Any, fp: Any, mem: Any, imem: Any) -> Any:
        """Run the kernel that stands at ``address``."""
        signature = types.void(types.int64, row, ctx, fp, mem, imem)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            pointers = [context.get_value_type(t) for t in signature.args[1:]]
            function = ir.FunctionType(ir.VoidType(), pointers)
            builder.call(builder.inttoptr(args[0], function.as_pointer()), args[1:])
            return context.get_dummy_value()

        return signature, codegen

    @intrinsic
    def pointer(typingctx: Any, array: Any, offset: Any) -> Any:
        """Return a pointer to the number at ``offset`` of an array whose numbers stand in C order."""
        if array.layout != "C":
            raise TypingError("a pointer needs an array in C order")
        signature = types.CPointer(array.dtype)(array, types.intp)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            struct = cgutils.create_struct_proxy(signature.args[0])(context, builder, value=args[0])
            return builder.gep(struct.data, [args[1]], inbounds=True)

        return signature, codegen

    @intrinsic
    def _shift(typingctx: Any, p: Any, offset: Any) -> Any:
        signature = p(p, types.intp)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.gep(args[0], [args[1]], inbounds=True)

        return signature, codegen

    @njit
    def view1(p, offset, n):
        """Return ``n`` numbers from ``p[offset]`` as an array."""
        return carray(_shift(p, offset), (n,))

    @njit
    def view2(p, offset, rows, columns):
        """Return a C-ordered matrix that starts at ``p[offset]``."""
        return carray(_shift(p, offset), (rows, columns))

    @njit
    def view3(p, offset, a, b, c):
        """Return a C-ordered array of three axes that starts at ``p[offset]``."""
        return carray(_shift(p, offset), (a, b, c))

    @njit
    def view4(p, offset, a, b, c, d):
        """Return a C-ordered array of four axes that starts at ``p[offset]``."""
        return carray(_shift(p, offset), (a, b, c, d))
