"""Finer parts of the long curves of a comparison, read in the background as the view moves."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.group_curves import smoothing_of
from gdlab.lab.comparison.group_details import CurveView, DetailWanted, detail_wanted
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.store.curve_detail import CurveDetail
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.pages.compare.curves import ComparedCurves
from gdlab.ui.plots.series import SeriesDetail

#: Milliseconds that a view rests before more of it is read: reading while it moves would take frames from it.
_REST = 80
#: Rows after which a job in the background takes no more curves; they appear job by job.
_ROWS_A_JOB = 500_000
#: Milliseconds between two drawings of curves that were smoothed as a whole, since each draws all curves.
_DRAW_EVERY = 500


class CurveDetails(QObject):
    """The parts of curves that are finer than their overviews; one job at a time reads those that the view needs.

    ``whole_read`` follows when curves were smoothed from row to row as a whole.
    """

    whole_read = Signal()

    def __init__(self, comparison: QtComparison, chart: ComparedCurves, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison, self._chart = comparison, chart
        self._shown, self._column, self._weight = comparison.shown, "step", 0.0
        self._whole: dict[str, CurveDetail] = {}
        self._parts: dict[str, CurveDetail] = {}
        self._refused: set[DetailWanted] = set()
        self._is_reading = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self._read)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.timeout.connect(self.whole_read)
        chart.plot.view.sigXRangeChanged.connect(lambda *_: self._resting.start())

    def follow(self, shown: ComparedSet, column: str, weight: float) -> Mapping[str, CurveDetail]:
        """Take what is compared now, and return the curves that were read as a whole for it, by the ids of groups."""
        weight = smoothing_of(shown.asked.tag, weight)
        before = (self._shown.asked.tag, self._column, self._weight)
        is_same = shown.runs is self._shown.runs and shown.groups is self._shown.groups
        if not is_same or before != (shown.asked.tag, column, weight):
            for key in self._parts:
                self._chart.set_detail(key, None)
            self._whole, self._parts, self._refused = {}, {}, set()
        self._shown, self._column, self._weight = shown, column, weight
        self._resting.start()
        return self._whole

    def _read(self) -> None:
        """Read the first of the parts that the view needs, and go on when they are there."""
        if self._is_reading or not self._chart.isVisible():
            return
        left, right, points = self._chart.view_range
        if not points:
            return
        view = CurveView(self._shown.asked.tag, self._column, self._weight, left, right, points)
        wanted: dict[str, DetailWanted] = {}
        rows = 0
        for group in self._shown.groups:
            one = self._wanted(group, view)
            if one is not None and one not in self._refused and rows < _ROWS_A_JOB:
                wanted[group.id] = one
                rows += one.rows.last - one.rows.first
        if wanted:
            self._is_reading = True
            self._comparison.read_details(list(wanted.values()), partial(self._on_read, self._shown, wanted))

    def _wanted(self, group: RunGroup, view: CurveView) -> DetailWanted | None:
        """Return what the view needs of a group's curve, None where that is held already or does not exist."""
        one = detail_wanted(group, view, self._parts.get(group.id))
        return one and detail_wanted(group, view, self._whole.get(group.id))

    def _on_read(
        self, shown: ComparedSet, wanted: Mapping[str, DetailWanted], future: Future[list[CurveDetail | None]]
    ) -> None:
        self._is_reading = False
        found: list[CurveDetail | None] = [None] * len(wanted) if future.exception() is not None else future.result()
        is_same = shown.runs is self._shown.runs
        whole = False
        for (key, one), detail in zip(wanted.items(), found, strict=True):
            if not is_same or (one.tag, one.column, one.weight) != (shown.asked.tag, self._column, self._weight):
                continue
            if detail is None:
                self._refused.add(one)
            elif self._is_whole(key, detail):
                self._whole[key] = detail
                whole = True
            else:
                self._parts[key] = detail
                self._chart.set_detail(key, SeriesDetail(detail.x, detail.y, detail.values if one.weight else None))
        if whole and not self._drawing.isActive():
            self._drawing.start(0 if len(self._whole) <= len(wanted) else _DRAW_EVERY)
        if not self._resting.isActive():
            self._read()

    def _is_whole(self, key: str, detail: CurveDetail) -> bool:
        """Return whether a part is all of a group's curve."""
        run = next(group.runs[0] for group in self._shown.groups if group.id == key)
        return run.curve is not None and (detail.rows.first, detail.rows.last) == (0, run.curve.length)
