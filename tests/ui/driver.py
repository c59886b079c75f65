"""The real window and what works it in tests."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from gdlab.lab.compile_ahead import load_default_kernels
from gdlab.spec.base import load_members
from gdlab.ui.app import make_app, make_window
from gdlab.ui.main_window import MainWindow
from gdlab.ui.theming import theme_manager
from tests.ui.forks import HeldThreads


@contextmanager
def shown_window(_app: QApplication) -> Iterator[MainWindow]:
    """Give the window in light colours with its data, runs at full speed and none kept, and close it at the end."""
    made = _make_window()
    _wait_for_data(made)
    yield made
    _close(made)


class PreparedWindow:
    """The window of :func:`shown_window` but for its threads, which each fork of this process starts for itself.

    A first window trains a run and is closed: what is imported, compiled or drawn for the first time is there.
    """

    def __init__(self) -> None:
        load_members()  # as the program does behind its frame
        load_default_kernels()
        told = qInstallMessageHandler(lambda *_: None)  # the tests of windows that are made in the test look at these
        with shown_window(make_app()) as first:
            first.lab.starter.start()
            while first.bridge.moving:
                QTest.qWait(20)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._threads = HeldThreads()
        with self._threads.held():
            self._window = _make_window()
            QApplication.processEvents()
        qInstallMessageHandler(told)
        gc.collect()
        gc.freeze()  # what a search for garbage visits, a fork has to copy

    @contextmanager
    def shown(self) -> Iterator[MainWindow]:
        """Give the window with its data, and close it at the end."""
        self._threads.start()
        _wait_for_data(self._window)
        yield self._window
        _close(self._window)


def _make_window() -> MainWindow:
    make_app()
    theme_manager().set_choice("light")
    made = make_window(keep=False)
    made.lab.controls.speed.set_value("full")
    made.resize(1440, 900)  # whatever size a test before left in the settings
    made.show()
    return made


def _close(window: MainWindow) -> None:
    window.ask_before_leaving = False
    window.close()
    window.deleteLater()


def _wait_for_data(window: MainWindow) -> None:
    deadline = time.monotonic() + 60
    while window.experiment.examples is None:
        assert time.monotonic() < deadline, "the data did not come"
        QTest.qWait(5)


class Driver:
    """Work the window as a person does: by object names, keys and clicks."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot, self.lab = window, qtbot, window.lab

    def find(self, name: str, kind: type[QObject] = QWidget):
        found = self.window.findChild(kind, name)
        assert found is not None, f"there is no {name} in the window"
        return found

    def click(self, name: str) -> None:
        from PySide6.QtCore import Qt

        widget = self.find(name)
        assert widget.isEnabled(), f"{name} is disabled"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, name: str, text: str) -> None:
        """Choose an entry of a list as a person does: by its words."""
        combo = self.find(name, QComboBox)
        row = combo.findText(text)
        assert row >= 0
        combo.setCurrentIndex(row)
        combo.activated.emit(row)

    def key(self, key, modifier=None, widget=None) -> None:
        target = widget or self.window
        QTest.keyClick(target, key) if modifier is None else QTest.keyClick(target, key, modifier)

    def wait(self, done, timeout: int = 30_000) -> None:
        self.qtbot.waitUntil(done, timeout=timeout)

    def settle(self, ms: int = 60) -> None:
        QTest.qWait(ms)

    def set(self, path: str, value) -> None:
        problem = self.window.experiment.set(path, value)
        assert not problem, problem

    @property
    def runs(self):
        return [shown.run for shown in self.lab.book]

    def train(self, **changes):
        """Start a run by the button and wait for its end."""
        for path, value in changes.items():
            self.set(path.replace("__", "."), value)
        before = len(self.runs)
        self.click("start")
        self.wait(lambda: len(self.runs) == before + 1 and self.runs[-1].status.ended)
        self.rest()
        return self.runs[-1]

    def rest(self) -> None:
        """Wait until nothing moves and everything is drawn."""
        self.wait(lambda: not self.window.bridge.moving)
        self.settle()
