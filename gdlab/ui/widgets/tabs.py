"""Tabs that go on in a second line where the first is full, and are a list where two do not hold them; none is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdlab.translation import tr
from gdlab.ui.widgets.choice import QuietCombo
from gdlab.ui.widgets.flow import Flow
from gdlab.ui.widgets.roving import RovingButton, RovingGroup

#: Lines of tabs at the most.
_LINES = 2


class Tabs(Flow):
    """Names of which one is chosen; the arrow keys move along them, Tab enters and leaves the row as a whole.

    The names are English; they are shown in the language of the window.

    Where they would take more than two lines, they are the entries of a drop-down list.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=0, parent=parent)
        self.setAccessibleName(name)
        self._group = RovingGroup(self)
        self._group.picked.connect(self._on_picked)
        self.list = QuietCombo(self)
        self.list.setAccessibleName(name)
        self.list.activated.connect(self._on_listed)
        self.list.hide()
        self.add(self.list)

    @property
    def names(self) -> list[str]:
        """The names, in order."""
        return [str(button.property("name")) for button in self._group.buttons()]

    @property
    def current(self) -> str:
        """The chosen name, "" when there is none."""
        button = self._group.checkedButton()
        return str(button.property("name")) if button is not None else ""

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
        self.list.clear()
        self.list.addItems([tr(name) for name in names])
        if names:
            self._check(names.index(kept) if kept in names else 0)

    def choose(self, name: str) -> None:
        """Choose a name without emitting a signal; an unknown one changes nothing."""
        if name in self.names:
            self._check(self.names.index(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._group.take_key(event):
            super().keyPressEvent(event)

    def _check(self, index: int) -> None:
        self._group.check(index)
        self.list.setCurrentIndex(index)

    def _on_picked(self, index: int) -> None:
        self.list.setCurrentIndex(index)
        self.chosen.emit(self.current)

    def _on_listed(self, index: int) -> None:
        self._group.check(index)
        self.chosen.emit(self.current)

    def _fit(self) -> None:
        """Show the tabs, or the list in their place where they take too many lines."""
        listed = self._lines() > _LINES
        if self.list.isHidden() == listed:
            self.list.setVisible(listed)
            for button in self._group.buttons():
                button.setVisible(not listed)
        super()._fit()

    def _lines(self) -> int:
        """Return how many lines the tabs take at the width that there is."""
        margins = self.contentsMargins()
        space, lines, used = self.width() - margins.left() - margins.right(), 1, 0
        for button in self._group.buttons():
            width = button.sizeHint().width()
            if used and used + width > space:
                lines, used = lines + 1, 0
            used += width
        return lines

    def _button(self, name: str) -> RovingButton:
        button = RovingButton(self)
        button.setProperty("name", name)
        button.setText(tr(name))
        button.setAccessibleName(tr(name))
        button.setProperty("tab", True)
        self.add(button)
        button.setVisible(self.list.isHidden())
        return button


def tabbed(tabs: Tabs, content: QWidget) -> QWidget:
    """Return a widget with tabs above the content that they choose."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(tabs)
    column.addWidget(content, 1)
    return whole
