"""The pictures of a sweep: importances with intervals, the front of two objectives, and the register of all."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.sweeps.importance import ParameterImportance
from gdlab.lab.sweeps.trial import pareto_front
from gdlab.lab.sweeps.trial_set import TrialSet, trial_set
from gdlab.spec.metrics import higher_is_better
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture
from gdlab.ui.pages.compare.pictures.parallel import ParallelPicture
from gdlab.ui.pages.compare.pictures.scatter import ScatterPicture
from gdlab.ui.pages.sweeps.history import SweepHistory

_ROW = 36.0


class _ImportanceNames:
    """What the picture of importances is called; it stands apart, so that it is no picture of the Compare page."""

    name, heading = "sweep_importance", tr_noop("Importance")
    empty_text = tr_noop("Ten ended trials show here which field decides, with a 95 % interval.")


class SweepImportance(_ImportanceNames, ComparePicture):
    """A bar a searched field: the share of the objective's spread that it explains, with its interval."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[ParameterImportance] = []

    def prepare(self, shown: ComparedSet) -> None:
        if isinstance(shown, TrialSet):
            _ = shown.importances

    def legend(self, shown: ComparedSet) -> list[tuple[str, str]]:
        return []

    def arrange(self, shown: ComparedSet) -> bool:
        if isinstance(shown, TrialSet):
            self._found = shown.importances
        return bool(self._found)

    def basis(self, shown: ComparedSet) -> str:
        return tr("ε² of ranks over {count} trials; line: 95 % interval", count=max(one.n for one in self._found))

    def description(self, shown: ComparedSet) -> str:
        return ", ".join(f"{one.name} {_percent(one)}" for one in self._found)

    def words_at(self, where: QPointF) -> str:
        row = int(where.y() // self._row_height(self.drawing.height()))
        if not 0 <= row < len(self._found):
            return ""
        one = self._found[row]
        return tr(
            "{name}: {percent} of the spread of {count} trials. Fields searched together share effects.",
            name=one.name,
            percent=_percent(one),
            count=one.n,
        )

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        theme, step = self.theme, self._row_height(height)
        for i, one in enumerate(self._found):
            top = i * step
            painter.setPen(theme.color("text"))
            text = _percent(one)
            space = width - metrics.horizontalAdvance(text) - 16
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, space)
            painter.drawText(QPointF(4, top + metrics.ascent() + 2), name)
            painter.drawText(QRectF(0, top + 2, width - 4, metrics.height()), Qt.AlignmentFlag.AlignRight, text)
            tall = max(4.0, min(9.0, step - metrics.height() - 8))
            bar = QRectF(4, top + metrics.height() + 4, width - 8, tall)
            painter.fillRect(bar, theme.color("grid"))
            whole, left, middle = bar.width(), bar.left(), bar.center().y()
            bar.setWidth(max(1.0, whole * one.share))
            painter.fillRect(bar, theme.color("accent" if one.low > 0 else "muted"))
            painter.setPen(QPen(theme.color("text"), 1.5))
            painter.drawLine(QPointF(left + whole * one.low, middle), QPointF(left + whole * one.high, middle))

    def _row_height(self, height: int) -> float:
        return min(_ROW, height / max(1, len(self._found)))


class _FrontNames:
    """What the picture of the front is called."""

    name, heading = "sweep_front", tr_noop("Front")
    empty_text = tr_noop("A sweep of two objectives shows here the trials that no other one beats.")


class SweepFront(_FrontNames, ComparePicture):
    """Two objectives against each other; a line joins the trials that no other one beats in both."""

    def __init__(self) -> None:
        super().__init__()
        self._points = np.empty((0, 2))
        self._front = np.empty((0, 2))
        self._labels: list[str] = []
        self._metrics: tuple[str, ...] = ()

    def legend(self, shown: ComparedSet) -> list[tuple[str, str]]:
        return [(self.theme.hex("accent"), tr("on the front")), (self.theme.hex("muted"), tr("beaten"))]

    def arrange(self, shown: ComparedSet) -> bool:
        if not isinstance(shown, TrialSet) or len(shown.metrics) < 2:
            return False
        ended = [trial for trial in shown.trials if trial.found]
        best = pareto_front(ended, [higher_is_better(metric) for metric in shown.metrics])
        self._points = np.array([trial.figures[:2] for trial in ended]).reshape(-1, 2)
        self._front = np.array([trial.figures[:2] for trial in best]).reshape(-1, 2)
        self._labels = [tr("trial {number}: {label}", number=trial.number, label=trial.label) for trial in ended]
        self._metrics = shown.metrics
        return len(ended) > 1

    def description(self, shown: ComparedSet) -> str:
        return tr("{front} of {points} trials are on the front", front=len(self._front), points=len(self._points))

    def basis(self, shown: ComparedSet) -> str:
        return self.description(shown)

    def words_at(self, where: QPointF) -> str:
        spots = self._spots(self._points, self.drawing.width(), self.drawing.height())
        far = [abs(spot.x() - where.x()) + abs(spot.y() - where.y()) for spot in spots]
        at = int(np.argmin(far)) if far else -1
        if at < 0 or far[at] > 12:
            return ""
        figures = ", ".join(
            f"{m} {local_number(f'{v:.4g}')}" for m, v in zip(self._metrics, self._points[at], strict=False)
        )
        return f"{self._labels[at]}\n{figures}"

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        theme = self.theme
        painter.setPen(theme.color("muted"))
        painter.drawText(QPointF(4, metrics.ascent()), tr("{metrics} (up)", metrics=self._metrics[1]))
        painter.drawText(
            QRectF(0, height - metrics.height(), width - 4, metrics.height()),
            Qt.AlignmentFlag.AlignRight,
            tr("{metrics} (to the right)", metrics=self._metrics[0]),
        )
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawPolyline(QPolygonF(self._spots(self._front, width, height)))
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.setBrush(theme.color("muted"))
        for spot in self._spots(self._points, width, height):
            painter.drawEllipse(spot, 4, 4)
        painter.setBrush(theme.color("accent"))
        for spot in self._spots(self._front, width, height):
            painter.drawEllipse(spot, 5, 5)

    def _spots(self, points: np.ndarray, width: int, height: int) -> list[QPointF]:
        low, high = self._points.min(axis=0), self._points.max(axis=0)
        span = np.where(high > low, high - low, 1.0)
        shares = (points - low) / span
        return [QPointF(12 + x * (width - 24), height - 24 - y * (height - 48)) for x, y in shares.tolist()]


def sweep_pictures() -> dict[str, ComparePicture]:
    """Return the pictures of a sweep by their headings, in order."""
    found: list[ComparePicture] = [
        ParallelPicture(),
        ScatterPicture(),
        SweepHistory(),
        SweepImportance(),
        SweepFront(),
    ]
    for picture in found:
        picture.setObjectName(f"sweep_{picture.heading.lower()}")
        picture.show_set(trial_set((), ("val/loss",), higher=False))
    return {picture.heading: picture for picture in found}


def _percent(one: ParameterImportance) -> str:
    return tr(
        "{share} % ({low} to {high})",
        share=f"{100 * one.share:.0f}",
        low=f"{100 * one.low:.0f}",
        high=f"{100 * one.high:.0f}",
    )
