"""The row of controls over a comparison: which runs, which curve, groups, band, axes and target."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSlider, QWidget

from gdlab.lab.axes import AXES, XAxis
from gdlab.lab.chart_math import Spread
from gdlab.lab.comparison.compared_run import short_field
from gdlab.lab.comparison.group_curves import SPREADS
from gdlab.lab.comparison.run_groups import EACH_RUN, OVER_SEEDS
from gdlab.spec.metrics import words_of
from gdlab.translation import tr
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.flow import Flow, named_control
from gdlab.ui.widgets.number import NumberEditor

#: Pixels of a list at the most; a longer choice is read in the open list.
_WIDEST = 280
#: What the x-axis can count; the time since the first run began says nothing of runs of different days.
_AXES = tuple(axis for axis in AXES if axis.column != "wall_time")


class CompareBar(Flow):
    """The controls of a comparison; ``drawn_changed`` follows a change of what is only drawn otherwise."""

    runs_wanted = Signal(str)
    drawn_changed = Signal()

    def __init__(self, comparison: QtComparison, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, parent=parent)
        self._comparison = comparison
        self.runs = self._choice(tr("Runs"), "compared_runs", tr("Which runs are compared"))
        self.curve = self._choice(tr("Curve"), "compared_curve", tr("Which curve is compared"))
        self.groups = self._choice(tr("Group"), "compared_by", tr("Which runs are drawn as one"))
        self.band = self._choice(tr("Band"), "compared_band", tr("What the band around a mean over seeds is"))
        self.axis = self._choice("x", "compared_axis", tr("What the x-axis counts"))
        self.log_y = QCheckBox(tr("Log y"))
        self.log_y.setObjectName("compared_log_y")
        self.log_y.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setObjectName("compared_smoothing")
        self.smoothing.setAccessibleName(tr("Smoothing of curves of the training part, 0 to 0.999"))
        self.smoothing.setToolTip(tr("Smoothing of curves of the training part; evaluations are drawn as they are"))
        self.smoothing.setRange(0, 999)
        self.smoothing.setValue(600)
        self.smoothing.setFixedWidth(76)
        self.target = NumberEditor(tr("Target"), 0.0, optional=True)
        self.target.setObjectName("target")
        self.target.set_help(tr("The value to reach; drag the dashed line on the chart, or write it here"))
        self.target.setFixedWidth(84)
        self.band.set_options([Option(key, tr(short), help=tr(words)) for key, (short, words) in SPREADS.items()])
        self.axis.set_options([Option(axis, tr(axis.name)) for axis in _AXES])
        self._smoothing = named_control(tr("Smoothing"), self.smoothing)
        self.add(
            named_control(tr("Runs"), self.runs),
            named_control(tr("Curve"), self.curve),
            named_control(tr("Group"), self.groups),
            named_control(tr("Band"), self.band),
            named_control("x", self.axis),
            self.log_y,
            named_control(tr("Target"), self.target),
            self._smoothing,
        )
        self._connect()

    @property
    def spread(self) -> Spread:
        """The chosen kind of band."""
        return self.band.value() or "ci95"

    @property
    def x_axis(self) -> XAxis:
        """The chosen unit of the x-axis."""
        return self.axis.value() or _AXES[0]

    @property
    def weight(self) -> float:
        """The weight of smoothing."""
        return self.smoothing.value() / 1000

    def offer_runs(self, options: Sequence[Option], chosen: str) -> None:
        """Offer sets of runs to compare."""
        self.runs.set_options(options)
        self.runs.set_value(chosen)

    def restore(self, band: str, axis: str) -> None:
        """Choose a band and a unit of the x-axis by name; unknown ones change nothing."""
        if band in self.band.values:
            self.band.set_value(band)
        for known in _AXES:
            if known.name == axis:
                self.axis.set_value(known)

    def follow(self) -> None:
        """Show what the comparison is now."""
        comparison = self._comparison
        tags = comparison.tags or [comparison.tag]
        self.curve.set_options([Option(tag, _capital(words_of(tag))) for tag in tags])
        self.curve.set_value(comparison.tag if comparison.tag in tags else tags[0])
        varied = list(comparison.shown.varied)
        fields = [Option(path, tr("by {short_field}", short_field=short_field(path, varied))) for path in varied]
        self.groups.set_options([Option(OVER_SEEDS, tr("over seeds")), Option(EACH_RUN, tr("each run alone")), *fields])
        if comparison.by in self.groups.values:
            self.groups.set_value(comparison.by)
        target = comparison.target
        if not self.target.line.hasFocus() or not self.target.line.isModified():
            self.target.set_value(None if math.isnan(target) else float(f"{target:.4g}"))
        self._smoothing.setVisible(comparison.tag.startswith("train/"))

    def _connect(self) -> None:
        self.runs.edited.connect(lambda name: self.runs_wanted.emit(str(name)))
        self.curve.edited.connect(self._comparison.set_tag)
        self.groups.edited.connect(self._comparison.set_by)
        self.target.edited.connect(self._comparison.set_target)
        for signal in (self.band.edited, self.axis.edited, self.log_y.toggled, self.smoothing.valueChanged):
            signal.connect(lambda _value: self.drawn_changed.emit())

    def _choice(self, _title: str, name: str, words: str) -> ChoiceEditor:
        made = ChoiceEditor(words, [])
        made.setObjectName(name)
        made.set_help(words)
        made.combo.setMinimumContentsLength(11)
        made.combo.setSizeAdjustPolicy(made.combo.SizeAdjustPolicy.AdjustToContents)
        made.combo.setMaximumWidth(_WIDEST)
        return made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
