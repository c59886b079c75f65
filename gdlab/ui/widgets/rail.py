"""The rail of pages at the left edge: one button a page, the settings at its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gdlab.ui.widgets.nav_button import NavButton


class Rail(QFrame):
    """A column of buttons, each of which brings a page of a stack into sight."""

    def __init__(self, pages: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._pages = pages
        self._buttons: dict[QWidget, NavButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._top, self._foot = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._foot)
        for part in (self._top, self._foot):
            part.setSpacing(4)

    @property
    def buttons(self) -> list[NavButton]:
        """The buttons of the pages, in the order in which these came."""
        return list(self._buttons.values())

    def add_page(self, page: QWidget, icon: str, title: str, name: str, *, foot: bool = False) -> None:
        """Put a page into the stack and its button on the rail; the first page is in sight."""
        button = NavButton(icon, title, name)
        self._group.addButton(button)
        (self._foot if foot else self._top).addWidget(button)
        self._buttons[page] = button
        self._pages.addWidget(page)
        button.clicked.connect(lambda _checked=False: self._pages.setCurrentWidget(page))
        if len(self._buttons) == 1:
            self.show_page(page)

    def show_page(self, page: QWidget) -> None:
        """Bring a page into sight."""
        self._buttons[page].setChecked(True)
        self._pages.setCurrentWidget(page)
