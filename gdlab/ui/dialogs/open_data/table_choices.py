"""The choices of what becomes of a table's columns: what is predicted, what fills gaps, what rows validate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gdlab.spec.fields import fields
from gdlab.spec.kinds import DataSpec
from gdlab.translation import tr, tr_noop
from gdlab.ui.forms.editors import editor_for
from gdlab.ui.widgets.choice import ChoiceEditor, Option, translated

_TASKS = (
    Option("auto", tr_noop("class or value, as found")),
    Option("classification", tr_noop("classes")),
    Option("regression", tr_noop("a value")),
)
_MISSING = {
    "mean": tr_noop("mean of the column"),
    "median": tr_noop("median of the column"),
    "most_frequent": tr_noop("most frequent value"),
    "constant": tr_noop("a constant"),
    "indicator": tr_noop("mean, and a column that says so"),
    "drop": tr_noop("leave the row out"),
}
_BAD = (Option("stop", tr_noop("refuse the file")), Option("skip", tr_noop("leave them out")))
_WORDS = {
    "bag": tr_noop("counts of words"),
    "tfidf": "TF-IDF",
    "hash": tr_noop("counts in hashed bins"),
    "indices": tr_noop("word numbers, for an Embedding"),
}
_DATE_PARTS = (
    Option("", tr_noop("nothing")),
    Option("month", tr_noop("the month")),
    Option("month weekday", tr_noop("month and weekday")),
    Option("month weekday hour", tr_noop("month, weekday and hour")),
)


class TableChoices(QWidget):
    """The editors of the fields of a table's data set that are not about one column, each beside its label.

    ``edited`` tells that a person changed one of them, the target apart, whose editor tells so itself.

    Args:
        found: the data set as it was recognised.
        other: the fields that name the table that came with this one, to validate with.
    """

    edited = Signal()

    def __init__(self, found: DataSpec, other: dict[str, str]) -> None:
        super().__init__()
        by_name = {field.name: field for field in fields(type(found))}
        self._bad_rows_said = False
        self.target = ChoiceEditor(tr("Column to predict"), [])
        self.task = ChoiceEditor(tr("Predict it as"), translated(_TASKS))
        self.missing = ChoiceEditor(
            tr("Missing values"), [Option(w, tr(_MISSING.get(w) or w)) for w in by_name["missing"].choices]
        )
        self.fill = editor_for(by_name["fill"], 0.0)
        self.bad_rows = ChoiceEditor(tr("Bad rows"), translated(_BAD))
        self.encoding = ChoiceEditor(
            tr("Text becomes"), [Option(k, tr(_WORDS.get(k) or k)) for k in by_name["encoding"].choices]
        )
        self.date_parts = ChoiceEditor(tr("Dates also give"), translated(_DATE_PARTS))
        self.date_parts.set_help(tr("The sine and cosine of a date's place in the year, the week or the day"))
        self.validation = ChoiceEditor(tr("Validation"), _validations(other))
        self._labels: dict[QWidget, QLabel] = {}
        self._build()
        self.show_part(self.validation, shown=bool(other))
        self.missing.set_value(getattr(found, "missing", self.missing.value()))
        self.encoding.set_value(getattr(found, "encoding", self.encoding.value()))
        self.bad_rows.edited.connect(self._on_bad_rows)
        for editor in (
            self.task,
            self.missing,
            self.bad_rows,
            self.encoding,
            self.fill,
            self.date_parts,
            self.validation,
        ):
            editor.edited.connect(lambda _value: self.edited.emit())

    def values(self, *, has_text: bool) -> dict[str, Any]:
        """Return the fields of the data set that are said here, without target, dates and validation.

        Args:
            has_text: whether an input is text, which is the only reason to say how texts are encoded.
        """
        said: dict[str, Any] = {"task": self.task.value()} if self.task.value() != "auto" else {}
        said |= {"missing": self.missing.value()}
        said |= {"fill": self.fill.value()} if said["missing"] == "constant" else {}
        said |= {"encoding": self.encoding.value()} if has_text else {}
        return said | {"bad_rows": self.bad_rows.value()}

    def show_fitting(self, *, has_text: bool, has_dates: bool) -> None:
        """Show the editors that have something to decide.

        Args:
            has_text: whether an input is text.
            has_dates: whether an input is a date.
        """
        self.show_part(self.fill, shown=self.missing.value() == "constant")
        self.show_part(self.encoding, shown=has_text)
        self.show_part(self.date_parts, shown=has_dates)

    def show_part(self, editor: QWidget, *, shown: bool) -> None:
        """Show or hide an editor with its label."""
        for part in (editor, self._labels[editor]):
            part.setVisible(shown)

    def check_bad_rows(self, bad: int, without: int, said: str) -> None:
        """Offer to leave rows out where some cannot be used; until a person chooses, they are.

        Args:
            bad: how many rows cannot be read.
            without: how many rows have nothing to predict.
            said: what is wrong with them, where they are refused.
        """
        any_bad = bool(bad or without)
        self.show_part(self.bad_rows, shown=any_bad)
        if not self._bad_rows_said:
            self.bad_rows.set_value("skip" if any_bad else "stop")
        self.bad_rows.set_error(said if any_bad and self.bad_rows.value() == "stop" else None)

    def _on_bad_rows(self, _value: object) -> None:
        self._bad_rows_said = True

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        cells = (
            (tr("Predict"), self.target, 0, 0),
            (tr("as", meaning="predict a column as"), self.task, 0, 2),
            (tr("Missing values"), self.missing, 1, 0),
            (tr("Constant"), self.fill, 1, 2),
            (tr("Bad rows"), self.bad_rows, 2, 0),
            (tr("Text becomes"), self.encoding, 2, 2),
            (tr("Dates also give"), self.date_parts, 3, 0),
            (tr("Validation"), self.validation, 4, 0),
        )
        for words, editor, at, column in cells:
            self._labels[editor] = _label(words, editor)
            grid.addWidget(self._labels[editor], at, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, at, column + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)


def _validations(other: dict[str, str]) -> list[Option]:
    """Return what may validate: the table that came with this one, or a share of its rows."""
    name = other.get("val_table") or Path(other.get("val_path", "")).name
    return [Option("given", tr("the rows of {name}", name=name)), Option("share", tr("a share of these rows"))]


def _label(words: str, editor: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(editor)
    label.setMinimumHeight(28)
    return label
