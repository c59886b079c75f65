"""A row of buttons of which one is chosen: Tab enters and leaves it as a whole, the arrow keys move along it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class RovingGroup(QButtonGroup):
    """The buttons of a row by their place; ``picked`` carries the place of the one that a person chose."""

    picked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setExclusive(True)
        self.idClicked.connect(self._on_clicked)

    def check(self, index: int) -> None:
        """Choose a button without emitting a signal; Tab then reaches it alone, as in a group of radio buttons."""
        self.button(index).setChecked(True)
        for button in self.buttons():
            focus = Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(focus)

    def take_key(self, event: QKeyEvent) -> bool:
        """Move along the row where an arrow key says so, and say whether it was one."""
        key = Qt.Key(event.key())
        if key not in _MOVES:
            return False
        index = self.checkedId() + _MOVES[key]
        if 0 <= index < len(self.buttons()):
            self.check(index)
            self.button(index).setFocus(Qt.FocusReason.TabFocusReason)
            self.picked.emit(index)
        return True

    def _on_clicked(self, index: int) -> None:
        self.check(index)
        self.picked.emit(index)


class RovingButton(QPushButton):
    """A button of such a row, which leaves the arrow keys to it; a screen reader calls it one of several to choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """Return a size in which the text of a segment has space also in bold, which it is while it is chosen."""
        if not self.property("segment"):
            return super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)

    def minimumSizeHint(self) -> QSize:
        """Return a size in which the text of a segment is never cut."""
        return self.sizeHint() if self.property("segment") else super().minimumSizeHint()

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in _MOVES:
            arg__1.ignore()
        else:
            super().keyPressEvent(arg__1)
