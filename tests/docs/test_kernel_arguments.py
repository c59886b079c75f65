"""Every file of kernels says what the arguments of its kernels hold."""

from __future__ import annotations

import inspect
import sys

import pytest

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
    assert "Arguments of the kernels" in description
    for name in ("row", "ctx", "fp", "mem", "imem"):
        assert f"``{name}``" in description, name
    kernels = [k for k in vars(sys.modules[module]).values() if isinstance(k, Kernel)]
    for kernel in kernels:
        if kernel.function.__module__ == module:
            assert "top of the file" in (kernel.__doc__ or ""), kernel.__name__
