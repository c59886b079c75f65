"""Cards and headings: the surfaces that pages are divided into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gdlab.ui.icons import bind_icon


class Card(QFrame):
    """A surface with a thin border, and a heading if it is given one; widgets go into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 8, 12, 12)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            words = heading(title)
            words.setWordWrap(True)
            self.head.addWidget(words, 1)
            self.body.addLayout(self.head)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget beneath what is there."""
        self.body.addWidget(widget, stretch)


def heading(text: str, role: str = "heading") -> QLabel:
    """Return a label in the look of a role: title, heading, section, caption, muted."""
    label = QLabel(text.upper() if role == "section" else text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setAccessibleName(text)
    return label


def rule() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setProperty("rule", True)
    return line


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> QToolButton:
    """Return a flat button that shows only an icon; its name is tooltip and accessible name."""
    button = QToolButton(parent)
    button.setProperty("kind", "flat")
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    bind_icon(button, icon, "muted")
    return button
