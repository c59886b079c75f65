"""What is where there is nothing yet: one sentence, and a button if it helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.translation import tr_message
from gdlab.ui.glyphs import glyph_pixmap
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme, theme_manager


class EmptyState(QWidget):
    """A muted icon over a sentence that says what to do."""

    activated = Signal()

    def __init__(self, text: str, *, icon: str = "info", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(text)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        if action:
            button = QPushButton(action)
            button.clicked.connect(self.activated)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        theme_manager().theme_changed.connect(self._restyle)
        self._restyle(current_theme())

    def set_text(self, text: str) -> None:
        """Show another sentence."""
        text = tr_message(text)
        self._text.setText(text)
        self.setAccessibleName(text)

    def _restyle(self, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(glyph_pixmap(self._icon_name, theme.hex("surface+muted*0.6"), 32, ratio))
