"""The Compare page: kept runs side by side, as curves, figures, a ranking and pictures; and the list of all of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gdlab.lab.store import Store
from gdlab.lab.store.changes import StoreChanges
from gdlab.lab.store.run_lines import RunLine, RunLines
from gdlab.studies.study_store import study_store_path
from gdlab.translation import tr, tr_noop
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.compare import sets
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.pages.compare.exporting import ExportButton, KeptRunExporter, open_in_lab
from gdlab.ui.pages.compare.runs.actions import KeptRunActions
from gdlab.ui.pages.compare.runs.panel import KeptRunsPanel
from gdlab.ui.pages.compare.side_by_side import SideBySide
from gdlab.ui.task import sentence
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.choice import Option, SegmentedControl

#: Milliseconds between two questions whether the store has changed.
_TICK = 500
#: How runs come along with a file.
_CARRY = tr_noop(
    "A saved experiment names the runs that it shows; their curves stay in the store of the computer that trained "
    "them. There, Export on this page writes the comparison with its runs into one file, which opens anywhere; or "
    "train them again here."
)


class ComparePage(Page):
    """The page of everything that is kept; while it is in sight it follows what any process writes into the store."""

    name, title, icon = "compare", tr_noop("Compare"), "compare"
    order = 14

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bridge = self._bridge = context.bridge
        self._began, self._before = context.session_began, context.settings.session_began
        self._source, self._set, self._is_picked = "own", "", False
        self._chosen: list[str] = []
        self._stores: dict[str, Store] = {}
        if bridge.store is not None:
            self._stores = {"own": bridge.store, "trash": bridge.store}
        self._lists: dict[str, RunLines] = {}
        self._changes: dict[str, StoreChanges] = {}
        self._lines: dict[str, list[RunLine]] = {}
        self._is_reading = False
        self._wanted = self._missing = ""
        self.comparison = QtComparison(bridge.in_background, self)
        self.banner = Banner()
        self.view = SegmentedControl(
            tr("View of the page"), [Option("compare", tr("Compare")), Option("runs", tr("Runs"))]
        )
        self.view.setObjectName("compare_view")
        self.side_by_side = SideBySide(self.comparison)
        self.runs = KeptRunsPanel()
        self.exporter = KeptRunExporter(bridge, self.banner, self, context.saved)
        self.export = ExportButton(self.exporter, self._exported)
        self.stack = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.poll)
        self._build()
        self._connect(context.experiment)
        self._connect_export(context)

    @classmethod
    def make(cls, context: PageContext) -> ComparePage:
        return cls(context, context.pages)

    def hidden_while_presenting(self) -> Sequence[QWidget]:
        return (self.view, self.export, self.banner, self.side_by_side.table_card)

    def controls_while_presenting(self) -> Sequence[QWidget]:
        return (self.side_by_side.bar,)

    def view_state(self) -> Mapping[str, object]:
        bar = self.side_by_side.bar
        # The sets of sessions are others by the time that a file is opened: their runs are chosen ones then.
        chosen = self._chosen if self._set in (sets.RACE, sets.CHOSEN) else self.comparison.ids
        kept = sets.CHOSEN if chosen and self._set != sets.RACE else self._set
        state: dict[str, object] = {
            "set": kept, "runs": list(chosen), "source": self._wanted or "own", "view": str(self.view.value()),
            "curve": self.comparison.tag, "group": self.comparison.by, "band": bar.spread, "axis": bar.x_axis.name,
            "log_y": bar.log_y.isChecked(), "picture": self.side_by_side.tabs.current,
        }  # fmt: skip
        target = self.comparison.chosen_target
        return state if target is None else state | {"target": target}

    def restore_view(self, state: Mapping[str, object]) -> None:
        ids, bar = state.get("runs"), self.side_by_side.bar
        self._chosen = [str(key) for key in ids[:1000]] if isinstance(ids, list) else []  # pyright: ignore[reportUnknownVariableType]
        if state.get("set") in (sets.RACE, sets.CHOSEN) and (self._chosen or state["set"] == sets.RACE):
            self._set, self._is_picked = str(state["set"]), True
        self._wanted = "studies" if state.get("source") == "studies" else "own"
        self.comparison.tag = str(state.get("curve", self.comparison.tag))
        self.comparison.by = str(state.get("group", self.comparison.by))
        bar.restore(str(state.get("band", "")), str(state.get("axis", "")))
        bar.log_y.setChecked(state.get("log_y") is True)
        self.side_by_side.tabs.choose(str(state.get("picture", "")))
        target = state.get("target")
        if not isinstance(target, int | float) or not abs(target) <= sys.float_info.max:
            target = None
        self.comparison.set_target(None if target is None else float(target))
        self.show_view("runs" if state.get("view") == "runs" else "compare")
        self._choose()

    def shut_down(self) -> None:
        self._timer.stop()
        for changes in self._changes.values():
            changes.close()

    # --- what a person does -------------------------------------------------------------------------------------------
    def show_view(self, name: str) -> None:
        """Show the comparison ("compare") or the list of runs ("runs")."""
        self.view.set_value(name)
        self.stack.setCurrentWidget(self.runs if name == "runs" else self.side_by_side)

    def compare(self, ids: list[str]) -> None:
        """Compare these runs of the list that is shown."""
        self._set, self._is_picked, self._chosen = sets.CHOSEN, True, list(ids)
        self._wanted = "studies" if self._source == "studies" else "own"
        self._choose()
        self.show_view("compare")

    def add(self, ids: list[str]) -> None:
        """Compare these runs beside those that are compared already."""
        self.compare([*dict.fromkeys([*self.comparison.ids, *ids])])

    # --- following the store ------------------------------------------------------------------------------------------
    def poll(self) -> None:
        """Ask whether anything was written, and read what is new in the background."""
        for source in dict.fromkeys((self._source, self._wanted or "own")):
            store = self._store_of(source)
            if store is None:
                continue
            changes = self._changes.setdefault(source, StoreChanges(store.path))
            if not self._is_reading and (changes.happened() or source not in self._lines):
                self._is_reading = True
                lines = self._lists.setdefault(source, RunLines(store, removed=source == "trash"))
                self._bridge.in_background(lines.refresh, partial(self._on_lines, source))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.poll()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side_by_side.fit(event.size())

    # --- inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(heading(tr("Compare"), "title"))
        head.addWidget(self.view)
        head.addStretch(1)
        head.addWidget(self.export)
        self._none = QLabel(tr("Runs are not kept in this window, so that there is nothing to compare."))
        self._none.setProperty("role", "muted")
        self._none.setVisible(not self._stores)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self._none)
        layout.addWidget(self.stack, 1)
        self.stack.addWidget(self.side_by_side)
        self.stack.addWidget(self.runs)

    def _connect(self, experiment: QtExperiment) -> None:
        self.view.edited.connect(self.show_view)
        self.side_by_side.bar.runs_wanted.connect(self._on_set)
        self.side_by_side.chart.export_failed.connect(self.banner.show_message)
        self.comparison.failed.connect(
            lambda text: self.banner.show_message(tr("The runs were not read: {what}", what=text))
        )
        runs = self.runs
        runs.source_wanted.connect(self._on_source)
        runs.compare_wanted.connect(self.compare)
        runs.add_wanted.connect(self.add)
        if self._bridge.store is None:
            return
        self.run_actions = KeptRunActions(self._bridge.store, self._bridge.in_background, experiment, self.banner, self)
        self.run_actions.done.connect(self.poll)
        runs.trash_wanted.connect(self.run_actions.move_to_trash)
        runs.bring_back_wanted.connect(self.run_actions.bring_back)
        runs.delete_wanted.connect(self.run_actions.ask_delete)
        runs.tag_wanted.connect(self.run_actions.tag)
        runs.rename_wanted.connect(self.run_actions.rename)
        runs.use_wanted.connect(self.run_actions.use)

    def _connect_export(self, context: PageContext) -> None:
        """Have the button and the list's menu write kept runs, and the list's menu open them in the Lab."""
        self.export.setVisible(bool(self._stores))
        exporter, runs = self.exporter, self.runs
        runs.fill_export = lambda menu, ids: exporter.fill(menu, self._store_of(self._source), ids)
        runs.lab_wanted.connect(lambda ids: open_in_lab(context, self._store_of(self._source), ids))

    def _exported(self) -> tuple[Store | None, list[str], bool]:
        """Return the store and the runs that the button writes, and whether they are those that are compared."""
        if self.stack.currentWidget() is self.runs:
            return self._store_of(self._source), self.runs.chosen_ids(), False
        return self._store_of(self._wanted or "own"), self.comparison.ids, True

    def _store_of(self, source: str) -> Store | None:
        """Return the store of a list; that of the studies once there is one."""
        if source == "studies" and source not in self._stores and study_store_path().is_file():
            self._stores[source] = Store(study_store_path(), deferred=True)
        return self._stores.get(source)

    def _on_lines(self, source: str, future: Future[tuple[list[RunLine], set[str]]]) -> None:
        self._is_reading = False
        if (error := future.exception()) is not None:
            self._lines.setdefault(source, [])
            self.banner.show_message(tr("The list of runs was not read: {error}", error=sentence(error)))
            return
        lines, changed = future.result()
        self._lines[source] = lines
        if source == self._source:
            self.runs.set_lines(lines)
        if source == (self._wanted or "own"):
            self._choose(changed)

    def _choose(self, changed: set[str] | None = None) -> None:
        """Have the runs of the chosen set compared, unless they are already and none of them has changed."""
        source = self._wanted or "own"
        store, lines = self._store_of(source), self._lines.get(source, [])
        if store is None:
            return
        if not self._is_picked:
            self._set = sets.first_set(lines, self._began, self._before)
        if source in self._lines:
            self._tell_missing(lines)
        found = sets.runs_of_set(self._set, lines, self._began, self._before, self._chosen)
        self._offer(lines, len(found))
        ids = [line.run.id for line in found]
        if changed is None or ids != self.comparison.ids or changed & set(ids):
            self.comparison.compare(store, found)

    def _tell_missing(self, lines: list[RunLine]) -> None:
        """Show which of the chosen runs are missing from this store, such as those of a file from another computer."""
        said = sets.missing_sentence(lines, self._chosen) if self._set == sets.CHOSEN else ""
        if said and said != self._missing:
            self.banner.show_message(said, detail=tr(_CARRY), level="warning")
        elif not said and self._missing and self.banner.text == self._missing:
            self.banner.hide()
        self._missing = said

    def _offer(self, lines: list[RunLine], count: int) -> None:
        """Offer the sets that have runs."""
        args = (lines, self._began, self._before)
        offered = [n for n in (sets.THIS, sets.LAST, sets.RACE) if n == self._set or sets.runs_of_set(n, *args, ())]
        options: list[Any] = [Option(name, tr(sets.TITLES[name])) for name in offered]
        if self._chosen:
            options.append(Option(sets.CHOSEN, tr("Chosen runs ({chosen})", chosen=len(self._chosen))))
        self.side_by_side.bar.offer_runs(options, self._set)

    def _on_set(self, name: str) -> None:
        self._set, self._is_picked = name, True
        if name != sets.CHOSEN:
            self._wanted = "own"
        self._choose()

    def _on_source(self, source: str) -> None:
        self._source = source
        self.runs.set_lines(self._lines.get(source, []))
        self.poll()
