"""The picture of how a sweep went: each trial's figure, the best so far, and what was pruned when."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.number_text import format_duration
from gdlab.lab.sweeps.trial_set import TrialSet, best_so_far
from gdlab.spec.metrics import higher_is_better
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.pages.compare.pictures.scatter import ScatterPicture


class _HistoryNames:
    """What the picture of the history is called; it stands apart, so that it is no picture of the Compare page."""

    name, heading = "sweep_history", tr_noop("History")
    empty_text = tr_noop("Two trials or more show here how the best figure came about, and what was pruned when.")


class SweepHistory(_HistoryNames, ScatterPicture):
    """An objective over the trials or over time: a point a trial in the colour of its state, a line the best so far."""

    def __init__(self) -> None:
        super().__init__()
        self._best: list[int] = []

    def arrange(self, shown: ComparedSet) -> bool:
        if not isinstance(shown, TrialSet):
            return False
        objectives = ["last", *shown.metrics[1:]]
        x = self.offer_columns(self.x_column, [c for c in shown.columns if c.key in ("number", "at")], "number")
        y = self.offer_columns(self.y_column, [c for c in shown.columns if c.key in objectives], "last")
        if x is None or y is None:
            return False
        self._take((x, y), shown)
        place = objectives.index(y.key)
        order = sorted((i for i, trial in enumerate(shown.trials) if trial.found), key=lambda i: x.values[i])
        better = best_so_far([shown.trials[i] for i in order], place, higher=higher_is_better(shown.metrics[place]))
        numbers = {trial.number for trial in better}
        self._best = [i for i in order if shown.trials[i].number in numbers]
        return True

    def legend(self, shown: ComparedSet) -> list[tuple[str, str]]:
        return [*super().legend(shown), (self.theme.hex("text"), tr("best so far"))]

    def description(self, shown: ComparedSet) -> str:
        text = super().description(shown)
        return tr("{what}; the best so far changed {best} times", what=text, best=len(self._best))

    def words_at(self, where: QPointF) -> str:
        text, at = super().words_at(where), self.run_at(where)
        if at is None or not isinstance(self.shown, TrialSet):
            return text
        trial = self.shown.trials[at]
        ended = tr(
            "{reason}, {time} after the beginning",
            reason=tr_message(trial.reason or trial.state),
            time=format_duration(trial.at),
        )
        return f"{text}\n{ended}" if trial.at else text

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        super().paint(painter, width, height, metrics)
        area = self._area(width, height, metrics)
        points = self._points(area)
        at = [point for i in self._best if (point := points[i]) is not None]
        if at:
            ends = max(point.x() for point in points if point is not None)
            corners = [corner for a, b in pairwise(at) for corner in (a, QPointF(b.x(), a.y()))]
            painter.setPen(QPen(self.theme.color("text"), 1.5))
            painter.drawPolyline(QPolygonF([*corners, at[-1], QPointF(ends, at[-1].y())]))
