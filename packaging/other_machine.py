"""Have numba compile for another machine than this one, so that an archive of its kernels can be made here.

LLVM writes code for any processor. What numba does besides is to load what it compiled into its own process; that is
left out. Only a process that does nothing else may do this.
"""

from __future__ import annotations

import platform

#: LLVM's name of Linux on each kind of processor.
TRIPLES = {"aarch64": "aarch64-unknown-linux-gnu", "x86_64": "x86_64-unknown-linux-gnu"}


def compile_for(machine: str) -> None:
    """Have this process compile kernels for Linux on another kind of processor from now on, and run none of them.

    Args:
        machine: the kind of processor, a key of :data:`TRIPLES`. ``NUMBA_CPU_NAME`` has to name one of that kind.
    """
    from llvmlite import binding

    triple, found = TRIPLES[machine], binding.Target.from_triple
    binding.initialize_all_targets()
    binding.initialize_all_asmprinters()
    platform.machine = lambda: machine
    for module in (binding, binding.targets):
        for name in ("get_process_triple", "get_default_triple"):
            setattr(module, name, lambda: triple)
    binding.Target.from_default_triple = lambda: found(triple)
    binding.check_jit_execution = lambda: None

    from gdlab.engine.machine import compiler

    compiler.make_ready()
    _keep_from_loading()


def _keep_from_loading() -> None:
    """Have numba write the code of functions and not load it."""
    from numba.core import codegen
    from numba.core.compiler_lock import global_compiler_lock

    from gdlab.engine.machine.self_contained import KernelLibrary

    class WrittenLibrary(KernelLibrary):
        """The code of a function, which this processor cannot run."""

        def _finalize_final_module(self) -> None:
            if self.is_part:
                super()._finalize_final_module()
                return
            self._verify_declare_only_symbols()
            self._finalized = True

        def get_pointer_to_function(self, name: str) -> int:
            """Return an address that nobody may call."""
            with global_compiler_lock:
                self._ensure_finalized()
            return 1

        def _get_compiled_object(self) -> bytes:
            return self.codegen._tm.emit_object(self._get_module_for_linking())

    codegen.JITCPUCodegen._library_class = WrittenLibrary
