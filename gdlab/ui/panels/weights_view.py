"""Weights: one parameter of the chosen run as a map, and the spread of its values."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gdlab.lab.inside.layer_pictures import weight_pictures
from gdlab.spec.examples import Examples
from gdlab.translation import tr
from gdlab.ui.plots.heatmap import Heatmap
from gdlab.ui.plots.histogram import HistogramChart
from gdlab.ui.plots.tiles import TilesChart

_MOST_CELLS = 256


class WeightsView(QWidget):
    """One parameter of a run as a map, and a histogram of its values."""

    def __init__(self) -> None:
        super().__init__()
        self._parameters: dict[str, np.ndarray] = {}
        self.choice = QComboBox()
        self.choice.setObjectName("weights_choice")
        self.choice.setAccessibleName(tr("Which parameter to look at"))
        self.choice.currentTextChanged.connect(self._draw)
        self.map = Heatmap(tr("Values"), mode="signed", x_label=tr("input"), y_label=tr("output"))
        self.pictures = TilesChart(tr("As pictures"))
        self.spread = HistogramChart(tr("Spread"))
        self._examples: Examples | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(self.choice)
        layout.addWidget(self.map, 3)
        layout.addWidget(self.pictures, 3)
        layout.addWidget(self.spread, 2)

    def show_parameters(self, parameters: dict[str, np.ndarray], examples: Examples | None = None) -> None:
        """Show newer values; weights that lie over images of ``examples``, and filters, are shown as pictures."""
        self._parameters, self._examples = parameters, examples
        names = list(parameters)
        if names != [self.choice.itemText(i) for i in range(self.choice.count())]:
            self.choice.blockSignals(True)
            self.choice.clear()
            self.choice.addItems(names)
            self.choice.blockSignals(False)
        self._draw()

    def _draw(self, *_: object) -> None:
        values = self._parameters.get(self.choice.currentText())
        if values is None:
            return
        name, examples = self.choice.currentText(), self._examples
        pictures = weight_pictures(name, values, examples) if examples is not None else None
        self.map.setVisible(pictures is None)
        self.pictures.setVisible(pictures is not None)
        if pictures is not None:
            self.pictures.set_maps(pictures, "filter" if values.ndim == 4 else "unit")
        matrix = values.reshape(values.shape[0], -1) if values.ndim > 1 else values.reshape(1, -1)
        self.map.set_matrix(matrix[:_MOST_CELLS, :_MOST_CELLS])
        self.spread.set_values(values)
