"""The optimizers of the arena: a box, a rate and a slider for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from gdlab.diagnose.arena_setup import MOST, Racer
from gdlab.translation import local_number, tr
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme, theme_manager
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.choice import TextEditor
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.figure_label import FigureLabel

#: The rates at the ends of a slider, as powers of ten, and its places for each power.
_LOW, _HIGH, _FINE = -6, 2, 100


class RateSlider(QSlider):
    """A slider of learning rates on a logarithmic scale."""

    rate_changed = Signal(float)

    def __init__(self, name: str, rate: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(_LOW * _FINE, _HIGH * _FINE)
        self.setAccessibleName(tr("Learning rate of {name}", name=name))
        self.setToolTip(tr("Drag to change the learning rate; the whole path follows"))
        self.setMinimumWidth(60)
        self.set_rate(rate)
        self.valueChanged.connect(self._on_moved)

    def set_rate(self, rate: float) -> None:
        """Show a rate without emitting a signal."""
        blocked = self.blockSignals(True)
        self.setValue(round(_FINE * math.log10(rate)) if rate > 0 else self.minimum())
        self.blockSignals(blocked)

    def _on_moved(self, place: int) -> None:
        self.rate_changed.emit(float(f"{10 ** (place / _FINE):.3g}"))


class RacerRow(QWidget):
    """One optimizer: whether it takes part, its colour, its name, and its rate."""

    toggled = Signal(bool)
    rate_changed = Signal(float)
    remove_wanted = Signal()

    def __init__(self, place: int, racer: Racer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.box = QCheckBox()
        self.box.setObjectName(f"racer_{place}")
        self.box.setAccessibleName(tr("{name} takes part", name=racer.name))
        self.box.setChecked(racer.on)
        self._square = QLabel("■")
        self._square.setAccessibleName(tr("Colour of {name}", name=racer.name))
        name = ElidedLabel(racer.name, least=48)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.slider = RateSlider(racer.name, racer.optimizer.lr)
        self.slider.setObjectName(f"rate_{place}")
        self.figure = FigureLabel("0.000888", "8.88e-06")
        self.figure.setText(local_number(f"{racer.optimizer.lr:.3g}"))
        self.figure.setObjectName(f"rate_figure_{place}")
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        gone = icon_button("close", tr("Take {name} out of the arena", name=racer.name))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for line in (upper, lower):
            line.setSpacing(6)
        upper.addWidget(self.box)
        upper.addWidget(self._square)
        upper.addWidget(name, 1)
        upper.addWidget(gone)
        lower.addSpacing(24)
        lower.addWidget(self.slider, 1)
        lower.addWidget(self.figure)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(upper)
        rows.addLayout(lower)
        self.box.toggled.connect(self.toggled)
        self.slider.rate_changed.connect(self._on_rate)
        gone.clicked.connect(lambda _checked: self.remove_wanted.emit())
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._square.setStyleSheet(f"color: {theme.run_color(self._place)}")

    def _on_rate(self, rate: float) -> None:
        self.figure.setText(local_number(f"{rate:.3g}"))
        self.rate_changed.emit(rate)


class RacerList(QWidget):
    """The rows of all optimizers, and a line in which another is written."""

    toggled = Signal(int, bool)
    rate_changed = Signal(int, float)
    remove_wanted = Signal(int)
    add_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RacerRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add = TextEditor(tr("Add an optimizer, such as Adam(lr=0.1)"))
        self.add.line.setObjectName("add_optimizer")
        self.add.line.setPlaceholderText(tr("Add, such as Adam(lr=0.1)"))
        self.add.edited.connect(self._on_written)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._column)
        layout.addWidget(self.add)
        theme_manager().theme_changed.connect(self._on_theme)

    def show_racers(self, racers: Sequence[Racer]) -> None:
        """Show these optimizers and no others."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, racer in enumerate(racers):
            row = RacerRow(place, racer)
            row.toggled.connect(partial(self.toggled.emit, place))
            row.rate_changed.connect(partial(self.rate_changed.emit, place))
            row.remove_wanted.connect(partial(self.remove_wanted.emit, place))
            self.rows.append(row)
            self._column.addWidget(row)
        self.add.setEnabled(len(racers) < MOST)

    def _on_written(self, text: str) -> None:
        if text.strip():
            self.add_wanted.emit(text)
        else:
            self.add.set_error(None)

    def _on_theme(self, theme: Theme) -> None:
        for row in self.rows:
            row.restyle(theme)
