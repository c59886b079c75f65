"""The curves of a comparison, with the target that a person drags."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gdlab.lab.axes import XAxis
from gdlab.lab.chart_math import Spread
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.group_curves import SPREADS, group_curve
from gdlab.lab.number_text import format_metric
from gdlab.lab.store.curve_detail import CurveDetail
from gdlab.spec.metrics import words_of
from gdlab.translation import tr, within_sentence
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.series import Series
from gdlab.ui.theme import Theme

#: Points that all curves of a chart have together; each has two a pixel where there are few.
_POINTS = 20_000
_FEWEST = 100
#: Points that they have together while the view moves, for frames of a sixtieth of a second, and each at least.
_POINTS_MOVING = 6_000
_FEWEST_MOVING = 60
#: Milliseconds that a view rests before all points are drawn again.
_REST = 80


class ComparedCurves(CurveChart):
    """A curve a group; ``target_dragged`` carries the value that the dashed line was dragged to."""

    target_dragged = Signal(float)
    smoothing = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        self._line: pg.InfiniteLine | None = None
        self._moving = QTimer()
        self._moving.setSingleShot(True)
        self._moving.setInterval(_REST)
        self._target, self._tag = math.nan, ""
        super().__init__(
            tr("Curves"), empty=tr("Choose runs to compare: Runs lists everything that is kept."), parent=parent
        )
        self.setObjectName("chart_compared")
        self.setMinimumSize(240, 160)
        line = pg.InfiniteLine(
            angle=0, movable=True, label="", labelOpts={"position": 0.02, "anchors": [(0, 1), (0, 0)]}
        )
        line.setZValue(50)
        line.setCursor(Qt.CursorShape.SizeVerCursor)
        line.setToolTip(tr("The target: drag it, or write it in the field above"))
        line.sigDragged.connect(self._on_dragged)
        line.hide()
        self._line = line
        self._moving.setParent(self)
        self._moving.timeout.connect(self._on_rest)
        self.plot.view.sigRangeChangedManually.connect(lambda *_: self._moving.start())
        self.plot.addItem(line, ignoreBounds=True)
        self.restyle(self.theme)

    def show_set(
        self,
        shown: ComparedSet,
        axis: XAxis,
        spread: Spread,
        weight: float,
        selected: set[str],
        *,
        log_y: bool,
        whole: Mapping[str, CurveDetail] | None = None,
    ) -> None:
        """Draw the groups of a comparison.

        Args:
            shown: the comparison.
            axis: the unit of the x-axis.
            spread: what the band around a mean is.
            weight: the weight of smoothing.
            selected: the ids of groups that are drawn bolder.
            log_y: whether the y-axis is logarithmic.
            whole: by the ids of groups, curves that were smoothed from row to row and are drawn instead of those that
                the overviews give.
        """
        theme, drawn = self.theme, 0
        if self._tag != shown.asked.tag:
            self._tag = shown.asked.tag
            self.reset_view()
        wanted = {group.id for group in shown.groups}
        for key in [key for key in self.keys if key not in wanted]:
            self.remove(key)
        for i, group in enumerate(shown.groups):
            curve = group_curve(group, shown.asked.tag, axis.column, spread, weight)
            if curve is None:
                self.remove(group.id)
                continue
            drawn += 1
            color = theme.run_color(i)
            read = (whole or {}).get(group.id)
            x, y = (curve.x, curve.y) if read is None else (read.x, read.y)
            self.set_series(
                group.id, x, y, color=color, style=theme.run_style(i), label=group.label,
                unsmoothed=None if read is None else read.values,
                selected=group.id in selected and len(shown.groups) > 1, raw=False, smoothed=False,
                points=shown.asked.tag.startswith("val/"),
            )  # fmt: skip
            if len(curve.low):
                self.set_band(group.id, curve.x, curve.low, curve.high, color=color)
            else:
                self.remove_band(group.id)
        words = words_of(shown.asked.tag)
        self.set_title(words[:1].upper() + words[1:])
        self.set_axis_labels(tr(axis.label))
        if self._scales.log_y != log_y:
            self.set_log(y=log_y)
        has_band = any(group.seeds > 1 for group in shown.groups)
        self.set_remark(
            tr("{basis}; band: {spreads}", basis=shown.basis, spreads=tr(SPREADS[spread][1]))
            if has_band
            else shown.basis
            if drawn
            else ""
        )
        self.setAccessibleDescription(
            tr(
                "{drawn} curves of the {tag} over {lower}; {basis}",
                drawn=drawn,
                tag=words_of(shown.asked.tag),
                lower=within_sentence(tr(axis.name)),
                basis=shown.basis,
            )
        )
        self.set_target(shown.asked.target if drawn else math.nan)

    def set_target(self, target: float) -> None:
        """Show the target, or none for NaN."""
        self._target = target
        self._place_line()

    def set_log(self, *, x: bool | None = None, y: bool | None = None) -> None:
        super().set_log(x=x, y=y)
        self._place_line()

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if self._line is not None:
            self._line.setPen(pg.mkPen(theme.color("text"), width=1.2, style=Qt.PenStyle.DashLine))
            self._line.setHoverPen(pg.mkPen(theme.color("accent"), width=2, style=Qt.PenStyle.DashLine))
            self._line.label.setColor(theme.color("text"))
            self._line.label.setFont(theme.font(theme.type.caption))
            self._line.label.fill = pg.mkBrush(theme.color("surface", 0.85))

    @property
    def view_range(self) -> tuple[float, float, int]:
        """The ends of the x-axis, and how many points of a curve are drawn at the most."""
        left, right = self.plot.view.viewRange()[0]
        return float(left), float(right), max((self._points(series) for series in self._series.values()), default=0)

    def _points(self, series: Series) -> int:
        moves = self._moving.isActive()
        fewest, most = (_FEWEST_MOVING, _POINTS_MOVING) if moves else (_FEWEST, _POINTS)
        return max(fewest, min(super()._points(series), most // max(1, len(self._series))))

    def _on_rest(self) -> None:
        self._stale_view = True
        self._schedule()

    def _place_line(self) -> None:
        line, log = self._line, self._scales.log_y
        if line is None:
            return
        line.setVisible(math.isfinite(self._target) and (self._target > 0 or not log))
        if line.isVisible():
            line.setValue(math.log10(self._target) if log else self._target)
            line.label.setText(tr("target {target}", target=format_metric(self._tag, self._target)))

    def _on_dragged(self, line: pg.InfiniteLine) -> None:
        value = float(line.value())
        self._target = float(f"{10.0**value if self._scales.log_y else value:.4g}")
        line.label.setText(tr("target {target}", target=format_metric(self._tag, self._target)))
        self.target_dragged.emit(self._target)
