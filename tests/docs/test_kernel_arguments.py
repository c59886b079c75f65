"""Every file of kernels says what the arguments of its kernels hold."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path

import pytest

import gdlab
from gdlab.engine import catalogue
from gdlab.engine.machine.native import Kernel

catalogue.load_engine_members()
KERNEL_FILES = sorted(
    {
        kernel.function.__module__
        for name, module in sys.modules.items()
        if name.startswith(("gdlab.engine.ops.", "gdlab.engine.losses."))
        for kernel in vars(module).values()
        if isinstance(kernel, Kernel) and kernel.function.__module__ == name
    }
)


@pytest.mark.parametrize("module", KERNEL_FILES)
def test_a_file_of_kernels_describes_their_arguments(module: str):
    description = inspect.getdoc(sys.modules[module]) or ""
    assert "Arguments of the kernels" in description, (
        "the docstring at the top of the file describes them, as others do"
    )
    for name in ("row", "ctx", "fp", "mem", "imem"):
        assert f"``{name}``" in description, name
    kernels = [k for k in vars(sys.modules[module]).values() if isinstance(k, Kernel)]
    for kernel in kernels:
        if kernel.function.__module__ == module:
            assert "top of the file" in (kernel.__doc__ or ""), kernel.__name__


def _compiled_functions(module: ast.Module) -> list[ast.FunctionDef]:
    """Return the public functions of a file that numba compiles."""
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    return [
        f for f in functions if any("njit" in ast.unparse(d) or "kernel" in ast.unparse(d) for d in f.decorator_list)
    ]


def test_every_compiled_function_describes_its_arguments_itself_or_at_the_top_of_its_file():
    missing = []
    for path in sorted(Path(gdlab.__file__).parent.rglob("*.py")):
        text = path.read_text("utf-8")
        if "njit" not in text and "kernel" not in text:  # nothing that numba compiles, whose decorator has either word
            continue
        module = ast.parse(text)
        top = ast.get_docstring(module) or ""
        for function in _compiled_functions(module):
            own = ast.get_docstring(function) or ""
            names = [a.arg for a in function.args.args]
            unsaid = [n for n in names if f"``{n}``" not in own + top and f"{n}:" not in own + top]
            missing += [f"{path.name}: {function.name}({n})" for n in unsaid]
    assert not missing, f"neither the docstring nor the top of the file says what these are: {', '.join(missing)}"
