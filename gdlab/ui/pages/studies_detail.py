"""One study opened: live curves, the measured table beside the printed one, the verdict and the words."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gdlab.studies.charts import picture
from gdlab.studies.drawing import plot
from gdlab.studies.experiment import Plan, plan
from gdlab.studies.export import measured_rows, printed_rows, write_csv, write_report
from gdlab.studies.memory import remember
from gdlab.studies.model import Part, Size, Study
from gdlab.studies.runner import Result, StudyRun, study_store
from gdlab.studies.verdict import HOW
from gdlab.ui.pages.studies_card import ROLES, SYMBOLS, set_role, table_html, table_label
from gdlab.ui.pages.studies_charts import PictureView
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import Card, heading
from gdlab.ui.widgets.progress import Progress

#: Milliseconds between looks at a study that runs.
_TICK = 400
#: Runs a job in the background and hands its future to a function on the window's thread.
Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]
_KINDS = {"runs": "lines", "levels": "lines", "columns": "lines", "heat": "heat", "bars": "bars"}


class StudyDetail(QWidget):
    """Show one study and run it; the work is done in the study's own threads and looked at by a timer."""

    left = Signal()
    changed = Signal()
    open_in_lab = Signal(object)

    def __init__(
        self, study: Study, background: Background, workers: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.study = study
        self.job: StudyRun | None = None
        self._workers, self._background = workers, background
        self._starting = False
        self._seen = -1
        self._views: list[tuple[Part, int, PictureView]] = []
        self._tables: dict[str, QLabel] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.look)
        self._build()

    # --- what a person does -------------------------------------------------------------------------------------------
    def run(self, size: Size) -> None:
        """Start the study; runs that the store has from an earlier time are taken from there."""
        if self._starting or (self.job is not None and self.job.busy):
            return
        self._starting = True
        self.banner.dismiss()
        self.progress.start("Starting…")
        self._show_running(True)
        self._background(lambda: StudyRun(plan(self.study, size), study_store(), self._workers), self._on_planned)

    def _on_planned(self, future: Future[StudyRun]) -> None:
        self._starting = False
        if (error := future.exception()) is not None:
            self._show_running(False)
            self.banner.show_message("This study cannot be run.", detail=str(error))
            return
        self.job = future.result()
        self.job.start()
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stop; the runs that are finished are kept, and the next start goes on from there."""
        if self.job is not None:
            self.job.stop()

    def shut_down(self) -> None:
        """Stop and wait until nothing of the study works any more."""
        self._timer.stop()
        if self.job is not None:
            self.job.close()

    def export(self, path: Path) -> None:
        """Write figures (.csv), pictures (.png, .svg, .pdf) or a report (.html)."""
        result = self.job.result if self.job is not None else None
        if result is None:
            return
        kinds: dict[str, Callable[[], object]] = {
            ".csv": lambda: write_csv([result], path),
            ".html": lambda: write_report([result], path),
        }
        job = kinds.get(path.suffix.lower(), lambda: plot(result, path))
        self._background(job, self._on_exported)

    def _on_exported(self, future: Future[object]) -> None:
        if (error := future.exception()) is not None:
            self.banner.show_message("The study was not exported.", detail=str(error))

    # --- looking ------------------------------------------------------------------------------------------------------
    def look(self) -> None:
        """Show where the study stands."""
        job = self.job
        if job is None:
            return
        names = ", ".join(live.job.row for live in list(job.live.values())[:2])
        self.progress.set_progress(job.share, f"{job.done} of {len(job.plan.jobs)} runs. {names}")
        self._show_figures(job, whole=job.done != self._seen or not job.busy)
        self._seen = job.done
        if not job.busy:
            self._timer.stop()
            self._ended(job)
        self.changed.emit()

    def _show_figures(self, job: StudyRun, *, whole: bool) -> None:
        """Draw the curves, and what stands in the tables when a run has ended since the last look."""
        curves: dict[str, dict[str, list[Any]]] = {}
        for one, run in job.seen():
            curves.setdefault(one.part, {}).setdefault(one.row, []).append(run.history)
        for part, index, view in self._views:
            if not whole and part.charts[index].kind != "runs":
                continue
            shown = picture(part.charts[index], part, job.tables[part.name], curves.get(part.name, {}))
            if shown is not None:
                view.show_picture(shown)
        for part in self.study.parts if whole else ():
            table = job.tables[part.name]
            if table.columns:
                self._tables[part.name].setText(table_html(*measured_rows(table), f"Measured: {part.title}"))

    def _ended(self, job: StudyRun) -> None:
        self._show_running(False)
        if job.error:
            self.banner.show_message("The study could not be carried out.", detail=job.error)
        elif job.result is not None:
            remember(job.result)
            self._show_verdict(job.result)
        self.to_file.setEnabled(job.result is not None)

    def _show_verdict(self, result: Result) -> None:
        verdict = result.verdict
        set_role(self.state, ROLES[str(verdict.state)])
        self.state.setText(f"<big><b>{SYMBOLS[str(verdict.state)]}</b></big>")
        parts = [f"<p>{escape(verdict.text)}</p>", *(f"<p><b>{escape(r)}</b></p>" for r in verdict.remarks)]
        parts.append("<ul>" + "".join(f"<li>{escape(j.sentence)}</li>" for j in verdict.judged) + "</ul>")
        parts += [f"<p>{escape(p)}</p>" for p in result.problems]
        self.verdict.setText("".join(parts))

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.quick.setEnabled(not running)
        self.full.setEnabled(not running)
        self.halt.setEnabled(running)

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        inside = QWidget()
        inside.setProperty("scroll", True)
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(24, 8, 24, 16)
        self._body.setSpacing(12)
        self.banner = Banner()
        self._body.addWidget(self.banner)
        self._body.addWidget(self._claim())
        self._body.addWidget(self._verdict())
        self._body.addWidget(self._measured())
        self._body.addLayout(self._pictures())
        self._body.addWidget(self._reading())
        self._body.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.study.title)
        layout.addWidget(area, 1)
        self._show_running(False)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout()
        back = self._button("Back", "All studies", "study_back", self.left.emit)
        self.quick = self._button("Run quick", "Fewer seeds, smaller sizes", "study_quick", lambda: self.run("quick"))
        self.quick.setProperty("kind", "primary")
        self.full = self._button("Run full", "All seeds, full sizes", "study_full", lambda: self.run("full"))
        self.halt = self._button("Stop", "Finished runs are kept", "study_stop", self.stop)
        self.to_lab = QPushButton("Open in the Lab")
        self.to_lab.setObjectName("study_lab")
        self.to_lab.clicked.connect(self._on_lab)
        self.row = QComboBox()
        self.row.setAccessibleName("Which run to open in the Lab")
        self.row.setMaximumWidth(220)
        self._background(lambda: plan(self.study, "quick", 1), self._on_rows)
        self.to_file = self._button("Export…", "Figures, pictures or a report", "study_export", self._on_export)
        for widget in (back, self.quick, self.full, self.halt):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.row, self.to_lab, self.to_file):
            row.addWidget(widget)
        self.to_file.setEnabled(False)
        self.to_lab.hide()
        self.row.hide()
        self.progress = Progress(cancellable=False)
        column = QVBoxLayout(bar)
        column.setContentsMargins(24, 12, 24, 8)
        column.addLayout(row)
        column.addWidget(self.progress)
        return bar

    def _button(self, text: str, tip: str, name: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(tip)
        made.setObjectName(name)
        made.setAccessibleName(f"{text}: {self.study.title}")
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _on_rows(self, future: Future[Plan]) -> None:
        """Offer the runs of the study for the Lab; a study that is no race has none."""
        if future.exception() is None:
            for job in future.result().jobs:
                if job.spec is not None:
                    self.row.addItem(job.row, job.spec)
        for widget in (self.row, self.to_lab):
            widget.setVisible(self.row.count() > 0)

    def _claim(self) -> Card:
        card = Card(self.study.title)
        card.add(_words(escape(self.study.claim)))
        rules = "".join(f"<li>{escape(r)}</li>" for r in self.study.rules_in_words())
        card.add(_words(f"<b>What decides, fixed before the run</b><ul>{rules}</ul>"))
        how = _words(escape(HOW))
        how.setProperty("role", "caption")
        card.add(how)
        return card

    def _verdict(self) -> Card:
        card = Card("Verdict")
        self.state = QLabel("Not run yet")
        self.state.setProperty("role", "muted")
        self.verdict = _words("Run the study to see whether the claim holds here. A stopped one goes on from there.")
        card.add(self.state)
        card.add(self.verdict)
        return card

    def _pictures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for part in self.study.parts:
            for i, chart in enumerate(part.charts):
                name = chart.title if len(self.study.parts) == 1 else f"{chart.title} ({part.name})"
                view = PictureView(name, _KINDS[chart.kind])
                at = len(self._views)
                grid.addWidget(view, at // 2, at % 2)
                self._views.append((part, i, view))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _measured(self) -> Card:
        card = Card("Figures")
        if self.study.printed is not None:
            printed = table_label(*printed_rows(self.study.printed), f"Printed: {self.study.printed.caption}")
            card.add(_WideArea(printed))
        for part in self.study.parts:
            label = table_label([], [], f"Measured: {part.title}")
            self._tables[part.name] = label
            area = _WideArea(label)
            area.setAccessibleName(f"Measured figures, {part.title}")
            card.add(area)
        return card

    def _reading(self) -> Card:
        card = Card("Reading it")
        pairs = (
            ("What to look at", self.study.look),
            ("What it teaches", self.study.teaches),
            ("Mind", self.study.caveat),
        )
        for head, text in pairs:
            if text:
                card.add(heading(head, "section"))
                card.add(_words(escape(text)))
        return card

    # --- slots ------------------------------------------------------------------------------------------------------
    def _on_lab(self) -> None:
        self.open_in_lab.emit(self.row.currentData())

    def _on_export(self) -> None:
        kinds = "Figures (*.csv);;Pictures (*.png *.svg *.pdf);;Report (*.html)"
        name, _ = QFileDialog.getSaveFileName(self, "Export the study", f"{self.study.name}.csv", kinds)
        if name:
            self.export(Path(name))


class _WideArea(QScrollArea):
    """Scroll a wide label sideways, as high as the label is."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.setWidget(label)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        held = self.widget()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and held is not None:
            bar = self.horizontalScrollBar().sizeHint().height()
            self.setFixedHeight(held.sizeHint().height() + bar)
        return super().eventFilter(watched, event)


def _words(text: str) -> QLabel:
    """Return a label whose words wrap and can be selected."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
