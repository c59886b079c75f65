"""Unused circles of objects are found on the window's thread, where Qt's objects may be destroyed."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from gdlab.ui.bridge import Bridge
from gdlab.ui.garbage import collect_when_due


class Held(QObject):
    """An object of Qt in a circle of Python objects, as a page and what it is connected to are."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_much() -> None:
    """Make more objects than Python makes before it searches for unused ones."""
    _kept: list[Any] = [[] for _ in range(50 * gc.get_threshold()[0])]


@pytest.fixture
def usual_thresholds() -> Iterator[None]:
    """Have Python search as often as it does by itself; the tests have it search more seldom."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("window", "usual_thresholds")
def test_a_background_thread_destroys_no_object_of_qt(qtbot):
    threads: list[str] = []
    held = Held()
    weakref.finalize(held, lambda: threads.append(threading.current_thread().name))
    del held
    bridge, finished = Bridge(), list[bool]()
    bridge.in_background(make_much, lambda _future: finished.append(True))
    qtbot.waitUntil(lambda: bool(finished))
    bridge.close()
    gc.collect()  # where no search was due until here
    assert threads == [threading.main_thread().name]


@pytest.mark.usefixtures("usual_thresholds")
def test_what_is_due_is_collected():
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    assert kept
    assert gc.get_count()[0] > gc.get_threshold()[0]
    collect_when_due()
    assert gc.get_count()[0] <= gc.get_threshold()[0]
