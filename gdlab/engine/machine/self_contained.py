"""Kernels that hold their own copy of every function they call, so that their figures do not depend on what is loaded.

numba compiles a function that a kernel calls once by itself, and links a copy of it into each kernel, where LLVM
optimises it again. All copies have one name, and the linker of a process binds a kernel to whichever was loaded first:
that of the function itself in the process that compiles, that of another kernel where the cache is read. Copies that
were optimised differently round differently. Here the copies in a kernel become its own before it is optimised.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from numba.core import codegen
from numba.core.registry import cpu_target

#: The qualified names of the kernels that are being compiled.
_under_way: set[str] = set()


class KernelLibrary(codegen.JITCodeLibrary):
    """The code of a function with all that was linked into it; that of a kernel keeps its copies to itself."""

    def _optimize_final_module(self) -> None:
        if self.name in _under_way:
            for function in self._final_module.functions:
                if not function.is_declaration and function.linkage.name.startswith("linkonce"):
                    function.linkage = "internal"
        super()._optimize_final_module()


@contextmanager
def self_contained(function: Any) -> Generator[None]:
    """Give the kernel that is compiled from ``function`` in this block its own copies of what it calls."""
    target: Any = cpu_target.target_context
    target.codegen()._library_class = KernelLibrary
    _under_way.add(function.__qualname__)
    try:
        yield
    finally:
        _under_way.discard(function.__qualname__)
