"""What becomes of exceptions that nothing catches: they are recorded, and never end the program."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from gdlab.logs.faults import record


def install_hooks() -> None:
    """Record uncaught exceptions of the main thread's callbacks, of threads and of destructors."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        record(error, "Handling an event")


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if isinstance(arguments.exc_value, Exception):
        record(arguments.exc_value, "Work in the background")


def _unraisable(arguments: sys.UnraisableHookArgs) -> None:
    if isinstance(arguments.exc_value, Exception):
        record(arguments.exc_value, "Cleaning up")
