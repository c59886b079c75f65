"""A kernel: a function of one signature that is compiled for each precision, and called by its address.

Every op, loss and optimizer kernel is a plain function that is compiled on demand by ``numba.cfunc`` for
float32 or float64, or whose code is loaded from a file. Its machine address goes into the instruction table and
:func:`call_op` jumps to it, so the machine that walks the table is compiled once and knows no network.

With ``NUMBA_DISABLE_JIT=1`` a kernel runs as ordinary Python: its address is then an index into a list of functions.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine import kernel_files
from gdlab.engine.machine.code_in_use import NATIVE, code_in_use, using_code
from gdlab.engine.machine.compiler import INTERPRETED, intrinsic, make_ready, types
from gdlab.engine.machine.failures import failed_kernels
from gdlab.engine.machine.linker import link
from gdlab.engine.machine.shipped_kernels import shipped
from gdlab.logs.private import Public

#: The flags that keep ``isnan`` true to its name; ``fastmath=True`` would not.
FASTMATH = {"nsz", "arcp", "contract", "afn", "reassoc"}

_ENTRY = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
_INTERPRETED_KERNELS: list[Callable[..., None]] = []
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
    int64 arena. All five are pointers; index them, or take views of :mod:`gdlab.engine.machine.pointers`.
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


def kernel(function: Callable[..., None]) -> Kernel:
    """Mark a function as a kernel of the machine; see :class:`Kernel`."""
    return Kernel(function)


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


if INTERPRETED:

    def call_op(address: Any, row: Any, ctx: Any, fp: Any, mem: Any, imem: Any) -> None:
        """Run the kernel that stands at ``address``."""
        _INTERPRETED_KERNELS[int(address)](row, ctx, fp, mem, imem)

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
