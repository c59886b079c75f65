"""The program's face towards numba: kernels with one signature, their addresses, and views into flat buffers.

Every op, loss and optimizer kernel is a plain function that is compiled on demand by ``numba.cfunc`` for
float32 or float64, or whose code is loaded from a file. Its machine address goes into the instruction table and
:func:`call_op` jumps to it, so the machine that walks the table is compiled once and knows no network.

With ``NUMBA_DISABLE_JIT=1`` everything here runs as ordinary Python on ordinary NumPy views: an address is
then an index into a list of functions, and a pointer is the rest of an array, so every bound is checked.
"""

from __future__ import annotations

import ctypes
import logging
import platform
from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from llvmlite import ir

from gdlab.engine.machine import kernel_files
from gdlab.engine.machine.code_in_use import NATIVE, code_in_use, using_code
from gdlab.engine.machine.compiler import INTERPRETED, cgutils, intrinsic, make_ready, types
from gdlab.engine.machine.failures import failed_kernels
from gdlab.engine.machine.linker import link
from gdlab.engine.machine.shipped_kernels import shipped
from gdlab.logs.private import Public

#: The flags that keep ``isnan`` true to its name; ``fastmath=True`` would not.
FASTMATH = {"nsz", "arcp", "contract", "afn", "reassoc"}

_ENTRY = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
_INTERPRETED_KERNELS: list[Callable[..., None]] = []
_COUNTER = count(1)
_INTERPRETED_ARRAYS: WeakValueDictionary[int, np.ndarray] = WeakValueDictionary()
_log = logging.getLogger(__name__)


def _raise_failures(_: Any, __: Any, ___: Any) -> Any:
    """Raise a RuntimeError where a kernel ended with an exception, after a call from Python."""
    if failed := failed_kernels():
        raise RuntimeError(f"the compiled kernel {failed} ended with an exception")


class Kernel:
    """One kernel function, compiled once for each dtype when its address is first asked for.

    Where :func:`using_code` says so, its machine code is that which came with gdlab.

    The function has the signature ``f(row, ctx, fp, mem, imem)``: its row of the instruction table (int64), the
    machine's context (int64), float64 constants and accumulators, the float arena of the run's dtype, and the
    int64 arena. All five are pointers; index them, or take views with :func:`view1` to :func:`view4`.
    """

    #: Whether each process compiles it by itself, since it has no source file.
    is_generated = False

    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self._compiled: dict[str, Any] = {}
        self._native: dict[str, int] = {}
        self._entries: dict[int, Callable[..., None]] = {}
        self._index = -1

    def address(self, dtype: str) -> int:
        """Return the address to put into an instruction table; compile or load from the cache first."""
        if INTERPRETED:
            if self._index < 0:
                self._index = len(_INTERPRETED_KERNELS)
                _INTERPRETED_KERNELS.append(self.function)
            return self._index
        if (linked := self._linked(dtype)) is not None:
            return linked
        if dtype not in self._native:
            self._native[dtype] = self._loaded(dtype) or int(self._compile(dtype).address)
        return self._native[dtype]

    def _loaded(self, dtype: str) -> int | None:
        """Return the address of the native code for ``dtype`` from its file, None where it is not there."""
        found = kernel_files.read_code(self.function, dtype)
        try:
            return None if found is None else link(NATIVE, *found)
        except ValueError as error:
            _log.warning("a kernel is compiled anew: %s", Public(str(error)))
            return None

    def _compile(self, dtype: str) -> Any:
        """Have numba compile the function, keep what it returns, and leave the code to the processes to come."""
        make_ready()
        from gdlab.engine.machine.self_contained import compile_kernel, object_code

        self._compiled[dtype] = compile_kernel(self.function, dtype, FASTMATH)
        if not self.is_generated:
            kernel_files.write_code(self.function, dtype, object_code(self._compiled[dtype]))
        return self._compiled[dtype]

    def object_code(self, dtype: str) -> kernel_files.ObjectCode:
        """Compile, and return the object code."""
        from gdlab.engine.machine.self_contained import object_code

        return object_code(self._compile(dtype))

    def _linked(self, dtype: str) -> int | None:
        """Return the address of the shipped code for ``dtype``, None where that is not in use or not to be had."""
        kernels = shipped() if code_in_use() != NATIVE else None
        if kernels is None or not kernels.holds(self.function, dtype):
            return None
        try:
            return kernels.address(self.function, dtype)
        except (OSError, ValueError) as error:
            _log.warning("a kernel that came with gdlab is compiled instead: %s", Public(str(error)))
            return None

    def entry(self, dtype: str) -> Callable[..., None]:
        """Return the kernel as a function of five addresses that Python can call; it runs without the GIL."""
        address = self.address(dtype)
        if address not in self._entries:
            self._entries[address] = entry = _ENTRY(address)
            entry.errcheck = _raise_failures
        return self._entries[address]

    def is_compiled(self, dtype: str) -> bool:
        """Return whether this process already holds the machine code for ``dtype`` in the code that is in use."""
        kernels = shipped() if code_in_use() != NATIVE else None
        if kernels is not None and kernels.holds(self.function, dtype):
            return kernels.is_linked(self.function, dtype)
        return INTERPRETED or dtype in self._native

    def is_cached(self, dtype: str) -> bool:
        """Return whether native code for ``dtype`` is here or in a file, so that no compiler is needed."""
        return INTERPRETED or dtype in self._native or kernel_files.read_code(self.function, dtype) is not None

    def is_shipped(self, dtype: str) -> bool:
        """Return whether code for ``dtype`` came with gdlab."""
        kernels = shipped()
        return kernels is not None and kernels.holds(self.function, dtype)

    def __call__(self, *args: Any) -> None:
        """Run the kernel as plain Python, on arrays; for tests."""
        self.function(*args)


class Frame:
    """The five arrays that kernels take, on which Python can call kernels.

    A frame keeps to the machine code that was in use when it was made.

    Args:
        row: an instruction's row, or a job, int64.
        ctx: the machine's context, int64.
        fp: constants and accumulators, float64.
        mem: the float arena, whose dtype chooses the kernels'.
        imem: the int64 arena.
    """

    def __init__(self, row: np.ndarray, ctx: np.ndarray, fp: np.ndarray, mem: np.ndarray, imem: np.ndarray) -> None:
        self._held = (row, ctx, fp, mem, imem)
        self._addresses = tuple(array.ctypes.data for array in self._held)
        self._dtype, self._code = mem.dtype.name, code_in_use()
        self._entries: dict[Kernel, Callable[..., None]] = {}

    def run(self, kernel: Kernel) -> None:
        """Call a kernel on the arrays."""
        if INTERPRETED:
            kernel(*(array.reshape(-1) for array in self._held))
        else:
            if kernel not in self._entries:
                with using_code(self._code):
                    self._entries[kernel] = kernel.entry(self._dtype)
            self._entries[kernel](*self._addresses)


def handle(array: np.ndarray) -> int:
    """Return the number by which kernels find an array in C order, its address; keep the array alive meanwhile."""
    if not array.flags.c_contiguous:
        raise ValueError("kernels read arrays in C order")
    if not INTERPRETED:
        return int(array.ctypes.data)
    number = next(_COUNTER)
    _INTERPRETED_ARRAYS[number] = array
    return number


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

    def ints(address: Any) -> Any:
        """Return the int64 array of a :func:`handle` as a pointer."""
        return _INTERPRETED_ARRAYS[int(address)].reshape(-1) if address else None

    def doubles(address: Any) -> Any:
        """Return the float64 array of a :func:`handle` as a pointer."""
        return ints(address)

    def reals(mem: Any, address: Any) -> Any:
        """Return the array of a :func:`handle`, of the arena's dtype, as a pointer."""
        return ints(address)

    def pointer(array: Any) -> Any:
        """Return a pointer to the first number of an array in C order, which has to be kept meanwhile."""
        return array.reshape(-1)

    def shift(p: Any, offset: Any) -> Any:
        """Return the pointer ``offset`` numbers further on."""
        return p[int(offset) :]

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

    def copy(source: Any, target: Any, n: Any) -> None:
        """Copy ``n`` numbers from one pointer to another; the two ranges must not overlap."""
        _checked(target, 0, n)[:] = _checked(source, 0, n)

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
        read = cgutils.get_or_insert_function(builder.module, ir.FunctionType(i64, []), "llvm.aarch64.get.fpcr")
        return builder.call(read, [])

    def _write_mode(builder: Any, mode: Any) -> None:
        i32, i64 = ir.IntType(32), ir.IntType(64)
        if _FLUSH == 0x8040:
            place = cgutils.alloca_once_value(builder, builder.trunc(mode, i32))
            kind = ir.FunctionType(ir.VoidType(), [ir.PointerType()])
            load = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.ldmxcsr")
            builder.call(load, [builder.bitcast(place, ir.PointerType())])
        else:
            kind = ir.FunctionType(ir.VoidType(), [i64])
            builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.aarch64.set.fpcr"), [mode])

    @intrinsic
    def pointer(typingctx: Any, array: Any) -> Any:
        """Return a pointer to the first number of an array in C order, which has to be kept meanwhile."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kind = signature.args[0]
            data = cgutils.create_struct_proxy(kind)(context, builder, value=args[0])  # type: ignore[call-arg]
            return data.data

        return types.CPointer(array.dtype)(array), codegen

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

    def _at(name: str) -> Any:
        """Return an intrinsic that takes an address for a pointer to numbers of a kind."""

        @intrinsic
        def at(typingctx: Any, address: Any) -> Any:
            kind = types.CPointer(getattr(types, name))

            def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
                return builder.inttoptr(args[0], context.get_value_type(kind))

            return kind(types.int64), codegen

        return at

    ints, doubles = _at("int64"), _at("float64")

    @intrinsic
    def reals(typingctx: Any, mem: Any, address: Any) -> Any:
        """Return a pointer to the arena's kind of numbers at an address."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(args[1], context.get_value_type(signature.return_type))

        return mem(mem, types.int64), codegen

    @intrinsic
    def shift(typingctx: Any, p: Any, offset: Any) -> Any:
        """Return the pointer ``offset`` numbers further on."""
        signature = p(p, types.intp)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.gep(args[0], [args[1]], inbounds=True)

        return signature, codegen

    def _view(axes: int) -> Any:
        """Return an intrinsic that takes numbers behind a pointer for a C-ordered array of so many axes."""

        def typed(p: Any, offset: Any, *shape: Any) -> Any:
            return types.Array(p.dtype, axes, "C", aligned=True)(p, types.intp, *[types.intp] * axes)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            p, offset, *shape = args
            array = context.make_array(signature.return_type)(context, builder)
            size = context.get_abi_sizeof(context.get_value_type(signature.return_type.dtype))
            strides = [ir.IntType(64)(size)]
            for n in reversed(shape[1:]):
                strides.insert(0, builder.mul(strides[0], n))
            from numba.np.arrayobj import populate_array

            populate_array(array, builder.gep(p, [offset], inbounds=True), shape, strides, size, None)
            return array._getvalue()

        # numba tells arguments by their names
        if axes == 1:
            return intrinsic(lambda typingctx, p, offset, n: (typed(p, offset, n), codegen))
        if axes == 2:
            return intrinsic(lambda typingctx, p, offset, rows, columns: (typed(p, offset, rows, columns), codegen))
        if axes == 3:
            return intrinsic(lambda typingctx, p, offset, a, b, c: (typed(p, offset, a, b, c), codegen))
        return intrinsic(lambda typingctx, p, offset, a, b, c, d: (typed(p, offset, a, b, c, d), codegen))

    view1, view2, view3, view4 = (_view(axes) for axes in (1, 2, 3, 4))

    @intrinsic
    def copy(typingctx: Any, source: Any, target: Any, n: Any) -> Any:
        """Copy ``n`` numbers from one pointer to another; the two ranges must not overlap."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            size = context.get_abi_sizeof(context.get_value_type(signature.args[0].dtype))
            cgutils.raw_memcpy(builder, args[1], args[0], args[2], ir.IntType(64)(size))
            return context.get_dummy_value()

        return types.void(source, target, types.intp), codegen
