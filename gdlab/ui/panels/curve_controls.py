"""The row of controls beneath the curves: smoothing, unit of the x-axis, logarithmic axes, parts of the data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from gdlab.lab.axes import AXES, XAxis
from gdlab.lab.chart_math import Spread
from gdlab.lab.comparison.group_curves import SPREADS
from gdlab.translation import local_number, tr
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.flow import Flow

_WEIGHTS = 1000
#: The choices of how runs that differ in the seed are drawn: each by itself, or as a mean with one of the bands.
_SPREADS: tuple[Spread | None, ...] = (None, *SPREADS)


class CurveControls(Flow):
    """The controls of the curves.

    ``smoothing_chosen`` carries the weight, ``axis_chosen`` the unit of the x-axis, ``log_chosen`` which axes are
    logarithmic (x, y), ``parts_chosen`` tells that training or validation curves were shown or hidden, and
    ``means_chosen`` that runs of one race that differ in the seed are drawn otherwise. ``charts_wanted`` asks for the
    choice of charts.
    """

    smoothing_chosen = Signal(float)
    axis_chosen = Signal(object)
    log_chosen = Signal(bool, bool)
    parts_chosen = Signal()
    means_chosen = Signal()
    charts_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, parent=parent)
        self._make_smoothing()
        self._make_axis()
        self.log_x = _check(tr("Log x"), "log_x")
        self.log_y = _check(tr("Log y"), "log_y")
        self.show_train = _check(tr("Train"), "show_train", on=True, words=tr("Training curves"))
        self.show_val = _check(tr("Val"), "show_val", on=True, words=tr("Validation curves"))
        self._make_means()
        self.charts = icon_button("grid", tr("Choose the charts and their order"))
        self.charts.setObjectName("choose_charts")
        self.charts.clicked.connect(lambda _on: self.charts_wanted.emit())
        for box in (self.log_x, self.log_y):
            box.toggled.connect(lambda _on: self.log_chosen.emit(self.log_x.isChecked(), self.log_y.isChecked()))
        for box in (self.show_train, self.show_val):
            box.toggled.connect(lambda _on: self.parts_chosen.emit())
        self.add(
            _together(QLabel(tr("Smoothing")), self.smoothing, self._weight),
            _together(QLabel("x:"), self.x_axis),
            _together(self.log_x, self.log_y),
            _together(self.show_train, self.show_val, self.charts),
            self.seed_means,
        )

    @property
    def axis(self) -> XAxis:
        """The chosen unit of the x-axis."""
        return AXES[self.x_axis.currentIndex()]

    def choose_axis(self, name: str) -> None:
        """Choose a unit of the x-axis by its English name; an unknown one changes nothing."""
        names = [axis.name for axis in AXES]
        if name in names:
            self.x_axis.setCurrentIndex(names.index(name))

    @property
    def weight(self) -> float:
        """The weight of smoothing, 0 to 0.999."""
        return self.smoothing.value() / _WEIGHTS

    @property
    def spread(self) -> Spread | None:
        """What the band around a mean over seeds is; None where each run is drawn by itself."""
        return _SPREADS[self.seed_means.currentIndex()]

    def set_spread(self, name: str) -> None:
        """Choose means with a band of this key, or for "" each run by itself; an unknown key changes nothing."""
        known = [spread or "" for spread in _SPREADS]
        if name in known:
            self.seed_means.setCurrentIndex(known.index(name))

    def offer_means(self, offered: bool) -> None:
        """Show the choice of means over seeds, or hide it where no runs differ in the seed alone."""
        self.seed_means.setVisible(offered)

    def _make_means(self) -> None:
        self.seed_means = QComboBox()
        self.seed_means.setObjectName("seed_means")
        self.seed_means.setAccessibleName(tr("How runs of a race that differ in the seed are drawn"))
        self.seed_means.setToolTip(tr("Draw the runs of a race that differ in the seed as one mean line with a band"))
        for spread in _SPREADS:
            short = "" if spread is None else tr(SPREADS[spread][0].removesuffix(" interval"))
            self.seed_means.addItem(tr("Mean, {short}", short=short) if short else tr("Each seed"))
            words = (
                tr("a line each")
                if spread is None
                else tr("one mean line; the band is the {spreads}", spreads=tr(SPREADS[spread][1]))
            )
            self.seed_means.setItemData(self.seed_means.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.seed_means.hide()
        self.seed_means.currentIndexChanged.connect(lambda _row: self.means_chosen.emit())

    def _make_smoothing(self) -> None:
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setObjectName("smoothing")
        self.smoothing.setAccessibleName(tr("Smoothing of the training curves, 0 to 0.999"))
        self.smoothing.setToolTip(tr("Smooth the curves as TensorBoard does; the chosen run's own values stay beneath"))
        self.smoothing.setRange(0, 999)
        self.smoothing.setFixedWidth(76)
        self._weight = QLabel()
        self._weight.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.9999"))
        self.smoothing.valueChanged.connect(self._on_smoothing)
        self.smoothing.setValue(600)

    def _make_axis(self) -> None:
        self.x_axis = QComboBox()
        self.x_axis.setObjectName("x_axis")
        self.x_axis.setAccessibleName(tr("What the x-axis counts"))
        self.x_axis.addItems([tr(axis.name) for axis in AXES])
        self.x_axis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.x_axis.currentIndexChanged.connect(lambda index: self.axis_chosen.emit(AXES[index]))

    def _on_smoothing(self, value: int) -> None:
        self._weight.setText(local_number(f"{self.weight:.2f}" if value < 990 else f"{self.weight:.3f}"))
        self.smoothing_chosen.emit(self.weight)


def _check(text: str, name: str, *, on: bool = False, words: str = "") -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setAccessibleName(words or text)
    box.setToolTip(words)
    box.setChecked(on)
    box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return box


def _together(*widgets: QWidget) -> QWidget:
    """Return widgets side by side as one, which a line break does not part."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return holder
