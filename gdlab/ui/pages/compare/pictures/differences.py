"""The difference of each group to the best one, paired by seed, with its 95 % interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.number_text import format_difference, format_metric
from gdlab.lab.ranking import RankedPair, Ranking
from gdlab.spec.metrics import words_of
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture
from gdlab.ui.widgets.choice import Option

_ROW = 40.0


@dataclass(frozen=True)
class _Line:
    """A line of the picture: a group against the best one, as shares of steps or differences of a metric."""

    label: str
    place: int
    low: float
    middle: float
    high: float
    pair: RankedPair


class DifferencesPicture(ComparePicture):
    """Intervals of the differences to the best group; one that holds 0 cannot be told from it."""

    name, heading, order = "differences", tr_noop("Differences"), 10
    empty_text = tr_noop("Two groups of two seeds or more show their differences here, paired by seed.")

    def __init__(self) -> None:
        super().__init__()
        self.by = self.add_choice(tr("Of"), tr("What the groups are ranked by"), "by")
        self._lines: list[_Line] = []

    def arrange(self, shown: ComparedSet) -> bool:
        ways = [Option("last", tr("last {tag}", tag=words_of(shown.asked.tag)))]
        ways += [Option("target", tr("steps to the target"))] * (shown.ranking_to_target is not None)
        self.by.set_options(ways)
        ranking = shown.ranking_to_target if self.by.value() == "target" else shown.ranking
        self._lines = []
        if ranking is None or not ranking.order:
            return False
        self._best, self._ranking = ranking.order[0], ranking
        places = {group.label: i for i, group in enumerate(shown.groups)}
        against = ranking.against_best()
        for label in ranking.order[1:]:
            if label in against and against[label].difference.n > 1:
                self._lines.append(_line(label, places[label], against[label], ranking))
        return bool(self._lines)

    def basis(self, shown: ComparedSet) -> str:
        counts = sorted({line.pair.difference.n for line in self._lines})
        if len(counts) > 1:
            return tr("paired over {low} to {high} seeds", low=counts[0], high=counts[-1])
        return tr("paired over {counts} seeds", counts=counts[0])

    def description(self, shown: ComparedSet) -> str:
        return ". ".join(self._ranking.sentences)

    def words_at(self, where: QPointF) -> str:
        row = int((where.y() - 22) // self._row_height())
        if not 0 <= row < len(self._lines):
            return ""
        line = self._lines[row]
        return tr(
            "{label} against {best}: {what}, p = {p} after Holm's correction",
            label=line.label,
            best=self._best,
            what=self._text(line),
            p=local_number(f"{line.pair.p:.2g}"),
        )

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        theme, step = self.theme, self._row_height(height)
        ends = [v for line in self._lines for v in (line.low, line.high, line.middle) if math.isfinite(v)]
        low, high = min(0.0, *ends), max(0.0, *ends)
        low, high = (low, high) if high > low else (low - 0.5, high + 0.5)
        left, right, top = 12.0, width - 12.0, 22.0

        def x(value: float) -> float:
            return left + (value - low) / (high - low) * (right - left)

        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(0, 0, width, 20), Qt.AlignmentFlag.AlignLeft, self._unit(metrics, width))
        for i, line in enumerate(self._lines):
            middle = top + i * step + step * 0.68
            painter.setPen(theme.color("text"))
            value = self._text(line)
            space = width - metrics.horizontalAdvance(value) - 16
            name = metrics.elidedText(line.label, Qt.TextElideMode.ElideRight, max(40.0, space))
            painter.drawText(QPointF(4, top + i * step + metrics.ascent() + 1), name)
            painter.drawText(QRectF(0, top + i * step, width - 4, metrics.height()), Qt.AlignmentFlag.AlignRight, value)
            painter.setPen(QPen(theme.color("muted"), 1))
            painter.drawLine(QPointF(x(0), middle - 9), QPointF(x(0), middle + 9))
            color = theme.color(theme.run_color(line.place))
            painter.setPen(QPen(color, 2.5))
            if math.isfinite(line.low):
                painter.drawLine(QPointF(x(line.low), middle), QPointF(x(line.high), middle))
                for end in (line.low, line.high):
                    painter.drawLine(QPointF(x(end), middle - 4), QPointF(x(end), middle + 4))
            painter.setBrush(color if line.pair.told else theme.color("surface"))
            painter.drawEllipse(QPointF(x(line.middle), middle), 4.5, 4.5)

    def _row_height(self, height: int = 0) -> float:
        return min(_ROW, ((height or self.drawing.height()) - 24) / max(1, len(self._lines)))

    def _unit(self, metrics: QFontMetricsF, width: int) -> str:
        if self._ranking.target is not None:
            target = format_metric(self._ranking.tag, self._ranking.target)
            text = tr(
                "More steps to {target} than {best} (95 % CI; filled: told apart)", target=target, best=self._best
            )
        else:
            title = words_of(self._ranking.tag)
            text = tr(
                "{metric}: difference to {best} (95 % CI; filled: told apart)",
                metric=title[:1].upper() + title[1:],
                best=self._best,
            )
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _text(self, line: _Line) -> str:
        if self._ranking.target is not None:
            return f"{line.middle:+.0f} %".replace("-", "−")
        sign = "+" if line.middle >= 0 else ""
        return sign + format_difference(self._ranking.tag, line.middle).replace("percentage ", "")


def _line(label: str, place: int, pair: RankedPair, ranking: Ranking) -> _Line:
    d, sign = pair.difference, 1.0
    if label == pair.first:  # the pair is ordered by its own seeds, which may be fewer
        sign = -1.0
    low, high = sorted((sign * d.low, sign * d.high)) if math.isfinite(d.low) else (d.low, d.high)
    middle = sign * d.mean
    if ranking.target is not None:
        low, middle, high = (100 * math.expm1(value) for value in (low, middle, high))
    return _Line(label, place, low, middle, high, pair)
