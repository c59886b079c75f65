"""Pictures, arrays, texts and series in Open data…: their few fields, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from gdlab.lab.datasets import DataFinding, Preview, Summary
from gdlab.spec.examples import Examples
from gdlab.spec.fields import fields
from gdlab.spec.kinds import DataSpec
from gdlab.spec.problems import to_spec_error
from gdlab.translation import tr, tr_noop
from gdlab.ui.forms.editors import field_label
from gdlab.ui.forms.form import Form
from gdlab.ui.panels.data_view import DataView
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.scroll import ScrollColumn

_WAIT = 400  # milliseconds between the last change and reading again
#: Fields that name a column of a table, and what an empty name stands for.
_COLUMNS = {
    "target": tr_noop("the last with numbers"),
    "time": tr_noop("found by itself"),
    "group": tr_noop("one series"),
    "path_column": tr_noop("the first"),
    "label_column": tr_noop("the last"),
}

#: Inherited fields that matter enough to be shown at once.
_FIRST = ("unit", "vocabulary", "length", "stride")


class FormPane(QWidget):
    """The fields of a user's own data set, beside a view of the data as these fields describe them.

    ``tried`` asks for the data to be read with the fields as they are.
    """

    tried = Signal()

    def __init__(self, found: DataSpec, preview: Preview | None, arrays: Sequence[str]) -> None:
        super().__init__()
        self._spec = found
        self._picks: dict[str, ChoiceEditor] = {}
        names = {f.name for f in fields(type(found))}
        if preview is not None:
            columns = [c.name for c in preview.columns]
            for name, empty in _COLUMNS.items():
                if name in names:
                    self._picks[name] = ChoiceEditor(_words(found, name), [Option("", empty), *columns])
        for name in ("x", "y", "x_val", "y_val") if arrays else ():
            none = [Option("", tr("none"))] if name.endswith("val") else []
            self._picks[name] = ChoiceEditor(_words(found, name), [*none, *arrays])
        hidden = {"path", "sheet", "table", *self._picks, *(_COLUMNS if preview is None else ())}
        hidden |= {"target_path"} if arrays else {"x", "y", "x_val", "y_val"} & names
        own = [n for n in type(found).model_fields if n in {*type(found).__annotations__, *_FIRST} - hidden]
        self.form = Form(self._spec, main=own, hidden=tuple(hidden), more=tr("Split and preparation"))
        self.view = DataView(buttons="features" in names)
        self.waiting = EmptyState(tr("What the data look like is shown here once they are read."), icon="data")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT)
        self._later.timeout.connect(self.tried)
        self._build()
        self.form.edited.connect(self._on_edited)
        self.view.findings.asked.connect(self._on_asked)
        self.view.hide()

    def table(self) -> dict[str, Any]:
        """Return the data table of a spec."""
        return self._spec.to_dict()

    def blocked(self) -> bool:
        """Return False: what is wrong is said when the data are read."""
        return False

    def blame(self, why: str) -> None:
        """Take the picture of what was read before away."""
        self.waiting.set_text(tr("These data cannot be used as they are; the sentence below says why."))
        self.view.hide()
        self.waiting.show()

    def show_examples(self, examples: Examples, summary: Summary) -> None:
        """Show what the data look like and what is to be said of them."""
        self.view.show_examples(examples)
        self.view.show_summary(summary)
        self.waiting.hide()
        self.view.show()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _on_edited(self, name: str, value: object) -> None:
        try:
            self._spec = type(self._spec)(**{**self._spec.to_dict(), name: value})
        except ValidationError as error:
            self.form.set_error(name, to_spec_error(error).problems[0].message)
            return
        self.form.set_error(name, None)
        self.form.show_values(self._spec)
        for field, editor in self._picks.items():
            editor.set_value(getattr(self._spec, field))
        self._later.start()

    def _on_asked(self, finding: DataFinding) -> None:
        """Leave the column that a finding is about out of what is shown to the network."""
        for part in ("features", "future"):
            held = list(getattr(self._spec, part, ()))
            if finding.remedy == "leave out" and finding.column in held:
                self._on_edited(part, [name for name in held if name != finding.column])

    def _build(self) -> None:
        area = ScrollColumn((0, 0, 8, 0), 8)
        left = area.column
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, editor) in enumerate(self._picks.items()):
            editor.set_value(getattr(self._spec, name))
            editor.edited.connect(lambda value, n=name: self._on_edited(n, value))
            words = QLabel(_words(self._spec, name))
            words.setBuddy(editor)
            words.setMinimumHeight(28)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)
        left.addLayout(grid)
        if "target_path" in type(self._spec).model_fields and "x" not in self._picks:
            choose = QPushButton(tr("Choose the file of targets…"))
            choose.setObjectName("choose_targets")
            choose.clicked.connect(self._on_choose_targets)
            left.addWidget(choose)
        left.addWidget(self.form)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(area, 2)
        row.addWidget(self.view, 3)
        row.addWidget(self.waiting, 3)

    def _on_choose_targets(self) -> None:
        folder = str(Path(str(getattr(self._spec, "path", ""))).parent)
        name, _ = QFileDialog.getOpenFileName(self, tr("The targets"), folder, tr("NumPy array (*.npy)"))
        if name:
            self._on_edited("target_path", name)


def _words(found: DataSpec, name: str) -> str:
    return field_label(next(f for f in fields(type(found)) if f.name == name))
