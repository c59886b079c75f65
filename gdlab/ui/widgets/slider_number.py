"""A number with a slider beneath it: drag for the usual values, type for any other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from gdlab.spec.bounds import Bounds
from gdlab.translation import tr
from gdlab.ui.widgets.number import NumberEditor

_PLACES = 100  # of the slider


class _QuietSlider(QSlider):
    """A slider that a passing wheel does not change."""

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()


class SliderNumberEditor(NumberEditor):
    """A field for a number from a lower bound to ``top`` by slider, and beyond it by typing.

    While the slider is dragged only the number follows; the edit is told when it is let go.
    """

    def __init__(
        self, name: str, value: float = 0.0, *, bounds: Bounds, top: float, parent: QWidget | None = None
    ) -> None:
        self.slider = _QuietSlider(Qt.Orientation.Horizontal)
        self._low, self._top = bounds.low or 0.0, top
        super().__init__(name, value, bounds=bounds, parent=parent)
        self.slider.setRange(0, _PLACES)
        self.slider.setAccessibleName(tr("{name}, by slider", name=name))
        self.slider.setTracking(False)
        self.slider.setPageStep(_PLACES // 10)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.slider)
        self._place(value)
        self.slider.sliderMoved.connect(lambda place: self.line.setText(self.text_of(self._at(place))))
        self.slider.valueChanged.connect(self._on_slid)

    def set_value(self, value: float | None) -> None:
        super().set_value(value)
        self._place(value)

    def _at(self, place: int) -> float:
        """Return the number at a place of the slider, to three digits."""
        return float(f"{self._low + (self._top - self._low) * place / _PLACES:.3g}")

    def _place(self, value: float | None) -> None:
        """Move the slider to a number without emitting a signal."""
        share = ((value or 0.0) - self._low) / (self._top - self._low)
        self.slider.blockSignals(True)
        self.slider.setValue(round(_PLACES * min(1.0, max(0.0, share))))
        self.slider.blockSignals(False)

    def _on_slid(self, place: int) -> None:
        number = self._at(place)
        if number != self.value():
            self.set_value(number)
            self.edited.emit(number)
