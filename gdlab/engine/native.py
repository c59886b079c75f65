"""Meet numba in one place: kernels with one signature, their addresses, and views into flat buffers.

Every op, loss and optimizer kernel is a plain function that is compiled on demand by ``numba.cfunc`` for
float32 or float64. Its machine address goes into the instruction table and :func:`call_op` jumps to it, so the
machine that walks the table is compiled once and knows no network.

With ``NUMBA_DISABLE_JIT=1`` everything here runs as ordinary Python on ordinary NumPy views: an address is
then an index into a list of functions, and a pointer is the rest of an array, so every bound is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import carray, cfunc, config, njit, types
from numba.core import cgutils
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

    def call_op(address: Any, row: Any, ctx: Any, fp: Any, mem: Any, imem: Any) -> None:
        """Run the kernel that stands at ``address``."""
        _INTERPRETED_KERNELS[int(address)](row, ctx, fp, mem, imem)

    def pointer(array: Any, offset: Any) -> Any:
        """Return a pointer to ``array[offset]``."""
        return array[int(offset) :]

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
        """Return a pointer to ``array[offset]``."""
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
