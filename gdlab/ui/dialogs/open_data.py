"""Open data…: look into a file or folder, say what it is to be taken for, and make it the experiment's data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from gdlab.lab.desk import choices, fitted
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import DataSpec
from gdlab.spec.run import RunSpec
from gdlab.ui.dialogs.open_form import FormPane
from gdlab.ui.dialogs.open_table import TablePane
from gdlab.ui.experiment import Experiment
from gdlab.ui.task import Task
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.progress import Progress

FILES = (
    "Data (*.csv *.tsv *.tab *.txt *.parquet *.pq *.jsonl *.ndjson *.npz *.npy *.gz *.tgz *.md);;"
    "Tables (*.csv *.tsv *.tab *.parquet *.pq *.jsonl *.ndjson *.csv.gz *.tsv.gz);;All files (*)"
)
#: What a file of a kind can be taken for besides.
_ALSO = {"csv": ("csv", "series", "images"), "text": ("text", "csv")}
_AS = {"csv": "a table", "series": "a time series", "images": "pictures", "text": "a text", "npz": "arrays"}


@dataclass(frozen=True)
class _Look:
    """What was found in a file: its spec, and what can be said of it without preparing it."""

    found: DataSpec
    preview: datasets.Preview | None = None
    arrays: tuple[str, ...] = ()


class OpenDataDialog(QDialog):
    """Look into a file in the background, and take it as the experiment's data once it has been read whole.

    Until then the experiment is as it was. ``taken`` carries a sentence about what was done.
    """

    taken = Signal(str)

    def __init__(
        self,
        path: Path,
        experiment: Experiment,
        begin: Callable[[Callable[[datasets.Progress], Any]], Task],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("open_data_dialog")
        self.setWindowTitle("Open data")
        self.setMinimumSize(640, 480)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(1040, max(640, room.width() - 80)), min(760, max(480, room.height() - 60)))
        self._experiment, self._begin = experiment, begin
        self._path = path
        self._task: Task | None = None
        self._then: Callable[[Any], None] = lambda _result: None
        self._wanted: RunSpec | None = None
        self._examples: tuple[RunSpec, Examples] | None = None
        self._fresh = False  # whether the focus is still where Qt put it
        self.pane: TablePane | FormPane | None = None
        self.name = heading(path.name)
        self.where = ElidedLabel()
        self.where.setProperty("role", "caption")
        self.kind = ChoiceEditor("Read as", [Option("", "")])
        self.kind.combo.setObjectName("read_as")
        self.kind.edited.connect(self.look)
        self._kind_label = QLabel("Read as")
        self.empty = EmptyState("Looking into the file…", icon="data")
        self.problem = QLabel()
        self.problem.setObjectName("open_problem")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = Progress()
        self.progress.cancelled.connect(self.cancel)
        self.fit = QCheckBox("Fit loss and last layer to these data")
        self.fit.setObjectName("fit_network")
        self.fit.setToolTip("CrossEntropyLoss and one output a class, or MSELoss and one a value")
        self.fit.setChecked(True)
        self.take = QPushButton("Use these data")
        self.take.setObjectName("use_data")
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        self.other = QPushButton("Choose another…")
        self.other.setObjectName("choose_other")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._on_other)
        self._build()
        self.open_path(path)

    # --- steps --------------------------------------------------------------------------------------------------------
    def open_path(self, path: Path) -> None:
        """Look into another file or folder."""
        self._path = path
        self.name.setText(path.name)
        self.empty.set_text("Looking into the file…")
        self.where.setText(str(path.parent))
        self.look("")

    def look(self, kind: str, how: datasets.Reading | None = None) -> None:
        """Look into the file in the background: as a kind of data set, or "" to find out which."""
        path, known = self._path, choices("data")

        def work(progress: datasets.Progress) -> _Look:
            found = known[kind].model_validate({"path": str(path)}) if kind else datasets.recognise(path)
            assert isinstance(found, DataSpec)
            if found.type in _ALSO["csv"] and path.is_file():
                reading = how or datasets.Reading()
                return _Look(found, datasets.preview(path, how=reading, progress=progress))
            arrays = datasets.npz_names(path) if found.type == "npz" and path.suffix.lower() == ".npz" else ()
            return _Look(found, arrays=arrays)

        self._start(work, self._on_look, f"Reading {path.name}…")

    def cancel(self) -> None:
        """Stop what is under way; nothing half-read is kept."""
        if self._task is not None:
            self._task.cancel()

    def reject(self) -> None:
        """Close without a change."""
        self._drop_task()
        super().reject()

    # --- what comes back ----------------------------------------------------------------------------------------------
    def _on_look(self, look: _Look) -> None:
        offered = _ALSO.get(look.found.type, (look.found.type,))
        if look.found.type not in [o.value for o in self.kind._options]:
            self.kind.set_options([Option(k, _AS.get(k) or k) for k in offered])
        self.kind.set_value(look.found.type)
        for part in (self.kind, self._kind_label):
            part.setVisible(len(self.kind._options) > 1)
        pane, preview = self.pane, look.preview
        if isinstance(pane, TablePane) and look.found.type == "csv" and preview is not None:
            pane.show_preview(preview)  # the same file, read otherwise: what was chosen stays
            self._update()
            return
        self._set_pane(look)
        if isinstance(self.pane, FormPane):
            self._try()

    def _on_examples(self, examples: Examples) -> None:
        assert self._wanted is not None
        self._examples = (self._wanted, examples)
        if isinstance(self.pane, FormPane):
            self.pane.show_examples(examples)

    def _on_failed(self, error: BaseException) -> None:
        why = str(error) if isinstance(error, GdlabError) else f"{type(error).__name__}: {error}"
        self.problem.setText("Stopped; nothing was changed." if isinstance(error, datasets.Cancelled) else why)
        self.problem.setVisible(self.pane is not None)
        if self.pane is None:
            self.empty.set_text(f"{why}.".replace("..", "."))
        else:
            self.pane.blame(why)

    # --- what a person does -------------------------------------------------------------------------------------------
    def _try(self) -> None:
        """Read the data as they are described now, to show what comes of them."""
        if (spec := self._spec()) is not None:
            self._load(spec, self._on_examples)

    def _on_take(self) -> None:
        spec = self._spec()
        if spec is None or self.pane is None or self.pane.blocked():
            return
        if self._examples is not None and self._examples[0].data == spec.data:
            self._adopt(spec, self._examples[1])
        else:
            self._load(spec, lambda examples: self._adopt(spec, examples))

    def _on_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Open data", str(self._path.parent), FILES)
        if name:
            self._drop_task()
            self._clear_pane()
            self.open_path(Path(name))

    def _adopt(self, spec: RunSpec, examples: Examples) -> None:
        """Make the data the experiment's, in one step of undo."""
        spec = change(self._experiment.spec, {"data": spec.data.to_dict()})
        made, words = fitted(spec, examples) if self.fit.isChecked() else (spec, "")
        self._experiment.use(made, f"Open {self._path.name}")
        total = f"{len(examples.x_train) + len(examples.x_val):,}".replace(",", "\u202f")
        done = f" {words.replace('Fit', 'The network was fitted:', 1)}." if words else ""
        self.taken.emit(f"{self._path.name} is the experiment's data: {total} examples.{done} Ctrl+Z takes it back.")
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
        self._wanted = spec
        dtype, seed = spec.training.dtype, spec.seed
        self._start(
            lambda progress: datasets.load(spec.data, seed, dtype=dtype, progress=progress),
            then,
            f"Reading {self._path.name}…",
        )

    def _start(self, work: Callable[[datasets.Progress], Any], then: Callable[[Any], None], text: str) -> None:
        self._drop_task()
        self.problem.hide()
        self.problem.clear()
        self.progress.start(text)
        self.progress.set_progress(None, text)
        self.progress.show()
        self._then = then
        task = self._begin(work)
        task.told.connect(self._on_told)
        task.ended.connect(self._on_ended)
        self._task = task
        self._update()

    def _drop_task(self) -> None:
        """Stop what is under way and hear no more of it."""
        task, self._task = self._task, None
        if task is not None:
            task.told.disconnect(self._on_told)
            task.ended.disconnect(self._on_ended)
            task.cancel()
        self.progress.hide()

    def _on_told(self, share: float, text: str) -> None:
        self.progress.set_progress(share if share >= 0 else None, text or None)

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.progress.hide()
        if isinstance(result, BaseException):
            self._on_failed(result)
        else:
            self._then(result)
        self._update()
        if self._fresh and self.take.isEnabled():
            self._fresh = False
            self.take.setFocus()

    def _update(self) -> None:
        ready = self.pane is not None and not self.pane.blocked()
        self.take.setEnabled(ready and self._task is None)
        self.fit.setEnabled(self.pane is not None)

    def _clear_pane(self) -> None:
        if self.pane is not None:
            self.pane.hide()
            self.pane.deleteLater()
        self.pane, self._examples = None, None
        self.kind.set_options([Option("", "")])
        self.empty.show()

    def _set_pane(self, look: _Look) -> None:
        options = self.kind._options
        self._clear_pane()
        self.kind.set_options(options)
        self.kind.set_value(look.found.type)
        if look.found.type == "csv" and look.preview is not None:
            pane = TablePane(look.found, look.preview)
            pane.reread.connect(lambda: self.look("csv", pane.reading()))
            pane.edited.connect(self._update)
        else:
            pane = FormPane(look.found, look.preview, look.arrays)
            pane.tried.connect(self._try)
        self.pane, self._fresh = pane, True
        self.empty.hide()
        self._middle.addWidget(pane, 1)
        pane.show()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name)
        head.addWidget(self.where, 1)
        head.addWidget(self._kind_label)
        head.addWidget(self.kind)
        self.kind.setFixedWidth(150)
        for part in (self.kind, self._kind_label):
            part.hide()
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
        layout.addWidget(self.progress)
        layout.addLayout(foot)
        self.problem.hide()
