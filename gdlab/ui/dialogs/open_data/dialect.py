"""How a delimited file is written, in Open data…: what was found, and what is said instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdlab.lab.datasets import Preview, Reading
from gdlab.translation import tr, tr_noop
from gdlab.ui.widgets.choice import ChoiceEditor, Option

_DELIMITERS = {",": tr_noop("comma"), ";": tr_noop("semicolon"), "\t": tr_noop("tab"), "|": tr_noop("bar")}
_DECIMALS = {".": tr_noop("point"), ",": tr_noop("comma")}
_CHARSETS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "mac-roman", "shift-jis")
_HEADER = {True: tr_noop("names"), False: tr_noop("values")}


class DialectBar(QWidget):
    """A row of menus: separator, decimal sign, character set and header, as found in a file or as chosen instead."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.delimiter = ChoiceEditor(tr("Separator"), [Option("", tr("found"))])
        self.decimal = ChoiceEditor(tr("Decimal sign"), [Option("", tr("found"))])
        self.charset = ChoiceEditor(tr("Character set"), [Option("auto", tr("found"))])
        self.header = ChoiceEditor(tr("Header"), [Option("auto", tr("found"))])
        self.header.set_help(tr("Whether the first record holds the names of the columns, or values already"))
        self.skip_lines = ChoiceEditor(
            tr("Lines above the header"), [Option(-1, tr("found")), *(Option(n, str(n)) for n in range(21))]
        )
        self.units = ChoiceEditor(
            tr("Row of units"), [Option("auto", tr("found")), Option("yes", tr("yes")), Option("no", tr("no"))]
        )
        self.totals = ChoiceEditor(tr("Rows of totals"), [Option("skip", tr("left out")), Option("keep", tr("kept"))])
        self._labels: dict[ChoiceEditor, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first = (
            (tr("Separator"), self.delimiter, 5),
            (tr("Decimal sign"), self.decimal, 4),
            (tr("Character set"), self.charset, 5),
            (tr("Header"), self.header, 4),
        )
        second = (
            (tr("Lines above the header"), self.skip_lines, 4),
            (tr("Row of units"), self.units, 4),
            (tr("Rows of totals"), self.totals, 4),
        )
        for parts in (first, second):
            column.addLayout(self._row(parts))

    def _row(self, parts: Sequence[tuple[str, ChoiceEditor, int]]) -> QHBoxLayout:
        """Return a row of editors, each with its label and its share of the width."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, editor, share in parts:
            label = QLabel(words)
            label.setBuddy(editor)
            self._labels[editor] = label
            row.addWidget(label)
            row.addWidget(editor, share)
            editor.edited.connect(lambda _value: self.edited.emit())
        return row

    def show_preview(self, preview: Preview) -> None:
        """Show what was found: of a sheet only what is around the table, and nothing where columns are declared."""
        self.setVisible(preview.laid_out)
        for editor in (self.delimiter, self.decimal, self.charset):
            for part in (editor, self._labels[editor]):
                part.setVisible(bool(preview.delimiter))
        if preview.laid_out:
            _offer(
                self.header,
                "auto",
                tr(_HEADER[preview.header]),
                [Option("yes", tr("names")), Option("no", tr("values"))],
            )
        if not preview.delimiter:
            return
        found = tr(_DELIMITERS.get(preview.delimiter, repr(preview.delimiter)))
        _offer(self.delimiter, "", found, [Option(k, tr(v)) for k, v in _DELIMITERS.items()])
        _offer(self.decimal, "", tr(_DECIMALS[preview.decimal]), [Option(k, tr(v)) for k, v in _DECIMALS.items()])
        _offer(self.charset, "auto", _charset(preview.charset), [Option(c, _charset(c)) for c in _CHARSETS])

    def reading(self, kinds: Mapping[str, Any]) -> Reading:
        """Return how the file is to be read, with kinds for some of its columns."""
        header = {"auto": None, "yes": True, "no": False}[self.header.value()]
        return Reading(
            self.delimiter.value(),
            self.decimal.value(),
            self.charset.value(),
            header,
            Reading().missing,
            kinds,
            skip_lines=self.skip_lines.value(),
            units={"auto": None, "yes": True, "no": False}[self.units.value()],
            totals=self.totals.value(),
        )

    def said(self) -> dict[str, Any]:
        """Return the fields of a spec that are not left to be found."""
        names = ("delimiter", "decimal", "charset", "header", "skip_lines", "units", "totals")
        values = {name: getattr(self, name).value() for name in names}
        return {name: value for name, value in values.items() if value not in ("", "auto", -1, "skip")}


def _offer(editor: ChoiceEditor, quiet: str, found: str, options: list[Option]) -> None:
    """Offer what can be said, and first what was found."""
    chosen = editor.value()
    first = Option(quiet, tr("{found} (found)", found=found) if chosen == quiet else tr("find out"))
    editor.set_options([first, *options])
    editor.set_value(chosen)


def _charset(codec: str) -> str:
    known = {"utf-8": "UTF-8", "utf-8-sig": tr("UTF-8, BOM"), "cp1252": tr("Windows-1252")}
    return known.get(codec, codec.upper())
