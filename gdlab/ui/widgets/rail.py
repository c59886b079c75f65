"""The rail of pages at the left edge: one button a page, the settings at its foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from gdlab.ui.widgets.nav_button import NavButton


class Rail(QFrame):
    """A column of buttons, one a page; ``page_wanted`` carries the name of the page whose button was pressed."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._buttons: dict[str, NavButton] = {}
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

    def add_button(self, page: str, icon: str, title: str, *, foot: bool = False) -> None:
        """Add the button of a page, named ``nav_<page>``.

        Args:
            page: the name of the page.
            icon: the name of the icon.
            title: what the button says.
            foot: whether it is at the foot of the rail, and not below the others.
        """
        button = NavButton(icon, title, f"nav_{page}")
        self._group.addButton(button)
        (self._foot if foot else self._top).addWidget(button)
        self._buttons[page] = button
        button.clicked.connect(partial(self._on_clicked, page))

    def mark(self, page: str) -> None:
        """Show the button of a page as that of the page in sight."""
        self._buttons[page].setChecked(True)

    def _on_clicked(self, page: str, _checked: bool = False) -> None:
        self.page_wanted.emit(page)
