"""The linker of object code that was compiled before, which needs nothing of numba's compiler.

Code of each kind has an engine of its own, since the same kernel in two kinds bears the same name. What code refers to
is looked for in the process, and only where that has it not in the run-time library of numba, which is imported then.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

from llvmlite import binding

from gdlab.engine.machine.compiler import make_ready
from gdlab.engine.machine.failures import make_failures_known

_lock = threading.Lock()


def link(code: str, content: bytes, symbol: str, needs: Sequence[str]) -> int:
    """Link object code into this process and return the address of a symbol of it.

    LLVM ends the process where something is missing that the code refers to, so that is looked for before.

    Args:
        code: the kind of code.
        content: an object file of this system.
        symbol: the symbol that is wanted.
        needs: the symbols that the code refers to.

    Raises:
        ValueError: when one of these cannot be found.
    """
    with _lock:
        engine = _engine(code)
        if sys.platform == "win32" or not all(map(binding.address_of_symbol, needs)):
            _load_numbas_library()
        if missing := [name for name in needs if not binding.address_of_symbol(name)]:
            raise ValueError(f"{', '.join(missing)} cannot be found")
        engine.add_object_file(binding.ObjectFileRef.from_data(content))
        engine.finalize_object()
        return int(engine.get_function_address(symbol))


@cache
def _engine(code: str) -> Any:
    """Return the engine of a kind of code, which keeps it as long as the process lives."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    make_failures_known()
    target = binding.Target.from_default_triple().create_target_machine(jit=True, codemodel="jitdefault")
    return binding.create_mcjit_compiler(binding.parse_assembly(""), target)


@cache
def _load_numbas_library() -> None:
    """Have numba make known its run-time library and the mathematical functions, on Windows those of Python's own C."""
    make_ready()
    from numba.core.registry import cpu_target
    from numba.core.runtime.nrt import rtsys

    context: Any = cpu_target.target_context
    context.codegen()
    rtsys.initialize(context)
