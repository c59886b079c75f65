"""Open a dialog over its window and give the keys back to the window when it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget


def show_dialog(dialog: QDialog, over: QWidget) -> None:
    """Open a dialog that deletes itself and activates its window at its end, for systems without a window manager."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window = over.window()
    dialog.finished.connect(window.activateWindow)
    dialog.open()
