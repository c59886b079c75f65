"""Open data…: look into a file or folder, say what it is to be taken for, and make it the experiment's data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab import datasets
from gdlab.lab.data_fit import fit_to_data
from gdlab.lab.data_name import file_name, names_of
from gdlab.lab.number_text import format_count
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.translation import tr
from gdlab.ui.dialogs.open_data.form import FormPane
from gdlab.ui.dialogs.open_data.inspection import Inspection, described, inspect_path, load_for, other_readings
from gdlab.ui.dialogs.open_data.table import TablePane
from gdlab.ui.dialogs.open_data.task import fit_words
from gdlab.ui.dialogs.open_data.work import Begin, WorkProgress
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.task import sentence
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.editor import refused_field
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.labels import wrapped_label

_TABLES = (
    "*.csv *.tsv *.tab *.xlsx *.xlsm *.db *.sqlite *.sqlite3 *.parquet *.pq *.feather *.arrow *.arff *.json *.jsonl "
    "*.ndjson *.csv.gz *.tsv.gz"
)


def data_files() -> str:
    """Return the kinds of file that the dialog opens, as a file dialog asks for them."""
    return tr(
        "Data ({tables} *.txt *.npz *.npy *.svm *.svmlight *.libsvm *.zip *.gz *.tgz *.md);;Tables "
        "({tables});;All files (*)",
        tables=_TABLES,
    )


class OpenDataDialog(QDialog):
    """The dialog that inspects a file in the background and, once it has been read, makes it the experiment's data.

    Until then the experiment is as it was. ``taken`` carries a sentence about what was done.
    """

    taken = Signal(str)

    def __init__(self, path: Path, experiment: QtExperiment, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open_data_dialog")
        self.setWindowTitle(tr("Open data"))
        self._experiment, self._path, self._begin = experiment, path, begin
        self._wanted: RunSpec | None = None
        self._examples: tuple[RunSpec, Examples] | None = None
        self._fresh = False  # whether the focus is still where Qt put it
        self.pane: TablePane | FormPane | None = None
        self.work = WorkProgress(begin)
        self.work.failed.connect(self._on_failed)
        self.work.rested.connect(self._on_rested)
        self._make_head()
        self._make_foot()
        self._build()
        self._fit_size(parent)
        self.open_path(path)

    # --- building -----------------------------------------------------------------------------------------------------
    def _make_head(self) -> None:
        self.name = heading(self._path.name)
        self.where = ElidedLabel()
        self.where.setProperty("role", "caption")
        self.kind = ChoiceEditor(tr("Read as"), [Option("", "")])
        self.kind.combo.setObjectName("read_as")
        self.kind.setFixedWidth(150)
        self.kind.edited.connect(self.inspect)
        self._kind_label = QLabel(tr("Read as"))
        self.empty = EmptyState(tr("Looking into the file…"), icon="data")
        self.part = ChoiceEditor(tr("Sheet or table"), [Option("", "")])
        self.part.combo.setObjectName("part")
        self.part.setFixedWidth(180)
        self.part.edited.connect(self._on_part)
        self._part_label = QLabel(tr("Sheet"))
        for part in (self.kind, self._kind_label, self.part, self._part_label):
            part.hide()

    def _make_foot(self) -> None:
        self.problem = wrapped_label("", "error")
        self.problem.setObjectName("open_problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.fit = QCheckBox(tr("Fit loss and last layer to these data"))
        self.fit.setObjectName("fit_network")
        self.fit.setToolTip(tr("CrossEntropyLoss and one output a class, or MSELoss and one a value"))
        self.fit.setChecked(True)
        self.take = QPushButton(tr("Use these data"))
        self.take.setObjectName("use_data")
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        self.other = QPushButton(tr("Choose another…"))
        self.other.setObjectName("choose_other")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._on_other)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name)
        head.addWidget(self.where, 1)
        head.addWidget(self._part_label)
        head.addWidget(self.part)
        head.addWidget(self._kind_label)
        head.addWidget(self.kind)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.empty, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.fit)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.work)
        layout.addLayout(foot)

    def _fit_size(self, parent: QWidget | None) -> None:
        self.setMinimumSize(640, 480)
        around = parent.window().size() if parent is not None else self.size()
        self.resize(min(1040, max(640, around.width() - 80)), min(760, max(480, around.height() - 60)))

    # --- steps --------------------------------------------------------------------------------------------------------
    def open_path(self, path: Path) -> None:
        """Look into another file or folder; nothing of the one before stays."""
        self.work.drop()
        self._clear_pane()
        self.kind.set_options([Option("", "")])
        self.problem.hide()
        self._path = path
        self.name.setText(path.name)
        self.empty.set_text(tr("Looking into the file…"))
        self.where.setText(str(path.parent))
        self.part.set_options([Option("", "")])
        self.inspect("")

    def inspect(self, kind: str, how: datasets.Reading | None = None) -> None:
        """Look into the file in the background: as a kind of data set, or "" to find out which."""
        self._do(partial(inspect_path, self._path, kind, how, self.part.value() or ""), self._on_inspected)

    def _on_part(self, _name: object) -> None:
        """Look into another sheet or table of the file, whose columns are others."""
        kind = self.kind.value() or ""
        self._clear_pane()
        self.empty.set_text(tr("Looking into the file…"))
        self.inspect(kind)

    def reject(self) -> None:
        """Close without a change."""
        self.work.drop()
        super().reject()

    # --- what comes back ----------------------------------------------------------------------------------------------
    def _on_inspected(self, inspection: Inspection) -> None:
        if inspection.found.type not in self.kind.values:
            self.kind.set_options(other_readings(inspection.found.type))
        self.kind.set_value(inspection.found.type)
        for part in (self.kind, self._kind_label):
            part.setVisible(len(self.kind.values) > 1)
        pane, preview = self.pane, inspection.preview
        self._show_parts(preview)
        if isinstance(pane, TablePane) and inspection.found.type == "csv" and preview is not None:
            pane.show_preview(preview)  # the same file, read otherwise: what was chosen stays
            self._update()
            return
        self._set_pane(inspection)
        if isinstance(self.pane, FormPane):
            self._try()

    def _show_parts(self, preview: datasets.Preview | None) -> None:
        """Offer the sheets or tables of a file that holds several."""
        several = preview is not None and len(preview.parts) > 1
        if preview is not None and several:
            self.part.set_options(preview.parts)
            self.part.set_value(preview.part)
            self._part_label.setText(preview.part_kind.capitalize())
        for part in (self.part, self._part_label):
            part.setVisible(several)

    def _on_described(self, found: tuple[Examples, datasets.Summary]) -> None:
        assert self._wanted is not None
        self._examples = (self._wanted, found[0])
        if isinstance(self.pane, FormPane):
            self.pane.show_examples(*found)

    def _on_failed(self, error: BaseException) -> None:
        why = sentence(error)
        self.problem.setText(tr("Stopped; nothing was changed.") if isinstance(error, datasets.Cancelled) else why)
        self.problem.setVisible(self.pane is not None)
        if self.pane is None:
            self.empty.set_text(f"{why}.".replace("..", "."))
        else:
            self.pane.blame(why)

    # --- what a person does -------------------------------------------------------------------------------------------
    def _try(self) -> None:
        """Read the data as they are described now, to show what comes of them."""
        if (spec := self._spec()) is not None:
            self._wanted = spec
            self._do(partial(described, spec), self._on_described)

    def _on_take(self) -> None:
        refused = refused_field(self)
        if refused is not None:
            refused.setFocus()
            return
        spec = self._spec()
        if spec is None or self.pane is None or self.pane.blocked():
            return
        if self._examples is not None and self._examples[0].data == spec.data:
            self._adopt(spec, self._examples[1])
        else:
            self._load(spec, lambda examples: self._adopt(spec, examples))

    def _on_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open data"), str(self._path.parent), data_files())
        if name:
            self.open_path(Path(name))

    def _adopt(self, spec: RunSpec, examples: Examples) -> None:
        """Make the data the experiment's, in one step of undo."""
        spec = change(self._experiment.spec, {"data": spec.data.to_dict()})
        before = self._experiment.spec
        if before.name in names_of(before.data):
            spec = spec.replace(name=file_name(self._path))  # a name that was the data's goes with them
        made, fit = fit_to_data(spec, examples) if self.fit.isChecked() else (spec, "")
        self._experiment.use(made, tr("Open {name}", name=self._path.name))
        total = format_count(len(examples.x_train) + len(examples.x_val))
        done = tr(" The network was fitted: {what}.", what=fit_words(fit)) if fit else ""
        self.taken.emit(
            tr(
                "{name} is the experiment's data: {total} examples.{done} Ctrl+Z takes it back.",
                name=self._path.name,
                total=total,
                done=done,
            )
        )
        self.accept()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _spec(self) -> RunSpec | None:
        """Return the experiment with these data, or say why there is none."""
        if self.pane is None:
            return None
        try:
            return change(self._experiment.spec, {"data": self.pane.table()})
        except GdlabError as error:
            self._on_failed(error)
            return None

    def _load(self, spec: RunSpec, then: Callable[[Examples], None]) -> None:
        self._do(partial(load_for, spec), then)

    def _do(self, work: Callable[[datasets.Progress], Any], then: Callable[[Any], None]) -> None:
        self.problem.hide()
        self.problem.clear()
        self.work.do(work, then, tr("Reading {name}…", name=self._path.name))
        self._update()

    def _on_rested(self) -> None:
        self._update()
        if self._fresh and self.take.isEnabled():
            self._fresh = False
            self.take.setFocus()

    def _update(self) -> None:
        ready = self.pane is not None and not self.pane.blocked()
        self.take.setEnabled(ready and not self.work.busy)
        self.fit.setEnabled(self.pane is not None)

    def _clear_pane(self) -> None:
        if self.pane is not None:
            self.pane.hide()
            self.pane.deleteLater()
        self.pane, self._examples = None, None
        self.empty.show()

    def _set_pane(self, inspection: Inspection) -> None:
        self._clear_pane()
        if inspection.found.type == "csv" and inspection.preview is not None:
            pane = TablePane(inspection.found, inspection.preview, self._begin, inspection.notes)
            pane.reread.connect(lambda: self.inspect("csv", pane.reading()))
            pane.edited.connect(self._update)
        else:
            pane = FormPane(inspection.found, inspection.preview, inspection.arrays)
            pane.tried.connect(self._try)
        self.pane, self._fresh = pane, True
        self.empty.hide()
        self._middle.addWidget(pane, 1)
        pane.show()
