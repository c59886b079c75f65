"""Fixtures that fail a test which leaves something running: a thread, a timer, a top-level widget.

What a test leaves behind changes the tests after it, so the one that left it is the one to fail. Qt is looked
at only once something has loaded it.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from weakref import WeakSet

import pytest

GRACE = 2.0  # seconds that a thread which was told to stop may still take


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a Python thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    deadline = time.monotonic() + GRACE
    for thread in left:
        if not isinstance(thread, threading._DummyThread):  # Qt's own threads cannot be joined from here
            thread.join(max(0.0, deadline - time.monotonic()))
    names = [thread.name for thread in left if thread.is_alive()]
    if names:
        pytest.fail(f"threads left running: {', '.join(names)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_leaked_qt_objects(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a running QTimer or QThread, a pending single shot, or a top-level widget."""
    if not _uses_qt(request):
        yield
        return
    started = _watch_qt()
    before = set(_top_level_widgets())
    running_before = set(started.running())
    yield
    problems = _settle(lambda: _leaked_qt(started, running_before, before))
    started.single_shots.clear()
    if problems:
        pytest.fail("; ".join(problems), pytrace=False)


class _Started:
    """What was started through Qt since the first Qt test: timers, threads and single shots."""

    def __init__(self) -> None:
        self.objects: WeakSet[Any] = WeakSet()
        self.single_shots: dict[int, str] = {}

    def running(self) -> list[Any]:
        """Return the timers and threads that run now."""
        from shiboken6 import isValid

        return [each for each in list(self.objects) if isValid(each) and _is_running(each)]


_started: _Started | None = None
_keys = count()


def _uses_qt(request: pytest.FixtureRequest) -> bool:
    """Say whether the test can touch Qt: it asks for a Qt fixture, or Qt is loaded already."""
    return "PySide6.QtWidgets" in sys.modules or "qtbot" in request.fixturenames or "qapp" in request.fixturenames


def _watch_qt() -> _Started:
    """Note, from now on, every timer and thread that Python code starts."""
    global _started
    if _started is None:
        from PySide6.QtCore import QThread, QTimer

        _started = _Started()
        for kind in (QTimer, QThread):
            kind.start = _noting_start(kind.start, _started)
        QTimer.singleShot = staticmethod(_noting_single_shot(QTimer.singleShot, _started))
    return _started


def _noting_start(start: Callable[..., None], started: _Started) -> Callable[..., None]:
    """Wrap a start method so that what is started is noted."""

    def noted(self: Any, *arguments: Any) -> None:
        started.objects.add(self)
        start(self, *arguments)

    return noted


def _noting_single_shot(single_shot: Callable[..., None], started: _Started) -> Callable[..., None]:
    """Wrap QTimer.singleShot so that a shot is noted until it has fired."""

    def noted(*arguments: Any) -> None:
        *first, last = arguments
        if not callable(last) or hasattr(first[-1], "metaObject"):  # a shot with a receiver dies with it
            single_shot(*arguments)
            return

        key = next(_keys)

        def fire() -> None:
            started.single_shots.pop(key, None)
            last()

        started.single_shots[key] = getattr(last, "__qualname__", repr(last))
        single_shot(*first, fire)

    return noted


def _is_running(each: Any) -> bool:
    """Say whether a QTimer is active or a QThread is running."""
    return each.isActive() if hasattr(each, "isActive") else each.isRunning()


def _top_level_widgets() -> list[Any]:
    """Return the windows that nobody owns, but for Qt's own tool tip."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [
        widget
        for widget in widgets.QApplication.topLevelWidgets()
        if widget.parentWidget() is None and widget.metaObject().className() != "QTipLabel"
    ]


def _leaked_qt(started: _Started, running_before: set[Any], before: set[Any]) -> list[str]:
    """Return what is left, in words."""
    problems = []
    if timers := [_describe(each) for each in started.running() if each not in running_before]:
        problems.append(f"timers or threads of Qt left running: {', '.join(timers)}")
    if started.single_shots:
        problems.append(f"single shots left pending: {', '.join(started.single_shots.values())}")
    if windows := [_describe(widget) for widget in _top_level_widgets() if widget not in before]:
        problems.append(f"top-level widgets left: {', '.join(windows)}")
    return problems


def _settle(leaked: Callable[[], list[str]]) -> list[str]:
    """Return what is left after Qt has deleted what waits for it and Python has collected its garbage."""
    for clean in (_flush_qt, gc.collect, _flush_qt):
        clean()
        problems = leaked()
        if not problems:
            break
    return problems


def _flush_qt() -> None:
    """Let Qt deliver what is posted and delete what waits to be."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.processEvents()
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def _describe(each: Any) -> str:
    """Name a Qt object by its class, and its own name or its parent's."""
    owner = each.parent()
    name = each.objectName() or (f"in {type(owner).__name__}" if owner is not None else "")
    return f"{type(each).__name__} {name}".strip()
