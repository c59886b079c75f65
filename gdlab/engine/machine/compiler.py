"""numba's names, with numba itself imported when something is first compiled.

Importing numba takes a quarter of the time of a short command, and a process that finds all its kernels compiled needs
nothing of it. So files with kernels take numba's names from here. A function that is marked with ``njit`` or
``intrinsic`` is handed to numba when a kernel that calls it is compiled, or when Python calls it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import update_wrapper
from importlib import import_module
from typing import Any


def _is_switched_on(variable: str) -> bool:
    try:
        return bool(int(os.environ.get(variable, "0")))
    except ValueError:  # of which numba warns, and which it then leaves out of account
        return False


#: Whether numba was told to compile nothing, so that kernels run as ordinary Python.
INTERPRETED = _is_switched_on("NUMBA_DISABLE_JIT")

_lock = threading.RLock()
#: What numba is told of functions once it is imported, and None from then on.
_waiting: list[Callable[[], Any]] | None = []


def make_ready() -> None:
    """Import numba and have it make itself ready for this processor and our kernels; half a second the first time."""
    global _waiting
    with _lock:
        if _waiting is None:
            return
        from numba.core.registry import cpu_target

        from gdlab.engine.machine import kernel_cache, self_contained

        kernel_cache.install()
        self_contained.install_parts()
        actions, _waiting = _waiting, None
        for action in actions:
            action()
        context: Any = cpu_target.target_context
        context.refresh()


def _when_ready(action: Callable[[], Any]) -> None:
    """Do something once numba is there: now, or when it is first needed."""
    with _lock:
        if _waiting is not None:
            _waiting.append(action)
            return
    action()


class Deferred:
    """A function that is handed to numba when a kernel that calls it is compiled, or when Python calls it.

    Args:
        function: the function, with numba's restrictions.
        hand_over: numba's decorator, with its options.
    """

    def __init__(self, function: Callable[..., Any], hand_over: Callable[[Callable[..., Any]], Any]) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self._hand_over = hand_over
        self._made: Any = None

    @property
    def made(self) -> Any:
        """What numba makes of the function: a dispatcher, or an intrinsic."""
        if self._made is None:
            make_ready()
            with _lock:
                if self._made is None:
                    self._made = self._hand_over(self.py_func)
        return self._made

    @property
    def _numba_type_(self) -> Any:
        """The type that numba asks for where a kernel names the function."""
        from numba.core.registry import cpu_target

        made: Any = self.made
        context: Any = cpu_target.typing_context
        context.refresh()  # which makes an intrinsic known that was made a moment ago
        return context.resolve_value_type(made)

    def __call__(self, *args: Any) -> Any:
        """Have numba compile the function for these arguments, if it has not yet, and call it."""
        return self.made(*args)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.made, name)


class _Module:
    """A module that is imported when something of it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)
        return found


def njit(**options: Any) -> Any:
    """Mark a function that kernels call; see :func:`numba.njit`, whose options these are."""

    def hand_over(function: Callable[..., Any]) -> Any:
        import numba

        return numba.njit(**options)(function)

    return lambda function: function if INTERPRETED else Deferred(function, hand_over)


def intrinsic(function: Callable[..., Any]) -> Any:
    """Mark a function that says what LLVM code a call of it is; see :func:`numba.extending.intrinsic`."""

    def hand_over(function: Callable[..., Any]) -> Any:
        from numba import extending

        return extending.intrinsic(function)

    return Deferred(function, hand_over)


def overload(stub: Callable[..., Any], **options: Any) -> Any:
    """Mark the function that chooses what kernels call in place of ``stub``; see :func:`numba.extending.overload`."""

    def mark(choose: Callable[..., Any]) -> Callable[..., Any]:
        def register() -> None:
            from numba import extending

            extending.overload(stub, **options)(choose)

        _when_ready(register)
        return choose

    return mark


def register_jitable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function that kernels call compiled and Python as it is; see :func:`numba.extending.register_jitable`."""

    def register() -> None:
        from numba import extending

        extending.register_jitable(function)

    _when_ready(register)
    return function


types: Any = _Module("numba.types")
cgutils: Any = _Module("numba.core.cgutils")
