"""The Health page: a run is checked, and each finding can be tried to be mended."""

from __future__ import annotations

import html

import numpy as np
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.diagnose.health.finding import HealthFinding
from gdlab.diagnose.health.report import HealthReport, health
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.spec.errors import GdlabError
from gdlab.translation import tr, tr_n, tr_noop
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.curvature import CurvatureDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.health.finding_card import FindingCard
from gdlab.ui.pages.health.trials import Trials
from gdlab.ui.panels.data_view import example_images
from gdlab.ui.task import Task
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.scroll import ScrollColumn

_NOTHING = tr_noop("Train a run on the Lab page, choose it here and check it.")


class HealthPage(Page):
    """The page of a run's health: the choice of a run, a card a finding, and what was found in order."""

    name, title, icon = "health", tr_noop("Health"), "gauge"
    order = 17

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._task: Task | None = None
        self._checked: ActiveRun | None = None
        self.cards: dict[str, FindingCard] = {}
        self.report: HealthReport | None = None
        self.trials = Trials(bridge, self)
        self.runs = QComboBox()
        self.runs.setObjectName("health_run")
        self.runs.setAccessibleName(tr("Run to check"))
        self.runs.setMinimumContentsLength(20)
        self.check = QPushButton(tr("Check this run"))
        self.check.setObjectName("health_check")
        self.check.setProperty("kind", "primary")
        self.curvature = QPushButton(tr("Curvature…"))
        self.curvature.setObjectName("health_curvature")
        self.curvature.setToolTip(
            tr("The Hessian's eigenvalues and their density, a check of the gradient, a batch size")
        )
        self.verdict = wrapped_label("")
        self.verdict.setObjectName("health_verdict")
        self.banner = Banner()
        self.empty = EmptyState(tr(_NOTHING), icon="gauge")
        self.list = ScrollColumn((0, 0, 8, 0), 8, tr("Findings"))
        self._build()
        self.check.clicked.connect(self.start_check)
        self.curvature.clicked.connect(self.show_curvature)
        self.trials.ended.connect(self._on_trial_ended)
        bridge.runs_added.connect(lambda _runs: self._offer())
        bridge.run_removed.connect(lambda _id: self._offer())
        bridge.status_changed.connect(lambda *_: self._offer())
        self._offer()

    @classmethod
    def make(cls, context: PageContext) -> HealthPage:
        return cls(context.bridge, context.pages)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        label = QLabel(tr("Run"))
        label.setBuddy(self.runs)
        for widget in (label, self.runs, self.check, self.curvature):
            bar.addWidget(widget)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(bar)
        layout.addWidget(self.banner)
        layout.addWidget(self.verdict)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        self.verdict.hide()
        self.list.hide()

    # --- the choice of a run ------------------------------------------------------------------------------------------
    def _offer(self) -> None:
        """Offer the runs that have ended with parameters, the newest first; the newest is chosen when it is new."""
        ended = [run for run in reversed(self._bridge.runs) if run.status.ended and run.run.parameters]
        held = [self.runs.itemData(i) for i in range(self.runs.count())]
        if [run.id for run in ended] != held:
            self.runs.clear()
            for run in ended:
                self.runs.addItem(f"{run.run.label} ({tr(run.status)})", run.id)
        self.check.setEnabled(bool(ended) and self._task is None)
        self.curvature.setEnabled(bool(ended))

    def _chosen(self) -> ActiveRun | None:
        return next((run for run in self._bridge.runs if run.id == self.runs.currentData()), None)

    def show_curvature(self) -> None:
        """Measure the curvature of the chosen run's loss, in a dialog of its own."""
        if (run := self._chosen()) is not None:
            show_dialog(CurvatureDialog(run, self._bridge.begin, self), self)

    # --- the check ----------------------------------------------------------------------------------------------------
    def start_check(self) -> None:
        """Check the chosen run in the background."""
        run = self._chosen()
        if run is None or self._task is not None:
            return
        examples = run.examples

        def work(tell: Progress) -> HealthReport:
            return health(run.run, examples=examples, progress=lambda done, total: tell(done / total, tr("Checking")))

        self.check.setEnabled(False)
        self.banner.show_message(tr("{label} is being checked …", label=run.run.label), level="info")
        self._checked = run
        self._task = self._bridge.begin(work)
        self._task.ended.connect(self._on_checked)

    def _on_checked(self, result: object) -> None:
        self._task = None
        self.banner.hide()
        self._offer()
        if isinstance(result, HealthReport):
            self._show(result)
        elif isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.banner.show_error(tr("The run could not be checked."), result)

    def _show(self, report: HealthReport) -> None:
        """Show a card a finding, and what was found in order."""
        run = self._checked
        name = html.escape(run.run.label) if run is not None else ""
        self.report, self.cards = report, {}
        while (item := self.list.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for finding in report.findings:
            self.cards[finding.check] = self._card(finding)
            self.list.column.addWidget(self.cards[finding.check])
        passed = ", ".join(_within(title) for title in report.passed)
        self.list.column.addWidget(
            wrapped_label(tr("Asked for and not found: {passed}.", passed=html.escape(passed)), "muted")
        )
        self.list.column.addStretch(1)
        count = len(report.findings)
        if not report.sound:
            found = tr_n("one finding", "{n} findings", count)
            said = tr("{name} is not sound: {found}.", name=name, found=found)
        elif report.long_enough:
            said = tr("{name} is sound.", name=name)
        else:
            said = tr("{name} is too short to be judged.", name=name)
        self.verdict.setText(f"<b>{said}</b>")
        self.verdict.show()
        self.list.show()
        self.empty.hide()

    def _card(self, finding: HealthFinding) -> FindingCard:
        card = FindingCard(finding)
        card.try_wanted.connect(self._on_try)
        examples = self._checked.examples if self._checked is not None else None
        if finding.examples and examples is not None:
            chosen = np.array(finding.examples)
            images = example_images(examples.x_train[chosen], examples)
            if images is not None:
                numbers = examples.y_train[chosen].reshape(-1)
                card.show_images(images, [examples.classes[n] if examples.classes else str(n) for n in numbers])
        return card

    # --- trials -------------------------------------------------------------------------------------------------------
    def _on_try(self, finding: HealthFinding) -> None:
        if self._checked is None:
            return
        try:
            where = self.trials.begin(self._checked, finding)
        except GdlabError as error:
            self.cards[finding.check].show_trial(tr("This cannot be tried: {error}", error=error), False)
            return
        self.cards[finding.check].show_trial(tr("The trial {where} …", where=where), None)

    def _on_trial_ended(self, finding: HealthFinding, helped: bool, sentence: str) -> None:
        card = self.cards.get(finding.check)
        if card is not None and card.finding is finding:
            card.show_trial(sentence, helped)

    def shut_down(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _within(title: str) -> str:
    """Return the title of a check as it is within a sentence."""
    shown = tr(title)
    return shown[:1].lower() + shown[1:] if shown == title else shown
