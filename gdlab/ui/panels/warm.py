"""The slim line that says that the engine is being compiled, on the first start after an installation."""

from __future__ import annotations

import subprocess

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gdlab.lab import warmup
from gdlab.ui.widgets.elided import ElidedLabel

_TEXT = "Preparing the engine for this machine, once, in the background. You can start a run meanwhile."


class WarmLine(QWidget):
    """Compile the engine's usual kernels in a child process and say so while that takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._child: subprocess.Popen[bytes] | None = None
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName(_TEXT)
        text = ElidedLabel(_TEXT)
        text.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(text, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._on_look)
        self.hide()

    def start_if_cold(self) -> bool:
        """Start compiling if nothing is compiled yet, and say whether that was so."""
        try:
            if self._child is not None or not warmup.is_cold():
                return False
            self._child = warmup.start_child()
        except OSError:  # a first run then compiles what it needs by itself
            return False
        self._timer.start()
        self.show()
        return True

    def stop(self) -> None:
        """End the child, if there is one, and wait for it."""
        self._timer.stop()
        child, self._child = self._child, None
        if child is not None and child.poll() is None:
            child.kill()
        if child is not None:
            child.wait()

    def _on_look(self) -> None:
        if self._child is None or self._child.poll() is not None:
            self.stop()
            self.hide()
