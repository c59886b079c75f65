"""The real window and what works it in tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gdlab.ui.app import make_app, make_window
from gdlab.ui.main_window import MainWindow
from gdlab.ui.theming import theme_manager


@contextmanager
def shown_window(_app: QApplication) -> Iterator[MainWindow]:
    """Give the window in light colours with its data, runs at full speed and none kept, and close it at the end."""
    make_app()
    theme_manager().set_choice("light")
    made = make_window(keep=False)
    made.lab.controls.speed.set_value("full")
    made.resize(1440, 900)  # whatever size a test before left in the settings
    made.show()
    deadline = time.monotonic() + 60
    while made.experiment.examples is None:
        assert time.monotonic() < deadline, "the data did not come"
        QTest.qWait(5)
    yield made
    made.ask_before_leaving = False
    made.close()
    made.deleteLater()


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

    def key(self, key, modifier=None, widget=None) -> None:
        target = widget or self.window
        QTest.keyClick(target, key) if modifier is None else QTest.keyClick(target, key, modifier)

    def wait(self, done, timeout: int = 120_000) -> None:
        """Wait until something is so; long, since threads that read come last on a machine that is busy."""
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
