"""Two ways to work a window: the pointer of an X server, moved by xdotool, and Qt's own mouse events."""

from __future__ import annotations

import subprocess
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class Hand(Protocol):
    """What a person does with a mouse."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Press and release the left button at a place of a widget."""
        ...

    def bring(self, widget: QWidget, at: QPoint, area: QAbstractScrollArea) -> None:
        """Scroll an area until a place of a widget in it can be seen."""
        ...


def _hidden(widget: QWidget, at: QPoint, area: QAbstractScrollArea) -> int:
    """Return how many pixels a place lies beneath an area's lower edge, negative above its upper one, 0 in sight."""
    view = area.viewport()
    y = view.mapFromGlobal(widget.mapToGlobal(at)).y()
    return min(y - 8, 0) or max(y - view.height() + 8, 0)


class QtHand:
    """Mouse events that Qt makes, for a window without a screen."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def bring(self, widget: QWidget, at: QPoint, area: QAbstractScrollArea) -> None:
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + _hidden(widget, at, area))


class PointerHand:
    """The pointer of the X server, moved by xdotool."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        self._do(widget, at, 1)

    def bring(self, widget: QWidget, at: QPoint, area: QAbstractScrollArea) -> None:
        for _ in range(60):
            hidden = _hidden(widget, at, area)
            if not hidden:
                return
            self._do(area.viewport(), area.viewport().rect().center(), 5 if hidden > 0 else 4)
            QTest.qWait(30)

    def _do(self, widget: QWidget, at: QPoint, button: int) -> None:
        place = widget.mapToGlobal(at) * widget.devicePixelRatioF()
        where = [str(place.x()), str(place.y())]
        subprocess.run(["xdotool", "mousemove", *where, "click", str(button)], check=True)
        QTest.qWait(60)  # the event comes from the server
