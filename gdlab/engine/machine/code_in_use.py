"""The machine code that a thread takes kernels from: what is compiled on this machine, or what came with gdlab.

Which of both is the usual one is a matter of ``GDLAB_KERNELS``, an environment variable.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

from gdlab.spec.errors import GdlabError

#: The variable that chooses between both.
VARIABLE = "GDLAB_KERNELS"
#: The code that is compiled on this machine, for its own processor.
NATIVE = "native"
#: What the variable says where every run shall take the code that came with gdlab, and nothing be compiled beside it.
SHIPPED = "shipped"

_choice = threading.local()


def wanted_code() -> str:
    """Return what ``GDLAB_KERNELS`` says: ``NATIVE``, ``SHIPPED``, or "" where it is not set.

    Raises:
        GdlabError: when it says something else.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted not in ("", NATIVE, SHIPPED):
        raise GdlabError(f"{VARIABLE} must be {NATIVE} or {SHIPPED}, or not be set (got '{wanted}')")
    return wanted


def code_in_use() -> str:
    """Return the code that kernels are taken from in this thread: ``NATIVE``, or another where there is such code.

    Raises:
        GdlabError: when ``GDLAB_KERNELS`` says what it cannot.
    """
    chosen = getattr(_choice, "code", "")
    return chosen or (SHIPPED if wanted_code() == SHIPPED else NATIVE)


@contextmanager
def using_code(code: str) -> Generator[None]:
    """Have kernels taken from a code in this block, in this thread; those that it lacks are native ones.

    Args:
        code: ``NATIVE``, or the code of the kernels that came with gdlab.
    """
    before, _choice.code = getattr(_choice, "code", ""), code
    try:
        yield
    finally:
        _choice.code = before
