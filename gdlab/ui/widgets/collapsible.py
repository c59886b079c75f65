"""A section that folds away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gdlab.translation import tr
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.elided import ElidedLabel


class Collapsible(QWidget):
    """A heading that shows and hides what is beneath it; a summary is beside the heading."""

    toggled = Signal(bool)

    def __init__(self, title: str, *, expanded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setProperty("kind", "flat")
        self._button.setProperty("align", "left")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._summary = ElidedLabel()
        self._summary.setProperty("role", "muted")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.head.addWidget(self._button)
        self.head.addWidget(self._summary, 1)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(8, 4, 0, 8)
        self.body.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self._content)
        self._button.clicked.connect(lambda: self.set_expanded(not self.is_expanded))
        self._expanded = not expanded
        self.set_expanded(expanded)

    @property
    def is_expanded(self) -> bool:
        """Whether the content is shown."""
        return self._expanded

    def set_expanded(self, expanded: bool) -> None:
        """Show or hide the content."""
        if expanded == self._expanded:
            return
        self._expanded = expanded
        self._content.setVisible(expanded)
        bind_icon(self._button, "caret-down" if expanded else "caret-right", "muted")
        state = tr("expanded") if expanded else tr("collapsed")
        self._button.setAccessibleName(f"{self._button.text()}, {state}")
        self.toggled.emit(expanded)

    def set_summary(self, text: str) -> None:
        """Show beside the heading what is inside."""
        self._summary.setText(text)
