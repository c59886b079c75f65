"""One study opened: live curves, the measured table beside the printed one, the verdict and the words."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.studies.charts import chart_title, picture
from gdlab.studies.experiment import Plan, plan
from gdlab.studies.last_results import Remembered, remember_result
from gdlab.studies.model import Part, Size, Study
from gdlab.studies.runner import StudyRun
from gdlab.studies.study_curve import StudyCurve, at_pace
from gdlab.studies.study_file import write_study_file
from gdlab.studies.study_store import study_store
from gdlab.translation import tr, tr_message
from gdlab.ui.pages.studies.bar import StudyBar
from gdlab.ui.pages.studies.charts import PictureView
from gdlab.ui.pages.studies.parts import FiguresCard, VerdictCard, claim_card, reading_card
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.scroll import ScrollColumn

#: Milliseconds between looks at a study that runs.
_TICK = 400
#: Runs a job in the background and hands its future to a function on the window's thread.
Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]
_KINDS = {"runs": "lines", "levels": "lines", "columns": "lines", "heat": "heat", "bars": "bars"}


class StudyDetail(QWidget):
    """The view of one study and its run; the study works in its own threads, and a timer reads where it is."""

    left = Signal()
    changed = Signal()
    open_in_lab = Signal(object)
    _store_trouble_changed = Signal(object)

    def __init__(
        self,
        study: Study,
        background: Background,
        workers: int | None = None,
        parent: QWidget | None = None,
        known: Remembered | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.study = study
        self.job: StudyRun | None = None
        self.stands = known
        self._workers, self._background = workers, background
        self._starting = False
        self._seen = -1
        self._views: list[tuple[Part, int, PictureView]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.refresh)
        self.bar = StudyBar(study)
        self.banner = Banner()
        self.verdict = VerdictCard()
        self.figures = FiguresCard(study)
        self._build()
        self._connect()
        self.verdict.show_remembered(known)
        background(lambda: plan(study, "quick", 1), self._on_plan)

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        area = ScrollColumn((24, 8, 24, 16), 12, tr_message(self.study.title))
        for part in (self.banner, claim_card(self.study), self.verdict, self.figures):
            area.column.addWidget(part)
        area.column.addLayout(self._pictures())
        area.column.addWidget(reading_card(self.study))
        area.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(area, 1)

    def _pictures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for part in self.study.parts:
            for i, chart in enumerate(part.charts):
                title = tr_message(chart_title(chart))
                name = title if len(self.study.parts) == 1 else f"{title} ({tr_message(part.name)})"
                view = PictureView(name, _KINDS[chart.kind])
                at = len(self._views)
                grid.addWidget(view, at // 2, at % 2)
                self._views.append((part, i, view))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _connect(self) -> None:
        self._store_trouble_changed.connect(self._on_store_trouble)  # from the thread that writes
        self.bar.left.connect(self.left)
        self.bar.run_wanted.connect(self.run)
        self.bar.stop_wanted.connect(self.stop)
        self.bar.lab_wanted.connect(self.open_in_lab)
        self.bar.export_wanted.connect(self._on_export)

    # --- what a person does -------------------------------------------------------------------------------------------
    def run(self, size: Size) -> None:
        """Start the study; runs that the store has from an earlier time are taken from there."""
        if self._starting or (self.job is not None and self.job.busy):
            return
        self._starting = True
        self.banner.dismiss()
        self.bar.progress.start(tr("Starting…"))
        self.bar.show_running(True)
        self._background(partial(self._made, size), self._on_made)

    def _made(self, size: Size) -> StudyRun:
        tell = self._store_trouble_changed.emit
        return StudyRun(plan(self.study, size), study_store(), self._workers, apart=True, on_trouble=tell)

    def stop(self) -> None:
        """Stop; the runs that are finished are kept, and the next start goes on from there."""
        if self.job is not None:
            self.job.stop()
            if self.job.busy:
                self.bar.show_stopping()

    def shut_down(self) -> None:
        """Stop and wait until nothing of the study works any more, with the window's events handled meanwhile."""
        self._timer.stop()
        if self.job is not None:
            self.job.close(partial(QApplication.processEvents, QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents))

    def export(self, path: Path) -> None:
        """Write figures (.csv), pictures (.png, .svg, .pdf) or a report (.html)."""
        result = self.job.result if self.job is not None else None
        if result is None:
            return
        self._background(lambda: write_study_file(result, path), self._on_exported)

    # --- looking ------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Show where the study is."""
        job = self.job
        if job is None:
            return
        busy = job.busy  # before it is drawn: what ends meanwhile is drawn at the next look
        names = ", ".join(live.job.row for live in list(job.live.values())[:2]) or tr_message(job.note)
        self.bar.progress.set_progress(
            job.share, tr("{done} of {jobs} runs. {names}", done=job.done, jobs=len(job.plan.distinct), names=names)
        )
        self._draw(job, whole=job.done != self._seen or not busy)
        self._seen = job.done
        if busy:
            self.verdict.show_running(job.share)
        else:
            self._timer.stop()
            self._ended(job)
        self.changed.emit()

    def show_noted(self, known: Remembered | None) -> None:
        """Show the verdict that counts, which another process may have noted, beside that of the run at hand."""
        if known is None:
            return
        self.stands = known
        if self.job is None:
            self.verdict.show_remembered(known)
        elif not self.job.busy and self.job.result is not None:
            self.verdict.show_verdict(self.job.result, known)

    def _draw(self, job: StudyRun, *, whole: bool) -> None:
        """Draw the curves, and what is in the tables when a run has ended since the last look."""
        curves: dict[str, dict[str, list[StudyCurve]]] = {}
        for one, run in job.seen():
            curves.setdefault(one.part, {}).setdefault(one.row, []).append(
                at_pace(run.history, job.figures.paces.get((one.part, one.row), ()))
            )
        for part, index, view in self._views:
            if not whole and part.charts[index].kind != "runs":
                continue
            shown = picture(part.charts[index], part, job.figures.tables[part.name], curves.get(part.name, {}))
            if shown is not None:
                view.show_picture(shown)
        if whole:
            self.figures.show_tables(job.figures.tables)

    def _ended(self, job: StudyRun) -> None:
        self.bar.show_running(False)
        if job.fault is not None or job.error:
            self.verdict.show_failed()
        if job.fault is not None:
            self.banner.dismiss()  # the window's own banner tells
        elif job.error:
            self.banner.show_message(tr("The study could not be carried out."), detail=job.error)
        elif job.stopped and job.result is None:
            self.verdict.show_stopped(job.share, job.done, len(job.plan.distinct))
            if job.problems:
                self.banner.show_message(tr("The study was stopped."), detail="\n".join(job.problems), level="warning")
        elif job.result is not None:
            self.stands = remember_result(job.result)
            self.verdict.show_verdict(job.result, self.stands)
        self.bar.to_file.setEnabled(job.result is not None)

    # --- slots ------------------------------------------------------------------------------------------------------
    def _on_plan(self, future: Future[Plan]) -> None:
        if future.exception() is None:
            self.bar.offer_runs(future.result())

    def _on_made(self, future: Future[StudyRun]) -> None:
        self._starting = False
        if (error := future.exception()) is not None:
            self.bar.show_running(False)
            self.banner.show_error(tr("This study cannot be run."), error)
            return
        self.job = future.result()
        self.job.start()
        self.verdict.show_running(0.0)
        self._timer.start()
        self.changed.emit()

    def _on_store_trouble(self, trouble: StoreTrouble | None) -> None:
        if trouble is None:
            self.banner.show_message(tr("The store can be written again; every run is saved."), level="success")
        else:
            self.banner.show_message(
                tr("Runs cannot be saved. The study goes on, and saving is tried again by itself."),
                detail=f"{trouble.message}.",
                stays=True,
            )

    def _on_export(self) -> None:
        kinds = tr("Figures (*.csv);;Pictures (*.png *.svg *.pdf);;Report (*.html)")
        name, _ = QFileDialog.getSaveFileName(self, tr("Export the study"), f"{self.study.name}.csv", kinds)
        if name:
            self.export(Path(name))

    def _on_exported(self, future: Future[object]) -> None:
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The study was not exported."), error)
        else:
            self.banner.show_message(tr("Wrote {result}.", result=future.result()), level="success")
