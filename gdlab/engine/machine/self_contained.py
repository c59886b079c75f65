"""Kernels that hold their own copy of every function they call, so that their figures do not depend on what is loaded.

numba compiles a function that a kernel calls once by itself, and links a copy of it into each kernel, where LLVM
optimises it again. All copies have one name, and the linker of a process binds a kernel to whichever was loaded first:
that of the function itself in the process that compiles, that of another kernel where the cache is read. Copies that
were optimised differently round differently. Here the copies in a kernel become its own before it is optimised.

The compiled function itself is therefore never called. Its library is a *part*: LLVM code that is linked into kernels.
numba's machine code for it, and the wrappers by which Python and C would call it, took a third of the time to compile,
and are not made. A part that Python calls all the same, as tests do, is compiled once more as an ordinary function.

A function within a function within a kernel would be optimised three times. A part is left as it is until it is in a
kernel, unless it holds arithmetic that may be reordered (:data:`gdlab.engine.machine.native.FASTMATH`). That is
optimised, and made ready for the processor, before it is linked: figures depend on it in the last bit.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from typing import Any

from llvmlite import binding, ir
from numba import _dynfunc, cfunc, jit, types
from numba.core import codegen, cpu

from gdlab.engine.machine.failures import SYMBOL, make_failures_known
from gdlab.engine.machine.kernel_files import ObjectCode


class _UnderWay(threading.local):
    """What a thread compiles: the qualified name of the kernel, or nothing of ours."""

    kernel = ""


_under_way = _UnderWay()

#: How CPython calls a function that is written in C: with an object of the function's, and with the arguments.
_METHOD = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_void_p)
_PART = "part"


class KernelLibrary(codegen.JITCodeLibrary):
    """The code of a function with all that was linked into it; that of a kernel keeps its copies to itself."""

    def __init__(self, owner: Any, name: str) -> None:
        super().__init__(owner, name)
        #: Whether it is nothing but what is linked into kernels.
        self.is_part = bool(_under_way.kernel) and name != _under_way.kernel

    def _optimize_final_module(self) -> None:
        if self.is_part:
            if self._rounds_freely() or self._has_addresses():
                super()._optimize_final_module()
                self._codegen._tm.emit_object(self._final_module)  # which changes what is linked: loops, addresses
            return
        if self.name == _under_way.kernel:
            self._leave_out_counts()
            for function in self._final_module.functions:
                if not function.is_declaration and function.linkage.name.startswith("linkonce"):
                    function.linkage = "internal"
            passes = binding.create_new_module_pass_manager()
            passes.add_global_dead_code_eliminate_pass()
            passes.run(self._final_module, self._codegen._pass_builder())
        super()._optimize_final_module()

    def _leave_out_counts(self) -> None:
        """Have the counts of references do nothing in a kernel that allocates nothing: its arrays are all views.

        What does nothing is the kernel's own: numba's names would bind to it in functions that are loaded later.
        """
        names = {each.name for each in self._final_module.functions}
        if any(name.startswith("NRT_") and "alloc" in name.lower() for name in names):
            return
        counts = [name for name in ("NRT_incref", "NRT_decref") if name in names]
        text = "".join(f"define void @{name}(ptr %0) {{\n  ret void\n}}\n" for name in counts)
        nothing = binding.parse_assembly(text)
        nothing.triple, nothing.data_layout = self._final_module.triple, self._final_module.data_layout
        self._final_module.link_in(nothing)
        for name in counts:
            self._final_module.get_function(name).linkage = "internal"

    def _rounds_freely(self) -> bool:
        """Return whether LLVM may reorder or join arithmetic here, which it does otherwise before and after linking."""
        return " contract " in str(self._final_module)

    def _has_addresses(self) -> bool:
        """Return whether the code names addresses of this process; once it is optimised it may name none."""
        return any(each.name.startswith("numba.dynamic.globals") for each in self._final_module.global_variables)

    def _finalize_final_module(self) -> None:
        if not self.is_part:
            super()._finalize_final_module()
            return
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True

    def serialize_using_object_code(self) -> Any:
        """Return what the cache keeps."""
        if not self.is_part:
            return super().serialize_using_object_code()
        return self.name, _PART, self._get_module_for_linking().as_bitcode()

    @classmethod
    def _unserialize(cls, owner: Any, state: Any) -> Any:
        name, kind, content = state
        if kind != _PART:
            with _outside_kernels():  # a function that Python called first is no part, and is loaded with its code
                return super()._unserialize(owner, state)
        library = owner.create_library(name)
        library.is_part = True
        library._final_module = binding.parse_bitcode(content)
        library._finalize_final_module()
        return library


@contextmanager
def _outside_kernels() -> Generator[None]:
    """Have libraries that are made in this block be those of ordinary functions."""
    before, _under_way.kernel = _under_way.kernel, ""
    try:
        yield
    finally:
        _under_way.kernel = before


@contextmanager
def self_contained(function: Any) -> Generator[None]:
    """Give the kernel that is compiled from ``function`` in this block its own copies of what it calls."""
    before, _under_way.kernel = _under_way.kernel, function.__qualname__
    try:
        yield
    finally:
        _under_way.kernel = before


@cache
def _entry_of_part(module: str, name: str) -> Any:
    """Return what Python calls for a part, which compiles its function first; as C sees it."""

    @cache
    def compiled() -> Callable[..., Any]:
        function: Any = __import__(module, fromlist=[name]).__dict__[name]
        return jit(**function.targetoptions)(function.py_func)

    return _METHOD(lambda _, arguments, __: compiled()(*arguments))


def compile_kernel(function: Callable[..., None], dtype: str, fastmath: set[str]) -> Any:
    """Have numba compile the function of a kernel and return what numba makes of it.

    Args:
        function: the function.
        dtype: the precision, ``float32`` or ``float64``.
        fastmath: LLVM's names of what it may do with arithmetic.
    """
    whole, real = types.CPointer(types.int64), types.CPointer(getattr(types, dtype))
    signature = types.void(whole, whole, types.CPointer(types.float64), real, whole)
    with self_contained(function):
        return cfunc(signature, error_model="numpy", fastmath=fastmath, boundscheck=False)(function)


def object_code(compiled: Any) -> ObjectCode:
    """Return the machine code of what :func:`compile_kernel` returned."""
    library = compiled._library
    needs = _outside_symbols(library._get_module_for_linking())
    return ObjectCode(library._get_compiled_object(), compiled.native_name, needs)


def _outside_symbols(module: Any) -> list[str]:
    """Return the symbols that a module of LLVM refers to and does not define, its built-in functions aside."""
    named = [*module.functions, *module.global_variables]
    return sorted({each.name for each in named if each.is_declaration and not each.name.startswith("llvm.")})


def _write_entry(context: Any, library: Any, described: Any) -> None:
    """Write the function by which C and other kernels call a kernel.

    numba's own would print an exception, which takes much of Python's interface. A kernel raises none unless it is
    wrong: what is called then tells its name.
    """
    module = context.create_module("kernel_entry")
    kinds = [context.get_value_type(each) for each in described.argtypes]
    convention = context.call_conv
    inner_type = convention.get_function_type(described.restype, described.argtypes)
    inner = ir.Function(module, inner_type, described.llvm_func_name)
    entry = ir.Function(module, ir.FunctionType(ir.VoidType(), kinds), described.llvm_cfunc_wrapper_name)
    builder = ir.IRBuilder(entry.append_basic_block())
    status, _ = convention.call_function(
        builder, inner, described.restype, described.argtypes, entry.args, attrs=("noinline",)
    )
    with builder.if_then(status.is_error, likely=False):
        failed = ir.Function(module, ir.FunctionType(ir.VoidType(), [ir.PointerType()]), SYMBOL)
        builder.call(failed, [context.insert_const_string(module, described.qualname)])
    builder.ret_void()
    library.add_ir_module(module)


def install_parts() -> None:
    """Have numba make libraries of our class, and neither wrappers nor an executable function of a part."""
    codegen.JITCPUCodegen._library_class = KernelLibrary
    context: Any = cpu.CPUContext
    wrapper_for_c = context.create_cfunc_wrapper
    executable, set_environment = context.get_executable, codegen.JITCPUCodegen.set_env

    def unless_part(make_wrapper: Callable[..., None]) -> Callable[..., None]:
        def make(self: Any, library: Any, *rest: Any, **options: Any) -> None:
            if not getattr(library, "is_part", False):
                make_wrapper(self, library, *rest, **options)

        return make

    def create_cfunc_wrapper(self: Any, library: Any, described: Any, *rest: Any, **options: Any) -> None:
        if getattr(library, "name", "") == _under_way.kernel:
            _write_entry(self, library, described)
        else:
            wrapper_for_c(self, library, described, *rest, **options)

    def get_executable(self: Any, library: Any, described: Any, environment: Any) -> Any:
        if not getattr(library, "is_part", False):
            return executable(self, library, described, environment)
        entry = _entry_of_part(described.modname, described.qualname)
        address = ctypes.cast(entry, ctypes.c_void_p).value
        return _dynfunc.make_function(described.lookup_module(), described.qualname, "", address, environment, entry)

    def set_env(self: Any, name: str, environment: Any) -> None:
        if self._engine.is_symbol_defined(name):
            set_environment(self, name, environment)

    context.get_executable = get_executable
    context.create_cfunc_wrapper = create_cfunc_wrapper
    make_failures_known()
    for wrapper in ("create_cpython_wrapper", "create_cfunc_wrapper"):
        setattr(context, wrapper, unless_part(getattr(context, wrapper)))
    codegen.JITCPUCodegen.set_env = set_env
