"""The Lab page: experiment, controls, charts, a look inside, and the table of runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gdlab.lab.cores import use_cores
from gdlab.lab.datasets import Summary, summary
from gdlab.lab.run import Status
from gdlab.spec.examples import Examples
from gdlab.spec.plain import is_list
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.actions.branching import Brancher
from gdlab.ui.actions.exporting import Exporter
from gdlab.ui.actions.importing import RunImporter
from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.actions.opening import DataOpener
from gdlab.ui.actions.predicting import RunPredictor
from gdlab.ui.actions.starting import Starter
from gdlab.ui.actions.view_state import apply_view, view_of
from gdlab.ui.bridge import Bridge
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.lab_layout import LabLayout
from gdlab.ui.paint_schedule import PaintSchedule
from gdlab.ui.panels.augmentation_preview import AugmentationPreview
from gdlab.ui.panels.compile_notice import CompileNotice
from gdlab.ui.panels.controls import ControlsBar
from gdlab.ui.panels.controls_state import ControlsState
from gdlab.ui.panels.curves import CurvesPanel
from gdlab.ui.panels.experiment import ExperimentPanel
from gdlab.ui.panels.inside import InsidePanel
from gdlab.ui.panels.running_notice import RunningNotice
from gdlab.ui.panels.runs import RunsPanel
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.settings import Settings
from gdlab.ui.widgets.banner import Banner


class LabPage(Page):
    """The page of the experiment and its runs: the panels, and the signals between them."""

    name, title, icon = "lab", tr_noop("Lab"), "lab"
    order = 10

    def __init__(self, bridge: Bridge, experiment: QtExperiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge, self.experiment = bridge, experiment
        self.book = QtRunBook(self)
        places = self._layout = LabLayout(self)
        self.experiment_panel = ExperimentPanel(experiment, places.side)
        self.controls = ControlsBar(places.bars)
        self.curves = CurvesPanel(self.book, places.middle)
        self.inside = InsidePanel(places.middle)
        self.runs = RunsPanel(self.book, places.right)
        self.banner = Banner(places.bars)
        self.running_notice = RunningNotice(experiment, self.book, places.bars)
        self.compile_notice = CompileNotice(experiment, bridge.in_background, places.bars)
        self.augmentation = AugmentationPreview(experiment, bridge.in_background, self)
        places.put(
            side=self.experiment_panel,
            bars=[self.controls, self.compile_notice, self.running_notice, self.banner],
            curves=self.curves,
            inside=self.inside,
            runs=self.runs,
        )
        self.starter = Starter(bridge, experiment, self.book, self.controls, self.banner, self)
        self.brancher = Brancher(bridge, self.book, self.starter, self.banner, self)
        self.exporter = Exporter(
            bridge, self.book, self.banner, self, lambda runs: view_of(self.curves.controls, self.book, runs)
        )
        self.importer = RunImporter(
            bridge, self.banner, self, lambda view, runs: apply_view(view, self.curves.controls, self.book, runs)
        )
        self.predictor = RunPredictor(bridge, self.book, self.banner, self)
        self.opener = DataOpener(bridge, experiment, self.experiment_panel.data_tools, self.banner, self)
        self._connect_bridge()
        self._connect_panels()
        self._state = ControlsState(self.controls, self.book, experiment, bridge)
        self.starter.touched.connect(self._state.update)
        self.starter.reached.connect(self.running_notice.take)
        experiment.spec_changed.connect(self.running_notice.update_text)
        self._paint_schedule = PaintSchedule(self._painted(), [self.runs.pull])
        self.curves.charts_changed.connect(lambda: self._paint_schedule.set_parts(self._painted()))
        bridge.ticked.connect(self._paint_schedule.on_tick)

    @classmethod
    def make(cls, context: PageContext) -> LabPage:
        page, settings = cls(context.bridge, context.experiment, context.pages), context.settings
        page.curves.controls.smoothing.setValue(round(1000 * settings.smoothing))
        page.curves.controls.choose_axis(settings.x_axis)
        page.curves.controls.set_spread(settings.seed_means)
        page.curves.arrange(settings.charts)
        page.controls.speed.set_value(settings.speed)
        # Started by its shortcut while another page is in sight, a run would train unseen.
        page.starter.begun.connect(lambda: context.page_wanted.emit(cls.name))
        context.setting_changed.connect(partial(page._on_setting, settings))
        return page

    @classmethod
    def menu_actions(cls, page: Callable[[], LabPage]) -> Sequence[MenuAction]:
        lab = page()
        starter, opener = lab.starter, lab.opener
        return (
            MenuAction("&File", tr("Open &data…"), opener.ask_file, ("Ctrl+Shift+O",), "open_data_action", group=1),
            MenuAction("&File", tr("Open data &folder…"), opener.ask_folder, group=1),
            MenuAction("&File", tr("&Export CSV…"), lab.exporter.ask, ("Ctrl+E",), "export_csv", group=2),
            MenuAction("&File", tr("E&xport"), inner=lab.exporter.menu_actions(), group=2),
            MenuAction("&File", tr("&Import runs…"), lab.importer.ask, (), "import_runs", group=2),
            MenuAction("&File", tr("Import a folder of &TensorBoard…"), lab.importer.ask_folder, group=2),
            MenuAction("&Run", tr("&Start"), starter.start, ("Ctrl+Return", "Ctrl+Enter")),
            MenuAction("&Run", tr("Start or &pause\tSpace"), starter.toggle_start),
            MenuAction("&Run", tr("Single s&tep\tS"), starter.single_step),
            MenuAction("&Run", tr("St&op"), starter.stop, ("Ctrl+.",)),
            MenuAction("&Run", tr("&Reset chosen run"), starter.reset),
            MenuAction("&Run", tr("R&ace…"), starter.ask_race, ("Ctrl+R",), group=1),
            MenuAction("&Run", tr("&Find a learning rate…"), starter.find_rate, group=1),
            MenuAction("&Run", tr("&Branch from chosen run…"), lab.brancher.ask, ("Ctrl+B",), group=1),
            MenuAction("&Run", tr("&Predict with chosen run…"), lab.predictor.ask, (), "predict_rows", group=1),
            MenuAction("&View", tr("Look &inside"), lab.controls.inside.toggle, ("Ctrl+I",)),
        )

    def single_keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        return {Qt.Key.Key_Space: self.starter.toggle_start, Qt.Key.Key_S: self.starter.single_step}

    def hidden_while_presenting(self) -> Sequence[QWidget]:
        notices = (self.banner, self.compile_notice, self.running_notice)
        switched = (self.inside, self.controls.inside)
        return (self.experiment_panel, *switched, self.runs, *notices, self.curves.controls)

    def controls_while_presenting(self) -> Sequence[QWidget]:
        return (self.controls,)

    def after_presenting(self) -> None:
        self.inside.setVisible(self.controls.inside.isChecked())
        self.running_notice.update_text()
        self.compile_notice.show_state()

    def save_settings(self, settings: Settings) -> None:
        settings.smoothing = self.curves.controls.smoothing.value() / 1000
        settings.charts = self.curves.arrangement
        settings.seed_means = self.curves.controls.spread or ""
        settings.speed = self.controls.speed.value()

    def view_state(self) -> Mapping[str, object]:
        controls = self.curves.controls
        return {
            "smoothing": controls.smoothing.value() / 1000,
            "x_axis": controls.axis.name,
            "log_x": controls.log_x.isChecked(),
            "log_y": controls.log_y.isChecked(),
            "seed_means": controls.spread or "",
            "charts": self.curves.arrangement,
            "speed": str(self.controls.speed.value()),
            "inside": self.controls.inside.isChecked(),
            "inside_tab": self.inside.current,
        }

    def restore_view(self, state: Mapping[str, object]) -> None:
        controls, smoothing = self.curves.controls, state.get("smoothing")
        if isinstance(smoothing, float) and 0 <= smoothing < 1:
            controls.smoothing.setValue(round(1000 * smoothing))
        controls.choose_axis(str(state.get("x_axis", "")))
        controls.set_spread(str(state.get("seed_means", controls.spread or "")))
        charts = state.get("charts")
        if is_list(charts):
            self.curves.arrange([str(key) for key in charts])
        switches = {"log_x": controls.log_x, "log_y": controls.log_y, "inside": self.controls.inside}
        for name, switch in switches.items():
            if isinstance(state.get(name), bool):
                switch.setChecked(bool(state[name]))
        if state.get("speed") in ("slow", "watch", "full"):
            self.controls.speed.set_value(state["speed"])
        self.inside.choose(str(state.get("inside_tab", "")))

    def shut_down(self) -> None:
        self.compile_notice.stop()
        self.augmentation.stop()

    # --- building -----------------------------------------------------------------------------------------------------
    def _connect_bridge(self) -> None:
        b = self.bridge
        b.runs_added.connect(self.book.add)
        b.run_removed.connect(self.book.remove)
        b.rested.connect(self._draw_all)
        b.status_changed.connect(self._on_status)
        b.runs_added.connect(self.running_notice.begin)
        b.run_removed.connect(self.running_notice.update_text)
        b.observed.connect(self.inside.answer)
        b.examples_loaded.connect(self._on_examples)
        b.failed.connect(self.banner.show_message)

    def _painted(self) -> list[Callable[[], object]]:
        """Return what draws the parts of the page that change while runs train."""
        charts = [partial(self.curves.pull_chart, chart) for chart in self.curves.charts]
        return [*charts, self.inside.pull, self._state.say]

    def _connect_panels(self) -> None:
        self.controls.inside.toggled.connect(self.inside.setVisible)
        self.inside.asked.connect(self.bridge.observe)
        self.inside.maximise_wanted.connect(self._on_maximise)
        self.inside.branch_wanted.connect(self.brancher.ask)
        self.experiment.examples_wanted.connect(self.bridge.load_examples)
        self.experiment.examples_changed.connect(self.inside.set_examples)
        self.experiment.examples_changed.connect(self._sum_up)
        self.compile_notice.compiled.connect(self.augmentation.update)
        self.augmentation.made.connect(self.inside.show_augmented)
        self.book.chosen_changed.connect(self._on_chosen)
        self.book.renamed.connect(self._on_renamed)
        r = self.runs
        r.remove_wanted.connect(self.starter.remove)
        r.use_wanted.connect(self._on_use)
        r.export_wanted.connect(self.exporter.ask)
        r.predict_wanted.connect(self.predictor.ask)
        r.stop_wanted.connect(self.starter.stop)
        r.duplicate_wanted.connect(self.starter.run_again)
        r.branch_wanted.connect(self.brancher.ask)

    # --- what happens -------------------------------------------------------------------------------------------------
    def _draw_all(self) -> None:
        self.curves.pull()
        self.runs.pull()
        self.inside.pull()
        self._state.say()

    def _on_status(self, run_id: str, status: str, reason: str) -> None:
        shown = self.book.find(run_id)
        if shown is None:
            return
        shown.note = ""
        told = (Status.GUESSING, Status.DIVERGED, Status.FAILED)
        is_news = status in told or (status == Status.INTERRUPTED and reason)
        if is_news and shown.run.fault is None:  # the window's banner tells a fault
            level = "error" if status == Status.FAILED else "warning"
            verb = tr("is ") if status == Status.GUESSING else ""
            said = f"{shown.name} {verb}{tr(status)}: {tr_message(reason)}.".replace("..", ".")
            self.banner.show_message(said, level=level)
        self.runs.model.refresh_run(run_id)
        self.running_notice.update_text()

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

    def _on_chosen(self) -> None:
        current = self.book.current
        self.inside.set_run(current.run if current is not None else None)
        self.inside.pull()

    def _on_maximise(self, wanted: bool) -> None:
        """Give *Look inside* the whole page but the bar of controls, or what was around it its place again."""
        for widget in (self.experiment_panel, self.curves, self.runs):
            widget.setVisible(not wanted)

    def _on_renamed(self, run_id: str) -> None:
        shown = self.book.find(run_id)
        if shown is not None:
            self.bridge.rename(shown.run.run)

    def _on_use(self, run_id: str) -> None:
        shown = self.book.find(run_id)
        if shown is not None:
            self.experiment.use(shown.run.spec)

    def _on_setting(self, settings: Settings, name: str) -> None:
        if name == "x_axis":
            self.curves.controls.choose_axis(settings.x_axis)
        if name == "threads":
            use_cores(settings.threads)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.fit(event.size())
