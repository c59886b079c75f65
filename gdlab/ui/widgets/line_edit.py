"""A line of text that leaves undo to the window once what was typed is accepted."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class UndoLineEdit(QLineEdit):
    """A line edit that undoes letters while they are typed; after that, Ctrl+Z undoes edits of the experiment."""

    def event(self, arg__1: QEvent) -> bool:
        if arg__1.type() == QEvent.Type.ShortcutOverride and isinstance(arg__1, QKeyEvent) and not self.isModified():
            undo = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(arg__1.matches(key) for key in undo):
                arg__1.ignore()
                return False
        return super().event(arg__1)
