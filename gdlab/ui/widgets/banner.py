"""Messages inside the window: what happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.logs.faults import is_fault
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.glyphs import glyph_pixmap
from gdlab.ui.task import sentence
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme, set_style_property, theme_manager
from gdlab.ui.widgets.card import icon_button

Level = Literal["info", "success", "warning", "error"]
_LOOKS = {
    "info": ("info", "accent"),
    "success": ("success", "good"),
    "warning": ("warning", "warn"),
    "error": ("error", "bad"),
}

#: What a screen reader says before the text.
_LEVEL_WORDS: dict[Level, str] = {
    "info": tr_noop("info"),
    "success": tr_noop("success"),
    "warning": tr_noop("warning"),
    "error": tr_noop("error"),
}
_LONGEST_REASON = 200  # characters of a reason that are in the message itself


class Banner(QFrame):
    """A message with detail on demand, at most one action, and a cross to dismiss it (or Esc)."""

    dismissed = Signal()
    action_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: Level = "info"
        self._stays = False
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setProperty("role", "caption")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QPushButton(tr("Details"))
        self._more.setProperty("kind", "flat")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._detail.setVisible)
        self._report: Callable[[], str] | None = None
        self._copy = QPushButton(tr("Copy report"))
        self._copy.setToolTip(
            tr("Versions, system, spec, what failed and the end of the log, as text without your data")
        )
        self._copy.clicked.connect(self.copy_report)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_clicked)
        self._close = icon_button("close", tr("Dismiss"))
        self._close.clicked.connect(self.dismiss)
        self._build()
        theme_manager().theme_changed.connect(self._restyle)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        detail: str = "",
        level: Level = "error",
        action: str = "",
        report: Callable[[], str] | None = None,
        stays: bool = False,
    ) -> None:
        """Show a message in place of the one before.

        Args:
            text: one sentence.
            detail: what *Details* shows.
            level: how serious it is.
            action: the words of the button that emits ``action_clicked``.
            report: makes the text that *Copy report* puts on the clipboard.
            stays: whether the user cannot dismiss it, because what it says lasts until another message comes.
        """
        text, detail = tr_message(text), tr_message(detail)
        self._stays = stays
        self._close.setVisible(not stays)
        self._level, self._report = level, report
        self._copy.setText(tr("Copy report"))
        self._copy.setVisible(report is not None)
        self._text.setText(text)
        self.setAccessibleName(f"{tr(_LEVEL_WORDS[level])}: {text}")
        self.setAccessibleDescription(detail)
        self._detail.setText(detail)
        self._more.setChecked(False)
        self._detail.hide()
        self._more.setVisible(bool(detail))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        set_style_property(self, "level", level)
        self._restyle(current_theme())
        self.show()

    def show_error(self, text: str, error: BaseException) -> None:
        """Show that something failed, and why; a fault of the program is shown by the window's own banner instead.

        The first line of the reason follows the text where it is short enough; *Details* shows what is left.

        Args:
            text: a sentence that says what failed.
            error: the reason.
        """
        if is_fault(error):
            return
        why = sentence(error)
        first, _, rest = why.partition("\n")
        if first and len(first) <= _LONGEST_REASON:
            self.show_message(f"{text.rstrip('.')}: {first}", detail=rest.strip())
        else:
            self.show_message(text, detail=why)

    def set_text(self, text: str) -> None:
        """Change the words of the message that is shown, and nothing else."""
        self._text.setText(text)
        self.setAccessibleName(f"{tr(_LEVEL_WORDS[self._level])}: {text}")

    def show_detail(self, text: str) -> None:
        """Put a sentence before the details of the message that is shown, and show them."""
        self._detail.setText(f"{tr_message(text)} {self._detail.text()}".strip())
        self.setAccessibleDescription(self._detail.text())
        self._more.setVisible(True)
        self._more.setChecked(True)

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report())
            self._copy.setText(tr("Copied"))

    @property
    def text(self) -> str:
        """The message that is, or was last, shown."""
        return self._text.text()

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()
        self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._stays:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for button in (self._more, self._copy, self._action, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 6, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._detail)

    def _restyle(self, theme: Theme) -> None:
        name, token = _LOOKS[self._level]
        self._icon.setPixmap(glyph_pixmap(name, theme.hex(token), 20, self.devicePixelRatioF()))
