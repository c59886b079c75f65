"""The network as a picture: its layers, and in small ones its units; what a layer makes of one example."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.architecture import NetworkPicture, network_picture
from gdlab.lab.inside.layer_pictures import ChannelPictures, channel_pictures, image_shape
from gdlab.lab.number_text import format_number
from gdlab.lab.views import has_plane
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.boundary import BoundaryChart
from gdlab.ui.plots.layer_stack import LayerStack, layers_sentence
from gdlab.ui.plots.tiles import TilesChart
from gdlab.ui.plots.unit_map import UnitMap, UnitPlace
from gdlab.ui.widgets.tabs import Tabs

_UNITS, _LAYERS = tr_noop("Units"), tr_noop("Layers")
_WIDE = 700  # pixels from which on the picture and what is chosen in it are side by side


class NetworkView(InsideView):
    """Playground's picture of a small network on two inputs, and the stack of layers of any."""

    name: ClassVar[str] = tr_noop("Network")
    order: ClassVar[int] = 50

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Tabs(tr("How the network is drawn"))
        self.kinds.setContentsMargins(6, 0, 6, 0)
        self.units = UnitMap()
        self.unit = BoundaryChart(tr("Unit"), empty="")
        self.layers = LayerStack()
        self.channels = TilesChart(tr("Channels"), empty=tr("Choose a layer above."))
        self.example = QSpinBox()
        self._images = False
        self._answer: NetworkPicture | None = None
        self._build()

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(scroll.Shape.NoFrame)
        scroll.setAccessibleName(tr("The layers from input to output"))
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("scroll", True)
        row = QHBoxLayout(inner)
        row.setContentsMargins(11, 0, 11, 0)
        row.addWidget(self.layers, 1, Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(inner)
        self._scroll, self._chooser = scroll, self._example_row()
        self.column.addWidget(self.kinds)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        below = QVBoxLayout()
        below.addWidget(self._chooser)
        below.addWidget(self.channels, 1)
        for widget in (self.units, self.unit, scroll):
            self._pair.addWidget(widget, 3)
        self._pair.addLayout(below, 2)
        for card in (self.unit, self.channels):
            card.setProperty("card", False)
        self.column.addLayout(self._pair, 1)
        self.column.addWidget(self.words)
        self.kinds.chosen.connect(self._on_kind)
        self.units.picked.connect(self._draw_unit)
        self.units.pointed.connect(self._draw_unit)
        self.layers.picked.connect(lambda _name: self.changed.emit())
        self.example.valueChanged.connect(lambda _value: self.changed.emit())
        self._arrange()

    def _example_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(11, 0, 11, 0)
        label = QLabel(tr("Example"))
        label.setBuddy(self.example)
        self.example.setAccessibleName(tr("Which held-out example the layer is shown"))
        self.example.setRange(1, 1_000_000)
        row.addWidget(label)
        row.addWidget(self.example, 1)
        return whole

    def question(self) -> Question:
        layer = self.layers.chosen if self.kinds.current == _LAYERS else ""
        return partial(_ask, layer=layer, example=self.example.value() - 1)

    def show_examples(self, examples: Examples) -> None:
        self._answer, self._images = None, image_shape(examples) is not None
        had_units = _UNITS in self.kinds.names
        self.kinds.offer([_UNITS, _LAYERS] if has_plane(examples) else [_LAYERS])
        if not had_units:
            self.kinds.choose(_UNITS)
        self._arrange()

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if not isinstance(answer, tuple):
            return
        picture, channels = answer
        first = self._answer is None
        self._answer = picture
        if not picture.columns and self.kinds.names != [_LAYERS]:
            self.kinds.offer([_LAYERS])
        self.layers.set_picture(picture)
        self.units.set_picture(picture)
        self.say(layers_sentence(picture))
        if first:
            self._arrange()
        self._draw_unit(self.units.chosen)
        if isinstance(channels, ChannelPictures):
            self._draw_channels(channels, picture)
        elif isinstance(channels, str):
            self.say(f"{layers_sentence(picture)} {channels}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._pair.direction():
            self._pair.setDirection(way)

    # --- inside -----------------------------------------------------------------------------------------------------
    def _arrange(self, *_: object) -> None:
        units = self.kinds.current == _UNITS
        for widget in (self.units, self.unit):
            widget.setVisible(units)
        for widget in (self._scroll, self._chooser, self.channels):
            widget.setVisible(not units)
        self.kinds.setVisible(len(self.kinds.names) > 1)

    def _on_kind(self, _kind: str) -> None:
        self._arrange()
        if self._answer is not None:
            self.say(layers_sentence(self._answer))
            self.changed.emit()

    def _draw_unit(self, place: UnitPlace | None) -> None:
        """Show what one unit says of the plane; the last one that was pointed at or chosen stays."""
        place = place or self.units.chosen
        picture = self._answer
        if picture is None or not picture.columns or self.kinds.current != _UNITS:
            return
        place = place or UnitPlace(len(picture.columns) - 1, 0)
        column = picture.columns[place.column]
        response = column.responses[place.unit]
        largest = float(np.abs(response).max()) or 1.0
        self.unit.set_title(self.units.name(place))
        self.unit.set_note(
            tr(
                "{min} to {max}",
                min=format_number(float(response.min()), 3),
                max=format_number(float(response.max()), 3),
            )
        )
        self.unit.set_field(picture.x_range, picture.y_range, response / largest)
        self.unit.reset_view()
        words = f"{self.units.name(place)}: {self._unit_words(place)}"
        self.unit.plot.setAccessibleDescription(words)
        self.say(f"{layers_sentence(picture)} {words[:1].upper()}{words[1:]}")

    def _unit_words(self, place: UnitPlace) -> str:
        picture = self._answer
        column = picture.columns[place.column] if picture is not None else None
        if column is None or not place.column:
            return tr("an input. Point at a unit or choose one by click or arrow keys.")
        weights = column.weights[place.unit]
        order = np.argsort(-np.abs(weights))[:3]
        named = [
            f"{format_number(weights[i], 3)} × {self.units.name(UnitPlace(place.column - 1, int(i)))}" for i in order
        ]
        more = " + …" if len(weights) > 3 else ""
        return tr(
            "{named}{more} + bias {biases}, {title}.",
            named=" + ".join(named),
            more=more,
            biases=format_number(float(column.biases[place.unit]), 3),
            title=column.title,
        )

    def _draw_channels(self, found: ChannelPictures, picture: NetworkPicture) -> None:
        title = next((layer.title for layer in picture.layers if layer.name == found.layer), found.layer)
        self.channels.set_title(tr("After {layer}", layer=title.partition("(")[0]))
        self.channels.set_maps(found.maps, "channel" if len(found.maps) > 1 else "units")
        self.example.setMaximum(found.examples)
        self.say(
            tr(
                "{layers} Example {example} of {examples}, truly {true}: {description}",
                layers=layers_sentence(picture),
                example=found.example + 1,
                examples=found.examples,
                true=found.true,
                description=self.channels.tiles.accessibleDescription(),
            )
        )


def _ask(run: ActiveRun, layer: str, example: int) -> object:
    """Return the picture, and what a layer makes of an example where one is chosen, or why that cannot be shown."""
    network = run.network()
    picture = network_picture(network)
    if not layer:
        return picture, None
    try:
        return picture, channel_pictures(network, layer, example)
    except DataError as error:
        return picture, tr_message(str(error))
