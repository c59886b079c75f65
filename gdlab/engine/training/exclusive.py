"""Methods of which an object runs one at a time, whichever threads call them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Owner = TypeVar("Owner", bound="Exclusive")


class Exclusive:
    """An object whose memory only one call at a time may work on; calls of other threads wait for it.

    The machine reads addresses from a job that belongs to the object, and Python's lock is released meanwhile: a second
    call would exchange them under its hands.
    """

    def __init__(self) -> None:
        self._in_use = RLock()


def exclusive(method: Callable[Concatenate[Owner, P], R]) -> Callable[Concatenate[Owner, P], R]:
    """Mark a method of an :class:`Exclusive` that waits until no other thread is within one that is marked."""

    @wraps(method)
    def call(self: Owner, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._in_use:
            return method(self, *args, **kwargs)

    return call
