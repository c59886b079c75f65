"""Outliers of a chart: whether they are shown, what is said of those that are not, and the button for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QToolButton

from gdlab.translation import tr, tr_n
from gdlab.ui.plots.axes import short_number
from gdlab.ui.plots.fitting import CutValues, cut_values, outliers_hide_rest
from gdlab.ui.plots.marks import Band
from gdlab.ui.plots.series import Scales, Series
from gdlab.ui.plots.view import Plot

#: Values up to which outliers are looked for with every drawing; for more, so many milliseconds after the first one.
_FEW, _EVERY_MS = 2000, 400


class OutlierButton(QToolButton):
    """The button that is in sight while outliers hide the rest of a chart, or while they are ignored.

    Two captions at the borders of the plot say how many values the y-axis leaves out, and how far they go.
    ``ignored_changed`` is emitted when a person chose, or :meth:`set_ignored` was called.
    """

    ignored_changed = Signal()

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self._ignored = self._cuts = False
        self._shown: Sequence[Series] = ()
        self._bands: Sequence[Band] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._offer)
        self.above, self.below = QLabel(plot), QLabel(plot)
        for label in (self.above, self.below):
            label.setProperty("role", "cut")
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.hide()
        self.setProperty("kind", "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda _checked=False: self.set_ignored(not self._ignored))
        plot.view.sigResized.connect(self._place)
        self.set_ignored(False)
        self.hide()

    @property
    def ignored(self) -> bool:
        """Whether the y-axis shows the middle nine tenths of the values only."""
        return self._ignored

    def set_ignored(self, ignored: bool) -> None:
        """Scale y to the middle nine tenths of the values, or to all of them."""
        self._ignored = ignored
        self.setText(tr("Show everything") if ignored else tr("Ignore outliers"))
        scaled = tr("all values") if ignored else tr("the middle nine tenths of the values")
        self.setToolTip(tr("Scale the axis to {scaled}", scaled=scaled))
        self.ignored_changed.emit()

    def update_for(self, series: Iterable[Series], bands: Sequence[Band], scales: Scales, *, auto: bool) -> None:
        """Offer what helps with these curves, and say what is cut.

        Args:
            series: the curves.
            bands: the bands around them.
            scales: which axes are logarithmic.
            auto: whether the axes follow the data.
        """
        shown = list(series)
        cuts = self._ignored and auto
        low, high = self._plot.view.viewRange()[1]
        self._say(cut_values(shown, low, high, scales) if cuts else CutValues())
        self._cuts, self._shown, self._bands = cuts, shown, bands
        if cuts or self._ignored or sum(len(one.y) for one in shown) <= _FEW:
            self._offer()
        elif not self._later.isActive():
            self._later.start(_EVERY_MS)

    def _offer(self) -> None:
        """Come into sight where outliers are cut, or hide the rest."""
        self._later.stop()
        self.setVisible(self._cuts or (not self._ignored and outliers_hide_rest(self._shown, self._bands)))

    def _say(self, cut: CutValues) -> None:
        up, down = short_number(cut.highest), short_number(cut.lowest)
        self.above.setText(
            tr_n("▲ {n} value up to {extreme}", "▲ {n} values up to {extreme}", cut.above, extreme=up)
            if cut.above
            else ""
        )
        self.below.setText(
            tr_n("▼ {n} value down to {extreme}", "▼ {n} values down to {extreme}", cut.below, extreme=down)
            if cut.below
            else ""
        )
        for label in (self.above, self.below):
            label.setVisible(bool(label.text()))
        self._place()

    def _place(self, *_: object) -> None:
        """Move the captions to the borders of the plot's area."""
        area = self._plot.view.sceneBoundingRect()
        for label, at_top in ((self.above, True), (self.below, False)):
            label.adjustSize()
            y = area.top() + 1 if at_top else area.bottom() - label.height() - 1
            label.move(round(area.right() - label.width() - 2), round(y))
