"""The real window, offscreen, with folders of its own."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gdlab.ui.app import make_app, make_window
from gdlab.ui.theming import theme_manager


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


@pytest.fixture(autouse=True)
def garbage_of_this_thread():
    """Have unused objects found on this thread only, as in the program, and by Python itself in tests without Qt."""
    gc.disable()
    yield
    gc.collect(1)  # what the test made, and not what stays from before
    gc.enable()


@pytest.fixture
def window(qtbot):
    make_app()
    theme_manager().set_choice("light")
    made = make_window(keep=False)
    made.lab.controls.speed.set_value("full")
    made.resize(1440, 900)  # whatever size a test before left in the settings
    made.show()
    qtbot.waitUntil(lambda: made.experiment.examples is not None, timeout=60_000)
    yield made
    made.ask_before_leaving = False
    made.close()
    made.deleteLater()


@pytest.fixture
def drive(window, qtbot):
    return Driver(window, qtbot)


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Semicolons, decimal commas, a byte order mark, a missing value, a line with a word for a number, a short one."""
    rng = np.random.default_rng(0)
    rows = [
        f"{i};{a:.3f};{b:.3f};{('low', 'middle', 'high')[i % 3]};{'big' if a + b > 1 else 'small'}".replace(".", ",")
        for i, (a, b) in enumerate(rng.random((200, 2)))
    ]
    rows[7] = "7;;0,5;low;small"
    rows[50:50] = ["50;wide;0,3;low;big"]
    rows.append("1;2")
    path = tmp_path / "flowers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(["id;width;height;rank;kind", *rows, ""]).encode())
    return path
