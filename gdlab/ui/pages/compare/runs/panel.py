"""The Runs side of the Compare page: everything that a store keeps, filtered, grouped, tagged, and the trash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.comparison.run_sheet import GROUPINGS
from gdlab.lab.number_text import format_count
from gdlab.lab.store.run_lines import RunLine
from gdlab.translation import tr, tr_n
from gdlab.ui.pages.compare.runs.table import KeptRunsTable
from gdlab.ui.widgets.choice import ChoiceEditor, Option, SegmentedControl
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.flow import Flow

#: Milliseconds without a key after which the filter is applied.
_PAUSE = 120


class KeptRunsPanel(QWidget):
    """The list with its controls; signals carry the runs on which an action is wanted.

    ``source_wanted`` carries "own", "studies" or "trash".
    """

    compare_wanted = Signal(list)
    add_wanted = Signal(list)
    trash_wanted = Signal(list)
    bring_back_wanted = Signal(list)
    delete_wanted = Signal(list)
    tag_wanted = Signal(list, str, bool)
    rename_wanted = Signal(str, str)
    use_wanted = Signal(str)
    lab_wanted = Signal(list)
    source_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = KeptRunsTable()
        self.filter = QLineEdit()
        self.grouping = ChoiceEditor(tr("Group the list by"), [Option(name, tr(name)) for name in GROUPINGS])
        self.source = SegmentedControl(
            tr("Which runs are listed"),
            [
                Option("own", tr("Runs"), help=tr("Your runs")),
                Option("studies", tr("Studies"), help=tr("Runs of the studies")),
                Option("trash", tr("Trash"), help=tr("Runs that were put into the trash")),
            ],
        )
        self.count = QLabel()
        self.buttons = {
            name: self._button(text, name, tip)
            for name, text, tip in (
                ("compare", tr("Compare"), tr("Compare the chosen runs (Return)")),
                ("add", tr("Add"), tr("Add the chosen runs to those that are compared")),
                ("tag", tr("Tag…"), tr("Give the chosen runs a tag (T)")),
                (
                    "trash",
                    tr("Move to trash"),
                    tr("Put the chosen runs into the trash; Ctrl+Z brings them back (Delete)"),
                ),
                ("bring_back", tr("Bring back"), tr("Take the chosen runs out of the trash")),
                ("delete", tr("Delete for good…"), tr("Delete the chosen runs for good")),
            )
        }
        self._empty = EmptyState(tr("No run is kept yet: press Start on the Lab page."), icon="list")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        #: Fills the menu of the formats in which chosen runs are written.
        self.fill_export: Callable[[QMenu, list[str]], object] = lambda menu, ids: None
        self._build()
        self._connect()
        self._on_chosen()

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs."""
        self.table.runs.set_lines(lines)
        self.table.fit_columns()
        texts = {"own": tr("No run is kept yet: press Start on the Lab page."), "trash": tr("The trash is empty."),
                 "studies": tr("No study has run yet: open one on the Studies page.")}  # fmt: skip
        self._empty.set_text(texts[self.source.value()])
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._say_count()

    def chosen_ids(self) -> list[str]:
        """Return the ids of the chosen runs."""
        return [line.run.id for line in self.table.chosen()]

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the chosen runs."""
        menu, ids = QMenu(self), self.chosen_ids()
        if self.source.value() == "trash":
            menu.addAction(tr("Bring back"), lambda: self.bring_back_wanted.emit(ids))
            menu.addAction(tr("Delete for good…"), lambda: self.delete_wanted.emit(ids))
            return menu
        menu.addAction(tr("Compare\tReturn"), lambda: self.compare_wanted.emit(ids))
        menu.addAction(tr("Add to the comparison"), lambda: self.add_wanted.emit(ids))
        menu.addAction(tr("Open in the Lab"), lambda: self.lab_wanted.emit(ids))
        self.fill_export(menu.addMenu(tr("Export")), ids)
        menu.addSeparator()
        if len(ids) == 1:
            menu.addAction(tr("Rename…"), self._ask_name)
            menu.addAction(tr("Use these settings"), lambda: self.use_wanted.emit(ids[0]))
        menu.addAction(tr("Tag…\tT"), self._ask_tag)
        tags = sorted({tag for line in self.table.chosen() for tag in line.run.tags})
        if tags:
            take = menu.addMenu(tr("Take away the tag"))
            for tag in tags:
                take.addAction(tag, partial(self.tag_wanted.emit, ids, tag, False))
        menu.addSeparator()
        menu.addAction(tr("Move to trash\tDel"), lambda: self.trash_wanted.emit(ids))
        return menu

    # --- inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.filter.setObjectName("filter_kept_runs")
        self.filter.setPlaceholderText(tr("Filter by name, status, tag, optimizer, data"))
        self.filter.setAccessibleName(tr("Filter the kept runs by words of name, status, tag, race, optimizer or data"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(200)
        self.filter.setMaximumWidth(360)
        self.grouping.setObjectName("group_kept_runs")
        self.grouping.combo.setMinimumContentsLength(max(len(name) for name in GROUPINGS))
        self.source.setObjectName("kept_source")
        self.count.setProperty("role", "caption")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.source)
        top.addWidget(self.filter, 1)
        label = QLabel(tr("Group"))
        label.setBuddy(self.grouping)
        top.addWidget(label)
        top.addWidget(self.grouping)
        top.addStretch(1)
        top.addWidget(self.count)
        actions = Flow(gap=8)
        actions.add(*self.buttons.values())
        self.buttons["compare"].setProperty("kind", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(actions)

    def _connect(self) -> None:
        ids = self.chosen_ids
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._on_filter)
        self.grouping.edited.connect(self._on_grouping)
        self.source.edited.connect(lambda value: (self.source_wanted.emit(value), self._on_chosen()))
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.runs.modelReset.connect(self._on_chosen)
        self.table.compare_pressed.connect(lambda: self._act(self.compare_wanted))
        self.table.delete_pressed.connect(lambda: self._act(self.trash_wanted))
        self.table.tag_pressed.connect(self._ask_tag)
        self.table.customContextMenuRequested.connect(self._on_menu)
        for name, signal in (("compare", self.compare_wanted), ("add", self.add_wanted), ("trash", self.trash_wanted),
                             ("bring_back", self.bring_back_wanted), ("delete", self.delete_wanted)):  # fmt: skip
            self.buttons[name].clicked.connect(lambda _checked=False, s=signal: s.emit(ids()))
        self.buttons["tag"].clicked.connect(lambda _checked=False: self._ask_tag())

    def _act(self, signal) -> None:  # noqa: ANN001
        """Emit a signal with the chosen runs, where the list is not the trash."""
        if self.source.value() != "trash" and self.chosen_ids():
            signal.emit(self.chosen_ids())

    def _on_filter(self) -> None:
        self.table.runs.change(lambda: self.table.runs.sheet.set_filter(self.filter.text()))
        self._say_count()

    def _on_grouping(self, name: str) -> None:
        self.table.runs.change(lambda: self.table.runs.sheet.set_grouping(name))

    def _on_chosen(self) -> None:
        chosen = len(self.table.chosen()) if self.table.selectionModel().hasSelection() else 0
        trash, own = self.source.value() == "trash", self.source.value() == "own"
        for name, button in self.buttons.items():
            button.setVisible((name in ("bring_back", "delete")) == trash)
            button.setEnabled(chosen > 0 and (own or name not in ("trash", "tag")))
        self.buttons["compare"].setText(tr("Compare {chosen} runs", chosen=chosen) if chosen > 1 else tr("Compare"))
        self._say_count()

    def _say_count(self) -> None:
        sheet = self.table.runs.sheet
        shown, total = len(sheet.shown), len(sheet.lines)
        runs = tr_n("{shown} run", "{shown} runs", total, shown=format_count(total))
        self.count.setText(runs if shown == total else tr("{shown} of {runs}", shown=format_count(shown), runs=runs))

    def _on_menu(self, where: QPoint) -> None:
        if self.chosen_ids():
            menu = self.menu()
            menu.popup(self.table.viewport().mapToGlobal(where))

    def _ask_tag(self) -> None:
        ids = self.chosen_ids()
        if ids and self.source.value() == "own":
            text, sure = QInputDialog.getText(
                self, tr("Tag"), tr_n("A tag for {n} run:", "A tag for {n} runs:", len(ids))
            )
            if sure and text.strip():
                self.tag_wanted.emit(ids, text.strip(), True)

    def _ask_name(self) -> None:
        line = self.table.chosen()[0]
        text, sure = QInputDialog.getText(self, tr("Rename"), tr("Name:"), text=line.run.name)
        if sure and text.strip():
            self.rename_wanted.emit(line.run.id, text.strip())

    @staticmethod
    def _button(text: str, name: str, tip: str) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(f"kept_{name}")
        made.setToolTip(tip)
        made.setAccessibleName(text.rstrip("…"))
        made.setAccessibleDescription(tip)
        return made
