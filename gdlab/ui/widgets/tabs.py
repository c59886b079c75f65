"""Tabs that go on in a second line where the first is full; none is ever cut or scrolled away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from gdlab.ui.widgets.flow import Flow


class Tabs(Flow):
    """Names of which one is chosen; the arrow keys move along them, Tab enters and leaves the row as a whole."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=2, parent=parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def names(self) -> list[str]:
        """The names, in order."""
        return [button.text() for button in self._group.buttons()]

    @property
    def current(self) -> str:
        """The chosen name, "" when there is none."""
        button = self._group.checkedButton()
        return button.text() if button is not None else ""

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; the chosen one stays chosen where it is among them, else the first is."""
        if list(names) == self.names:
            return
        kept = self.current
        for button in self._group.buttons():
            self._group.removeButton(button)
            self.row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for i, name in enumerate(names):
            self._group.addButton(self._button(name), i)
        if names:
            self._check(names.index(kept) if kept in names else 0)

    def choose(self, name: str) -> None:
        """Choose a name without telling anybody; an unknown one changes nothing."""
        if name in self.names:
            self._check(self.names.index(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() not in moves:
            super().keyPressEvent(event)
            return
        index = self._group.checkedId() + moves[Qt.Key(event.key())]
        if 0 <= index < len(self.names):
            self._check(index)
            self._group.button(index).setFocus(Qt.FocusReason.TabFocusReason)
            self._on_clicked(index)

    def _button(self, name: str) -> QToolButton:
        button = _Tab(self)
        button.setText(name)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setProperty("tab", True)
        self.add(button)
        button.show()
        return button

    def _check(self, index: int) -> None:
        self._group.button(index).setChecked(True)
        for button in self._group.buttons():
            focus = Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(focus)

    def _on_clicked(self, index: int) -> None:
        self._check(index)
        self.chosen.emit(self.current)


class _Tab(QToolButton):
    """A tab, which leaves the arrow keys to its row."""

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            arg__1.ignore()
        else:
            super().keyPressEvent(arg__1)
