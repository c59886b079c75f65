"""Long work: what is done, how long it will take, and a way out."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gdlab.translation import local_number, tr, tr_message


class ShareBar(QProgressBar):
    """A bar beside buttons that is in sight while something is being done, and keeps its place while nothing is.

    Args:
        words: what the share is of, for those who hear it.
    """

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 1000)
        self.setTextVisible(False)
        self.setAccessibleName(words)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.rest()

    def show_share(self, share: float) -> None:
        """Show the share that is done, from 0 to 1."""
        self.setValue(round(1000 * share))
        self.show()

    def rest(self) -> None:
        """Show that nothing is being done."""
        self.setValue(0)
        self.hide()


class ProgressRow(QWidget):
    """A bar with a sentence, the time left and Cancel."""

    cancelled = Signal()

    def __init__(self, text: str = "", *, cancellable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(text)
        self._left = QLabel()
        self._left.setProperty("role", "caption")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setVisible(cancellable)
        self._cancel.clicked.connect(self._on_cancel)
        self._started = time.monotonic()
        head = QHBoxLayout()
        head.addWidget(self._label, 1)
        head.addWidget(self._left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(row)
        self.start(text)

    def start(self, text: str) -> None:
        """Begin again at nothing done."""
        self._started = time.monotonic()
        self._cancel.setEnabled(True)
        self._cancel.setText(tr("Cancel"))
        self._left.clear()
        self._bar.setRange(0, 1000)
        self._bar.setValue(0)
        text = tr_message(text)
        self._label.setText(text)
        self._bar.setAccessibleName(text)

    def set_progress(self, share: float | None, text: str | None = None) -> None:
        """Show the share that is done, from 0 to 1; None says only that something is being done."""
        if text is not None:
            text = tr_message(text)
            self._label.setText(text)
            self._bar.setAccessibleName(text)
        if share is None:
            self._bar.setRange(0, 0)
            self._left.clear()
            return
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * min(max(share, 0.0), 1.0)))
        gone = time.monotonic() - self._started
        self._left.setText(time_left(gone, share))

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(tr("Cancelling…"))
        self.cancelled.emit()


def time_left(gone: float, share: float) -> str:
    """Return the time left in words, or nothing while it would be a guess."""
    if share >= 1:
        return tr("done")
    if share < 0.02 or gone < 0.5:
        return ""
    left = gone * (1 - share) / share
    if left < 60:
        return tr("{part} s left", part=max(1, round(left)))
    if left < 3600:
        return tr("{left} min left", left=round(left / 60))
    return tr("{left} h left", left=local_number(f"{left / 3600:.1f}"))
