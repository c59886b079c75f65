"""Exceptions in compiled kernels, which raise none unless they are wrong: each is logged, and Python is told of it.

numba's own way would print the exception and go on, and would need numba's run-time library where a kernel is only run.
"""

from __future__ import annotations

import ctypes
import logging
from functools import cache

from llvmlite import binding

from gdlab.logs.private import Public

#: The symbol of the function that a kernel calls with its name where it ends with an exception.
SYMBOL = "gdlab_kernel_failed"

_failed: list[str] = []
_log = logging.getLogger(__name__)


@cache
def make_failures_known() -> None:
    """Have the linker find the function that kernels call."""
    binding.add_symbol(SYMBOL, ctypes.cast(_keep, ctypes.c_void_p).value)


def failed_kernels() -> str:
    """Return the names of the kernels that ended with an exception since this was last asked, or ""."""
    if not _failed:
        return ""
    names = ", ".join(dict.fromkeys(_failed))
    _failed.clear()
    return names


@ctypes.CFUNCTYPE(None, ctypes.c_char_p)
def _keep(name: bytes) -> None:
    """Log that a kernel ended with an exception, and keep its name; any thread may call this."""
    failed = name.decode()
    _failed.append(failed)
    _log.error("the compiled kernel %s ended with an exception", Public(failed))
