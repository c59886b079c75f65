"""Typed lists of callbacks, by which a model tells its observers what changed without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

_P = ParamSpec("_P")


class CallbackList(Generic[_P]):
    """A list of functions that are called, in order, with the arguments of :meth:`emit`.

    An exception in a callback reaches the caller of ``emit``, and the callbacks after it are not called. A callback
    may connect or disconnect others: what is connected when ``emit`` begins is called.

        >>> renamed = CallbackList[str]()
        >>> said: list[str] = []
        >>> disconnect = renamed.connect(said.append)
        >>> renamed.emit("digits")
        >>> disconnect()
        >>> renamed.emit("iris")
        >>> said
        ['digits']
    """

    def __init__(self) -> None:
        self._callbacks: list[Callable[_P, object]] = []

    def connect(self, callback: Callable[_P, object]) -> Callable[[], None]:
        """Add a callback and return the function that takes it away again, also when called twice."""
        self._callbacks.append(callback)

        def disconnect() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return disconnect

    def emit(self, *args: _P.args, **kwargs: _P.kwargs) -> None:
        """Call every callback with these arguments."""
        for callback in tuple(self._callbacks):
            callback(*args, **kwargs)
