"""The machine code that a thread takes kernels from: what is compiled on this machine, or what came with gdlab."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

#: The code that is compiled on this machine, for its own processor.
NATIVE = "native"

_choice = threading.local()


def code_in_use() -> str:
    """Return the code that kernels are taken from in this thread: ``NATIVE``, or that of the shipped kernels."""
    return getattr(_choice, "code", NATIVE)


@contextmanager
def using_code(code: str) -> Generator[None]:
    """Have kernels taken from a code in this block, in this thread; those that it lacks are native ones.

    Args:
        code: ``NATIVE``, or the code of the kernels that came with gdlab.
    """
    before, _choice.code = code_in_use(), code
    try:
        yield
    finally:
        _choice.code = before
