"""The linker of object code that was compiled before, which needs nothing of numba's compiler.

numba makes itself ready for compiling before it loads anything from its cache, which takes a tenth of a second. Code of
each kind has an engine of its own, since the same kernel in two kinds bears the same name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from llvmlite import binding
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.core.runtime.nrt import rtsys


@global_compiler_lock
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
    engine = _engine(code)
    if not all(map(binding.address_of_symbol, needs)):
        rtsys.initialize(cpu_target.target_context)
    if missing := [name for name in needs if not binding.address_of_symbol(name)]:
        raise ValueError(f"{', '.join(missing)} cannot be found")
    engine.add_object_file(binding.ObjectFileRef.from_data(content))
    engine.finalize_object()
    return int(engine.get_function_address(symbol))


def outside_symbols(module: Any) -> list[str]:
    """Return the symbols that a module of LLVM refers to and does not define, its built-in functions aside."""
    named = [*module.functions, *module.global_variables]
    return sorted({each.name for each in named if each.is_declaration and not each.name.startswith("llvm.")})


@cache
def _engine(code: str) -> Any:
    """Return the engine of a kind of code, which keeps it as long as the process lives."""
    context: Any = cpu_target.target_context
    context.codegen()  # which makes the mathematical functions known that kernels call
    target = binding.Target.from_default_triple().create_target_machine(jit=True, codemodel="jitdefault")
    return binding.create_mcjit_compiler(binding.parse_assembly(""), target)
