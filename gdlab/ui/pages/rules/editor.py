"""The editor of an update rule: a mark at the character that is wrong, and completion of names."""

from __future__ import annotations

import re

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QWidget

from gdlab.spec.rule_language import GRADIENT, PARAMETER, RATE, RULE_FUNCTIONS, STEP, RuleError, UpdateProgram
from gdlab.spec.rule_parser import parse_rule
from gdlab.translation import tr
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme, theme_manager

_WORDS = (PARAMETER, GRADIENT, STEP, RATE, "param", "state", "pi", *RULE_FUNCTIONS)
_DECLARED = re.compile(r"^\s*(?:param\s+)?(\w+)\s*=|^\s*state\s+([\w,\s]+)", re.MULTILINE)
#: The keys that ask for completions.
_ASK = QKeySequence("Ctrl+Space")
#: Letters of a name from which on completions are offered by themselves.
_FROM = 2


class RuleEditor(QPlainTextEdit):
    """A text of a rule; ``checked`` carries the parsed rule, or the error, after every change."""

    checked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule_text")
        self.setAccessibleName(tr("Text of the update rule"))
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.completer = QCompleter(self)
        self.completer.setModel(QStringListModel(list(_WORDS), self.completer))
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.activated.connect(self.complete)
        self._names = QListView()
        self.completer.setPopup(self._names)
        self.textChanged.connect(self._check)
        theme_manager().theme_changed.connect(self._on_theme)  # a method: the signal lives longer than the editor

    @property
    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def names(self) -> list[str]:
        """Return what may be written: the words of the language and the names that the rule declares."""
        found: dict[str, None] = dict.fromkeys(_WORDS)
        for assigned, kept in _DECLARED.findall(self.text):
            found |= dict.fromkeys(re.findall(r"\w+", assigned or kept))
        return sorted(found)

    def complete(self, word: str) -> None:
        """Put a whole word in the place of its beginning at the cursor."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._beginning()))
        cursor.insertText(word)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._names
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        if popup.isVisible() and event.key() in keys:
            event.ignore()  # the list takes them
            return
        asked = QKeySequence(event.keyCombination()) == _ASK
        if not asked:
            super().keyPressEvent(event)
        if asked or event.text().isidentifier() or event.key() == Qt.Key.Key_Backspace:
            self._offer(asked=asked)
        else:
            popup.hide()

    def _beginning(self) -> str:
        """Return the part of a name that is before the cursor."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()].partition("#")[0]
        match = re.search(r"[A-Za-z_]\w*\Z", before)
        return match.group() if match else ""

    def _offer(self, *, asked: bool) -> None:
        beginning = self._beginning()
        names = [name for name in self.names() if name != beginning]
        fitting = [name for name in names if name.startswith(beginning)]
        if not fitting or (len(beginning) < _FROM and not asked):
            self._names.hide()
            return
        model = self.completer.model()
        if isinstance(model, QStringListModel):
            model.setStringList(names)
        self.completer.setCompletionPrefix(beginning)
        place = self.cursorRect()
        place.setWidth(self._names.sizeHintForColumn(0) + 32)
        self.completer.complete(place)

    def _on_theme(self, theme: Theme) -> None:
        self._check()

    def _check(self) -> None:
        """Parse the text, and mark the character that is wrong."""
        found: UpdateProgram | RuleError
        try:
            found = parse_rule(self.text)
        except RuleError as error:
            found = error
        self.setExtraSelections([self._mark(found)] if isinstance(found, RuleError) and self.text.strip() else [])
        self.checked.emit(found)

    def _mark(self, error: RuleError) -> QTextEdit.ExtraSelection:
        block = self.document().findBlockByNumber(max(error.line - 1, 0))
        at = min(error.position - 1, max(0, block.length() - 2))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, max(at, 0))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 1)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(current_theme().hex("bad")))
        look.setBackground(QColor(current_theme().hex("surface+bad*0.2")))
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, look  # pyright: ignore[reportAttributeAccessIssue]
        return mark
