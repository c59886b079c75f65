"""The command palette: every action of the menus, and every control of the window, by a few letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gdlab.translation import tr


@dataclass(frozen=True)
class Command:
    """An entry of the palette: its words, its keys and the function that does it."""

    words: str
    keys: str
    act: Callable[[], object]
    enabled: bool = True


def match_score(words: str, typed: str) -> int:
    """Return how well typed letters fit, −1 where they do not; beginnings of words before letters here and there."""
    words, typed = words.lower(), typed.lower().strip()
    if not typed:
        return 0
    parts = typed.split()
    if all(any(word.startswith(part) for word in words.split()) for part in parts):
        return 3000 - len(words) + (500 if words.startswith(typed) else 0)
    if typed in words:
        return 2000 - len(words)
    at = -1
    for letter in typed.replace(" ", ""):
        at = words.find(letter, at + 1)
        if at < 0:
            return -1
    return 1000 - at


class Palette(QDialog):
    """A line to type into over the commands that fit; Enter does the chosen one."""

    done_with = Signal(str)

    def __init__(self, commands: list[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(tr("Commands"))
        self.setMinimumWidth(480)
        self._commands = commands
        self.line = QLineEdit()
        self.line.setObjectName("palette_line")
        self.line.setPlaceholderText(tr("What do you want to do?"))
        self.line.setAccessibleName(tr("Type a few letters of a command"))
        self.list = QListWidget()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(tr("Commands that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(320)
        self.list.itemActivated.connect(lambda _item: self._do())
        self.list.itemClicked.connect(lambda _item: self._do())
        self.line.textChanged.connect(self._fill)
        self.line.returnPressed.connect(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._fill("")

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if arg__1.key() in moves and self.list.count():
            row = self.list.currentRow() + moves[Qt.Key(arg__1.key())]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        else:
            super().keyPressEvent(arg__1)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        ranked = [(match_score(c.words, typed), c) for c in self._commands]
        for _, command in sorted((r for r in ranked if r[0] >= 0), key=lambda r: -r[0]):
            text = command.words + (f"   {command.keys}" if command.keys else "")
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, command)
            if not command.enabled:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        command: Command = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        command.act()
        self.done_with.emit(command.words)
