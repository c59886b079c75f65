"""The Sweeps page: a search around the Lab's experiment, its trials as they come, and pictures that grow with them."""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gdlab.lab.store import Store
from gdlab.lab.sweeps.names import fresh_name, sweep_names
from gdlab.lab.sweeps.outcome import SweepOutcome
from gdlab.lab.sweeps.place import LocalPlace
from gdlab.lab.sweeps.report import sentences
from gdlab.lab.sweeps.stored_sweep import StoredSweep, stored_sweep
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.sweeps.trial import SweepTrial
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.files import dumps
from gdlab.spec.sweep import SweepSpec, parse_sweep
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.bridge import Bridge
from gdlab.ui.experiment import QtExperiment, RefusedFieldError
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.sweeps.display import SweepDisplay
from gdlab.ui.pages.sweeps.journal_reader import JournalReader
from gdlab.ui.pages.sweeps.pictures import sweep_pictures
from gdlab.ui.pages.sweeps.setup_card import SetupCard
from gdlab.ui.pages.sweeps.trials_table import TrialsTable
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import Card, heading
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.progress import ProgressRow
from gdlab.ui.widgets.tabs import Tabs, tabbed

_NOTHING = tr_noop("Trials stand here as they come; a double click takes one into the Lab.")


class SweepsPage(Page):
    """The page of the sweeps; one runs at a time, in threads of this process or on the workers of a cluster."""

    name, title, icon = "sweeps", tr_noop("Sweeps"), "search"
    order = 15

    def __init__(self, bridge: Bridge, experiment: QtExperiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._experiment = bridge, experiment
        self.job: SweepRun | None = None
        self._is_starting = self._is_given_up = False
        self.banner, self.setup = Banner(), SetupCard()
        self.progress = ProgressRow(cancellable=False)
        self.progress.hide()
        self.sentence = wrapped_label(tr(_NOTHING))
        self.sentence.setObjectName("sweep_sentence")
        self.table = TrialsTable()
        self.pictures = sweep_pictures()
        self.tabs = Tabs(tr("Pictures of the sweep"))
        self.tabs.setObjectName("sweep_tabs")
        self.tabs.offer(list(self.pictures))
        self._stack = QStackedWidget()
        self._build()
        self.reader = JournalReader(bridge, self)
        self.display = SweepDisplay(bridge, self.progress, self.table, self.pictures, self.tabs, self._stack)
        self._connect()

    @classmethod
    def make(cls, context: PageContext) -> SweepsPage:
        page = cls(context.bridge, context.experiment, context.pages)
        page.table.trial_picked.connect(partial(page.take, context))
        return page

    def shut_down(self) -> None:
        self.display.stop()
        self.stop()
        if self.job is not None:
            while self.job.busy:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
            self.job.close()

    # --- what a person does -------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Start a sweep around the experiment, or go on with the chosen one."""
        store = self._bridge.store
        if self._is_starting or (self.job is not None and self.job.busy):
            return
        if store is None:
            self.banner.show_message(tr("Runs are not kept in this window, and a sweep keeps every trial."))
            return
        try:
            above = dumps(self._experiment.accepted()) + "\n"
        except RefusedFieldError as error:
            self.banner.show_message(error.not_started)
            return
        try:
            sweep = parse_sweep(above + self.setup.text.toPlainText(), tr("The sweep"))
        except SpecError as error:
            self.banner.show_error(tr("The sweep does not fit."), _below(error, above.count("\n")))
            return
        self.banner.dismiss()
        self.reader.stop()
        self._is_starting, self._is_given_up = True, False
        self.setup.show_running(True)
        self.progress.start(tr("Starting…"))
        self.progress.show()
        make = partial(self._made, sweep, self.setup.name, store, self.setup.cluster)
        self._bridge.in_background(make, self._on_made)

    def stop(self) -> None:
        """Stop; what was trained is kept, and the sweep can go on."""
        self._is_given_up = True
        if self.job is not None:
            self.job.stop()

    def take(self, context: PageContext, trial: SweepTrial) -> None:
        """Make a trial's configuration the Lab's experiment."""
        sweep = self.display.sweep
        if sweep is None:
            return
        try:
            self._experiment.load(change(sweep.searched_run, trial.changes))
        except GdlabError as error:
            self.banner.show_message(tr("This trial cannot be taken into the Lab."), detail=str(error))
            return
        context.page_wanted.emit("lab")

    # --- slots --------------------------------------------------------------------------------------------------------
    def _on_ended(self) -> None:
        job = self.job
        if job is None:
            return
        self.progress.hide()
        self.setup.offer(self._names(), job.name)
        self.setup.show_running(False)
        if job.fault is None and job.error:
            self.banner.show_message(tr("The sweep could not be carried out."), detail=job.error)
        self._say_found(job)

    def _say_found(self, outcome: SweepOutcome) -> None:
        """Show the results of a sweep that is not running: its report in short, and the whole report as the tooltip."""
        said = [text[: len(text) - len(text.lstrip())] + tr_message(text.lstrip()) for text in sentences(outcome)]
        told = [text for text in said if not text.startswith("  ") and not text.endswith(":")]
        told = [*told[:5], *([tr_message(outcome.sweep.remark)] if outcome.sweep.remark else [])]
        self.sentence.setText("".join(f"<div>{escape(text)}.</div>" for text in told))
        self.sentence.setToolTip("\n".join(said))

    def _say_nothing(self) -> None:
        self.sentence.setText(tr(_NOTHING))
        self.sentence.setToolTip("")

    def _made(self, sweep: SweepSpec, name: str, store: Store, cluster: str) -> tuple[SweepRun, list[str]]:
        """Return a sweep that can start, and what a person should know of its workers."""
        called = name or fresh_name(store, sweep.run.name or "sweep")
        if not cluster:
            return SweepRun(sweep, called, store, LocalPlace(), self._bridge.recorder, apart=True), []
        from gdlab.lab.cluster.place import ClusterPlace

        remarks: list[str] = []
        place = ClusterPlace(cluster, remark=remarks.append, wanted=lambda: not self._is_given_up)
        return SweepRun(sweep, called, store, place, self._bridge.recorder), remarks

    def _on_made(self, future: Future[tuple[SweepRun, list[str]]]) -> None:
        self._is_starting = False
        if (error := future.exception()) is not None:
            self.progress.hide()
            self.setup.show_running(False)
            if not self._is_given_up:
                self.banner.show_error(tr("The sweep cannot be started."), error)
            return
        self.job, remarks = future.result()
        if remarks:
            self.banner.show_message(f"{'. '.join(remarks)}.", level="warning")
        self.setup.offer(self._names(), self.job.name)
        self._say_nothing()
        self.job.start()
        if self._is_given_up:
            self.job.stop()
        self.display.follow(self.job)

    def _on_sweep(self, name: str) -> None:
        """Show a kept sweep; its space is in the text and may be changed before it goes on."""
        self.reader.stop()
        self.banner.hide()
        self.setup.show_running(False)
        if name and self._bridge.store is not None:
            self.setup.start.setEnabled(False)  # the text is still that of another sweep
            self._bridge.in_background(partial(stored_sweep, self._bridge.store, name), partial(self._on_stored, name))
        else:
            self.display.show_nothing()
            self._say_nothing()

    def _on_stored(self, name: str, future: Future[StoredSweep]) -> None:
        if name != self.setup.name or self._is_starting or (self.job is not None and self.job.busy):
            return  # another one was chosen meanwhile, or began
        self.setup.show_running(False)
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The sweep was not read."), error)
            return
        held = future.result()
        text = held.sweep.to_toml()
        self.setup.text.setPlainText(text[text.index("[sweep]") :])
        self._experiment.load(held.sweep.run)
        self._show_stored(held)
        if self._bridge.store is not None:
            self.reader.follow(self._bridge.store, held)

    def _show_stored(self, held: StoredSweep) -> None:
        """Show the trials of a kept sweep, also when another process has added some, and say what it has found."""
        self.display.show_trials(held.trials, held.sweep)
        if held.is_carried_out:
            said = tr("Another process carries this sweep out: {trials} trials so far.", trials=len(held.trials))
            self.sentence.setText(said)
            self.sentence.setToolTip("")
        else:
            self._say_found(held)

    def _names(self) -> list[str]:
        return sweep_names(self._bridge.store) if self._bridge.store is not None else []

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.job is None or not self.job.busy:
            self.setup.offer(self._names(), self.setup.name)
            self.display.draw()  # what ended while another page was in sight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= 1200
        self._across.setSizes([360 if wide else 300, max(400, event.size().width() - (392 if wide else 332))])

    # --- inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        trials = Card(tr("Trials"))
        trials.add(self.sentence)
        trials.add(self.table, 1)
        for picture in self.pictures.values():
            self._stack.addWidget(picture)
        side = tabbed(self.tabs, self._stack)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(side)
        right.addWidget(trials)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.setup)
        self._across.addWidget(right)
        for splitter in (right, self._across):
            splitter.setChildrenCollapsible(False)
        right.setSizes([380, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(heading(tr("Sweeps"), "title"))
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self._across, 1)

    def _connect(self) -> None:
        self.setup.start_wanted.connect(self.start)
        self.setup.stop_wanted.connect(self.stop)
        self.setup.sweep_wanted.connect(self._on_sweep)
        self.display.ended.connect(self._on_ended)
        self.reader.grown.connect(self._show_stored)


def _below(error: SpecError, lines: int) -> SpecError:
    """Return an error of a text that follows so many lines out of sight with the line numbers of that text alone."""

    def own(found: re.Match[str]) -> str:
        return f"line {int(found[1]) - lines}" if int(found[1]) > lines else found[0]

    problems = [
        replace(
            problem,
            message=re.sub(r"\bline (\d+)", own, problem.message),
            line=problem.line - lines if problem.line and problem.line > lines else None,
        )
        for problem in error.problems
    ]
    return SpecError(problems, error.source)
