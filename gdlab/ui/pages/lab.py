"""The Lab page: experiment, controls, charts, a look inside, and the table of runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gdlab.lab.branch import Point, branched, same_kind, snapshot
from gdlab.lab.datasets import Summary, summary
from gdlab.lab.desk import live_changes
from gdlab.lab.export import export
from gdlab.lab.live import LiveRun
from gdlab.lab.run import Status
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.branch import BranchDialog
from gdlab.ui.dialogs.race import RaceDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.experiment import Experiment
from gdlab.ui.opening import DataOpener
from gdlab.ui.panels.controls import ControlsBar, pace
from gdlab.ui.panels.curves import CurvesPanel
from gdlab.ui.panels.experiment import ExperimentPanel
from gdlab.ui.panels.inside import InsidePanel
from gdlab.ui.panels.runs import RunsPanel
from gdlab.ui.panels.warm import WarmLine
from gdlab.ui.run_book import RunBook, Shown
from gdlab.ui.turns import Turns
from gdlab.ui.widgets.banner import Banner

_NARROW = 1200


class LabPage(QWidget):
    """Put the panels together and do what they ask for."""

    exported = Signal(list)

    def __init__(self, bridge: Bridge, experiment: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.bridge, self.experiment = bridge, experiment
        self.book = RunBook(self)
        self.experiment_panel = ExperimentPanel(experiment)
        self.controls = ControlsBar()
        self.curves = CurvesPanel(self.book)
        self.inside = InsidePanel()
        self.runs = RunsPanel(self.book)
        self.banner = Banner()
        self.warm = WarmLine()
        self.opener = DataOpener(bridge, experiment, self.experiment_panel.data_tools, self.banner, self)
        self._branching: dict[str, RunSpec] = {}
        self._wide = False
        charts = [partial(self.curves.pull_chart, chart) for chart in self.curves.charts]
        self._turns = Turns([*charts, self.inside.pull, self._say], [self.runs.pull])
        self._build()
        self._connect()
        self._update_controls()

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        self._upper = QSplitter(Qt.Orientation.Horizontal)
        self._upper.addWidget(self.curves)
        self._upper.addWidget(self.inside)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.controls)
        column.addWidget(self.warm)
        column.addWidget(self.banner)
        column.addWidget(self._upper, 1)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.addWidget(above)
        self._right.addWidget(self.runs)
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._whole.addWidget(self.experiment_panel)
        self._whole.addWidget(self._right)
        for splitter in (self._upper, self._right, self._whole):
            splitter.setChildrenCollapsible(False)
        self._upper.setStretchFactor(0, 1)
        self._right.setStretchFactor(0, 1)
        self._whole.setStretchFactor(1, 1)
        self.experiment_panel.setMinimumWidth(256)
        self.runs.setMinimumHeight(120)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._whole)

    def _connect(self) -> None:
        c, b = self.controls, self.bridge
        c.start_wanted.connect(self.start)
        c.pause_wanted.connect(self.toggle_pause)
        c.step_wanted.connect(self.single_step)
        c.stop_wanted.connect(self.stop)
        c.reset_wanted.connect(self.reset)
        c.race_wanted.connect(self.open_race)
        c.inside.toggled.connect(self.inside.setVisible)
        c.speed_chosen.connect(self._on_speed)
        b.run_added.connect(self._on_run_added)
        b.run_removed.connect(self.book.remove)
        b.ticked.connect(self._turns.on_tick)
        b.rested.connect(self._draw_all)
        b.status_changed.connect(self._on_status)
        b.preparing.connect(self._on_preparing)
        b.observed.connect(self._on_observed)
        b.examples_loaded.connect(self._on_examples)
        b.failed.connect(self.banner.show_message)
        self.inside.asked.connect(b.observe)
        self.experiment.examples_wanted.connect(b.load_examples)
        self.experiment.examples_changed.connect(self.inside.set_examples)
        self.experiment.examples_changed.connect(self._sum_up)
        self.experiment.described.connect(lambda _d: self._update_controls())
        self.experiment.data_failed.connect(lambda _t: self._update_controls())
        self.experiment.spec_changed.connect(self._on_spec)
        self.book.chosen_changed.connect(self._on_chosen)
        r = self.runs
        r.remove_wanted.connect(self.remove)
        r.use_wanted.connect(self._on_use)
        r.export_wanted.connect(self.export_csv)
        r.stop_wanted.connect(self._on_stop)
        r.duplicate_wanted.connect(self.run_again)
        r.branch_wanted.connect(self.open_branch)

    # --- what a person does ---------------------------------------------------------------------------------------
    def start(self) -> None:
        """Start a run of the experiment."""
        if self._why_not():
            return
        self.banner.hide()
        self.bridge.start(self.experiment.spec, pace=self._pace())

    def open_race(self) -> None:
        """Ask what should race and start it."""
        if self._why_not():
            return
        dialog = RaceDialog(self.experiment.spec, self)
        dialog.accepted.connect(lambda: self.race([v.spec for v in dialog.variants()]))
        show_dialog(dialog, self)

    def race(self, specs: list[RunSpec]) -> None:
        """Start several runs as one group."""
        self.banner.hide()
        self.bridge.race(specs, pace=self._pace())

    def toggle_start(self) -> None:
        """Pause or resume what is under way, or start where nothing is."""
        if self._active():
            self.toggle_pause()
        else:
            self.start()

    def toggle_pause(self) -> None:
        """Pause all runs under way, or let all go on where they are paused."""
        active = self._active()
        go_on = all(s.run.held for s in active)
        self._each(active, LiveRun.resume if go_on else LiveRun.pause)

    def single_step(self) -> None:
        """Do one step of the chosen run, or of a new one."""
        current = self.book.current
        if current is not None and not current.run.status.ended:
            self._each([current], LiveRun.single_step)
        elif not self._why_not():
            run = self.bridge.start(self.experiment.spec, paused=True, pace=self._pace())
            run.single_step()
            self.bridge.touch()

    def stop(self) -> None:
        """Stop all runs under way; what was trained is kept."""
        self._each(self._active(), LiveRun.stop)

    def reset(self) -> None:
        """Put a fresh run with the same initial weights in the chosen one's place, paused at its start."""
        current = self.book.current
        if current is not None:
            spec = current.run.spec
            self.bridge.remove(current.run)
            self.bridge.start(spec, paused=True, pace=self._pace())

    def run_again(self, ids: list[str]) -> None:
        """Start runs of the same specs anew."""
        for spec in [s.run.spec for s in self.book if s.run.id in ids]:
            self.bridge.start(spec, pace=self._pace())

    def open_branch(self, run_id: str = "") -> None:
        """Ask from which point of a run to go on, and with what; the chosen run where none is named."""
        shown = self.book.find(run_id) or self.book.current
        trainer = shown.run.trainer if shown is not None else None
        if shown is None or trainer is None or trainer.step == 0:
            self.banner.show_message("Choose a run that has been trained a little to branch from.", level="info")
            return
        run = shown.run
        dialog = BranchDialog(shown.name, trainer.spec, run.points, (trainer.step, trainer.epoch), self)
        dialog.wanted.connect(partial(self._branch, run))
        show_dialog(dialog, self)

    def _branch(self, run: LiveRun, point: Point | None, spec: RunSpec) -> None:
        if point is not None:
            self.branch_from(point, run, spec)
            return
        self._branching[run.id] = spec
        self.bridge.observe(run, "branch", lambda r: snapshot(r.trainer) if r.trainer is not None else None)

    def branch_from(self, point: Point, run: LiveRun, spec: RunSpec) -> None:
        """Start a run that goes on from a point, with the optimizer's memory where it is of the same kind."""
        if same_kind(point, spec):
            self.bridge.start(spec, pace=self._pace(), state=branched(point, spec))
            return
        trainer = run.trainer
        if trainer is not None and point.step == trainer.step:
            self.bridge.start(spec, pace=self._pace(), parameters=trainer.parameters)
        else:
            self.banner.show_message("From an earlier point only the same kind of optimizer can go on.", level="info")

    def _on_observed(self, run_id: str, kind: str, result: object) -> None:
        if kind != "branch":
            self.inside.answer(run_id, kind, result)
            return
        spec, shown = self._branching.pop(run_id, None), self.book.find(run_id)
        if spec is not None and shown is not None and isinstance(result, Point):
            self.branch_from(result, shown.run, spec)

    def remove(self, ids: list[str]) -> None:
        """Take runs off the table."""
        for key in ids:
            shown = self.book.find(key)
            if shown is not None:
                self.bridge.remove(shown.run)
        self._update_controls()

    def export_csv(self, ids: list[str] | None = None) -> None:
        """Ask for a file and write runs as CSV: the given ones, the chosen ones, or all where one or none is chosen."""
        if len(self.book) == 0:
            self.banner.show_message("There is no run to export yet; press Start first.", level="info")
            return
        name, _ = QFileDialog.getSaveFileName(self, "Export CSV", str(Path.home() / "runs.csv"), "CSV (*.csv)")
        if name:
            self.export_to(name, ids)

    def export_to(self, path: str | Path, ids: list[str] | None = None) -> None:
        """Write runs as CSV, long format, in the background."""
        chosen = ids or [s.run.id for s in (self.book.chosen if len(self.book.chosen) > 1 else list(self.book))]
        runs = [s.run.run for s in self.book if s.run.id in chosen]

        def done(future: Future[list[Path]]) -> None:
            error = future.exception()
            if error is not None:
                self.banner.show_message("The export failed.", detail=str(error))
                return
            words = "1 run" if len(runs) == 1 else f"{len(runs)} runs"
            self.banner.show_message(f"Wrote {words} to {future.result()[0]}", level="success")
            self.exported.emit(future.result())

        self.bridge.in_background(lambda: export(runs, path), done)

    # --- what happens -------------------------------------------------------------------------------------------------
    def _on_run_added(self, run: LiveRun) -> None:
        self.book.add(run)
        self._update_controls()

    def _draw_all(self) -> None:
        self.curves.pull()
        self.runs.pull()
        self.inside.pull()
        self._say()

    def _on_status(self, run_id: str, status: str, reason: str) -> None:
        shown = self.book.find(run_id)
        if shown is None:
            return
        shown.note = ""
        if status in (Status.DIVERGED, Status.FAILED):
            level = "warning" if status == Status.DIVERGED else "error"
            self.banner.show_message(f"{shown.name} {status}: {reason}.".replace("..", "."), level=level)
        self.runs.model.refresh_run(run_id)
        self._update_controls()

    def _on_preparing(self, run_id: str, text: str) -> None:
        shown = self.book.find(run_id)
        if shown is not None and not shown.run.status.ended:
            self.controls.say(f"{text}…")

    def _on_examples(self, spec: RunSpec, result: object) -> None:
        if (spec.data, spec.seed) != (self.experiment.spec.data, self.experiment.spec.seed):
            return
        if isinstance(result, Examples):
            self.experiment.set_examples(result)
        else:
            self.experiment.set_data_problem(str(result))

    def _sum_up(self, examples: Examples) -> None:
        """Count classes and spreads in the background."""

        def done(future: Future[Summary]) -> None:
            if future.exception() is None and self.experiment.examples is examples:
                self.inside.data.show_summary(future.result())

        self.bridge.in_background(lambda: summary(examples), done)

    def _on_spec(self, spec: RunSpec) -> None:
        current = self.book.current
        if current is None or current.run.status.ended or current.run.trainer is None:
            return
        changes = live_changes(current.run.trainer.spec, spec)
        if changes:
            try:
                current.run.edit(**changes)
            except GdlabError as error:
                self.banner.show_message(str(error))
            self.bridge.touch()

    def _on_chosen(self) -> None:
        current = self.book.current
        self.inside.set_run(current.run if current is not None else None)
        self.inside.pull()
        self._update_controls()

    def _on_use(self, run_id: str) -> None:
        shown = self.book.find(run_id)
        if shown is not None:
            self.experiment.use(shown.run.spec)

    def _on_stop(self, ids: list[str]) -> None:
        self._each([s for s in self.book if s.run.id in ids], LiveRun.stop)

    def _on_speed(self, _speed: str) -> None:
        for shown in self._active():
            total = shown.run.trainer.total_steps if shown.run.trainer is not None else self._total_steps()
            shown.run.pace = pace(self.controls.speed.value(), total)
            shown.run.not_before = 0.0
        self.bridge.touch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _NARROW
        if wide != self._wide or event.oldSize().width() < 0:
            self._wide = wide
            side, inside = (304, 304) if wide else (264, 244)
            self._whole.setSizes([side, max(200, event.size().width() - side)])
            self._upper.setSizes([max(200, event.size().width() - side - inside), inside])
            table = 212 if event.size().height() > 760 else 190
            self._right.setSizes([max(200, event.size().height() - table), table])

    # --- inside -----------------------------------------------------------------------------------------------------
    def _active(self) -> list[Shown]:
        return [s for s in self.book if not s.run.status.ended]

    def _each(self, shown: list[Shown], act: Callable[[LiveRun], None]) -> None:
        for s in shown:
            act(s.run)
        self.bridge.touch()
        self._update_controls()

    def _why_not(self) -> str:
        """Return why the experiment cannot be started now, "" when it can."""
        if self.experiment.data_problem:
            return self.experiment.data_problem
        description = self.experiment.description
        if description is not None and description.problems:
            return " ".join(str(p) for p in description.problems)
        return ""

    def _update_controls(self) -> None:
        active = self._active()
        why = self._why_not()
        paused = bool(active) and all(s.run.held for s in active)
        self.controls.show_state(
            can_start=not why, active=bool(active), paused=paused, chosen=self.book.current is not None, why=why
        )

    def _say(self) -> None:
        active = self._active()
        if not active:
            self.controls.say("")
            return
        running = [s for s in active if s.run.status is Status.RUNNING]
        if running:
            shown = self.book.current if self.book.current in running else running[0]
            self.controls.say(f"step {shown.run.step:,} of {_total(shown):,}".replace(",", "\u202f"))
        elif all(s.run.status is Status.PAUSED for s in active):
            self.controls.say(f"paused at step {active[0].run.step:,}".replace(",", "\u202f"))

    def _total_steps(self) -> int:
        spec, examples = self.experiment.spec, self.experiment.examples
        n = len(examples.x_train) if examples is not None else 1000
        batch = n if spec.training.batch_size == "full" else int(spec.training.batch_size)
        total = spec.training.epochs * -(-n // max(1, min(batch, n)))
        return min(total, spec.training.max_steps) if spec.training.max_steps else total

    def _pace(self) -> float:
        return pace(self.controls.speed.value(), self._total_steps())


def _total(shown: Shown) -> int:
    return shown.run.trainer.total_steps if shown.run.trainer is not None else 0
