"""Faults: unexpected exceptions, logged where they are caught and passed on to the window or the command line."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakMethod

from gdlab.logs.private import private_traceback
from gdlab.spec.errors import GdlabError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """An exception that is a fault of the program.

    Attributes:
        sentence: what failed and why, for people.
        details: the whole traceback, for the screen of the user whose data it may name.
        private_details: the traceback without values, for a report.
        spec: the spec that was worked on as plain data, or None.
    """

    sentence: str
    details: str
    private_details: str
    spec: Mapping[str, Any] | None = None


Listener = Callable[[Fault], None]
_listeners: list[WeakMethod[Listener]] = []


def on_fault(method: Listener) -> None:
    """Have a bound method called with every fault, in the thread where it is recorded, as long as its object lives."""
    _listeners.append(WeakMethod(method))


def is_fault(error: BaseException) -> bool:
    """Return whether an exception is a fault of the program: not bad input, a full disk or an interruption."""
    return isinstance(error, Exception) and not isinstance(error, GdlabError | OSError | MemoryError)


def record(error: BaseException, what: str, spec: Mapping[str, Any] | None = None) -> Fault | None:
    """Log an exception with its traceback and, if it is a fault, tell the listeners; return the fault.

    Args:
        error: what was caught.
        what: what failed, as the start of a sentence and without data: "Training a run".
        spec: the spec that was worked on, as plain data.
    """
    if isinstance(error, Exception):
        error = sayable(error)
    if not is_fault(error):
        _log.warning(f"{what} failed", exc_info=error)
        return None
    _log.error(f"{what} failed by a fault of gdlab", exc_info=error)
    said = (str(error).splitlines() or [""])[0]
    fault = Fault(
        f"{what} failed because of a fault in gdlab ({type(error).__name__}{': ' if said else ''}{said}).",
        "".join(traceback.format_exception(error)),
        private_traceback(error),
        spec,
    )
    tell_listeners(fault)
    return fault


def sayable(error: Exception) -> Exception:
    """Return the exception if it can be converted to text, otherwise a RuntimeError that names its class."""
    try:
        str(error)
    except Exception:
        return RuntimeError(f"{type(error).__name__}, which has no text").with_traceback(error.__traceback__)
    return error


def tell_listeners(fault: Fault) -> None:
    """Give a fault to every listener that still lives."""
    for reference in list(_listeners):
        method = reference()
        try:
            if method is not None:
                method(fault)
                continue
        except RuntimeError:  # a window's C++ side is gone before its Python side
            pass
        _listeners.remove(reference)
