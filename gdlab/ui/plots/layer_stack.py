"""The layers of a network, one beneath the other, with shapes, parameters and cost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gdlab.lab.inside.architecture import LayerBox, NetworkPicture
from gdlab.lab.number_text import format_count
from gdlab.translation import tr
from gdlab.ui.theming import current_theme, theme_manager

_INDENT, _BETWEEN, _PAD = 14.0, 12.0, 5.0


class LayerStack(QWidget):
    """A box a layer, joined by arrows: its type, the shape that leaves it, its parameters and multiply-adds.

    A bar at the foot of each box is its share of the parameters. ``picked`` carries the name of the layer that was
    clicked or reached by an arrow key.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The network's layers"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picture: NetworkPicture | None = None
        self.chosen = ""
        theme_manager().theme_changed.connect(self._on_theme)

    def set_picture(self, picture: NetworkPicture) -> None:
        """Show a network; the chosen layer stays chosen while there is such a one."""
        grown = self._picture is None or len(self._picture.layers) != len(picture.layers)
        self._picture = picture
        if self.chosen not in {layer.name for layer in picture.layers}:
            self.chosen = ""
        self.setAccessibleDescription(layers_sentence(picture))
        if grown:
            self.updateGeometry()
        self.update()

    def choose(self, name: str) -> None:
        """Choose a layer by its name and tell of it."""
        self.chosen = name
        self.picked.emit(name)
        self.update()

    def sizeHint(self) -> QSize:
        count = 1 + len(self._picture.layers) if self._picture is not None else 1
        return QSize(200, round(count * (self._high() + _BETWEEN)))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def box(self, row: int) -> QRectF:
        """Return where a row is painted; row 0 is the input."""
        depth = self._picture.layers[row - 1].depth // 2 if self._picture is not None and row else 0
        left = 1 + depth * _INDENT
        return QRectF(left, row * (self._high() + _BETWEEN) + 1, self.width() - left - 2, self._high())

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        self._paint_box(painter, 0, tr("Input"), shape_text(picture.input_shape), "", 0.0)
        for row, layer in enumerate(picture.layers, 1):
            if self.box(row).bottom() < event.rect().top() or self.box(row).top() - _BETWEEN > event.rect().bottom():
                continue
            share = layer.parameters / max(1, picture.parameters)
            self._paint_box(painter, row, layer.title, shape_text(layer.shape), cost_text(layer), share)
            self._paint_arrow(painter, row)
        painter.end()

    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip and self._picture is not None:
            layer = self._layer_at(e.pos().toPointF())
            if layer is not None:
                QToolTip.showText(e.globalPos(), f"{layer.title}\n{shape_text(layer.shape)}\n{cost_text(layer)}", self)
            return True
        return super().event(e)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layer = self._layer_at(event.position())
        if layer is not None:
            self.choose(layer.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        names = [layer.name for layer in self._picture.layers] if self._picture is not None else []
        if step is None or not names:
            event.ignore()
            return
        at = names.index(self.chosen) + step if self.chosen in names else 0
        self.choose(names[min(max(0, at), len(names) - 1)])

    # --- inside -------------------------------------------------------------------------------------------------------
    def _high(self) -> float:
        theme = current_theme()
        return 2 * QFontMetricsF(theme.font(theme.type.caption)).height() + 2 * _PAD + 3

    def _layer_at(self, where: QPointF) -> LayerBox | None:
        for row, layer in enumerate(self._picture.layers if self._picture is not None else (), 1):
            if self.box(row).contains(where):
                return layer
        return None

    def _paint_box(self, painter: QPainter, row: int, title: str, shape: str, cost: str, share: float) -> None:
        theme, box = current_theme(), self.box(row)
        layer = self._picture.layers[row - 1].name if self._picture is not None and row else None
        chosen = layer is not None and layer == self.chosen
        painter.setPen(QPen(theme.color("accent" if chosen else "border"), 2 if chosen else 1))
        painter.setBrush(theme.color("surface+accent*0.08" if row else "window"))
        painter.drawRoundedRect(box, theme.shape.radius, theme.shape.radius)
        metrics, inner = QFontMetricsF(painter.font()), box.adjusted(8, _PAD, -8, -_PAD - 3)
        wide = metrics.horizontalAdvance(shape)
        painter.setPen(theme.color("text"))
        head = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(20.0, inner.width() - wide - 8))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, head)
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, shape)
        rest = metrics.elidedText(cost, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, rest)
        if share > 0:
            painter.fillRect(
                QRectF(box.left() + 1, box.bottom() - 3, (box.width() - 2) * share, 2), theme.color("accent")
            )

    def _paint_arrow(self, painter: QPainter, row: int) -> None:
        x, top, foot = 24.0, self.box(row).top() - _BETWEEN + 1, self.box(row).top() - 1
        x += self.box(row).left()
        painter.setPen(QPen(current_theme().color("muted"), 1))
        painter.setBrush(current_theme().color("muted"))
        painter.drawLine(QPointF(x, top), QPointF(x, foot - 3))
        painter.drawPolygon(QPolygonF([QPointF(x - 3, foot - 5), QPointF(x + 3, foot - 5), QPointF(x, foot)]))

    def _on_theme(self, *_: object) -> None:
        self.updateGeometry()
        self.update()


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as it is read: ``16 × 8 × 8``."""
    return " × ".join(map(str, shape)) or "1"


def cost_text(layer: LayerBox) -> str:
    """Return a layer's parameters and multiply-adds in words; what it has none of is not named."""
    parts = [tr("{parameters} parameters", parameters=format_count(layer.parameters))] if layer.parameters else []
    parts += (
        [tr("{multiply_adds} multiply-adds", multiply_adds=format_count(layer.multiply_adds))]
        if layer.multiply_adds
        else []
    )
    return " · ".join(parts) or tr("nothing to train")


def layers_sentence(picture: NetworkPicture) -> str:
    """Return the network in a sentence with its figures."""
    count = len([layer for layer in picture.layers if not layer.depth])
    return tr(
        "{count} layers from {input_shape}: {parameters} parameters, {multiply_adds} multiply-adds an example.",
        count=count,
        input_shape=shape_text(picture.input_shape),
        parameters=format_count(picture.parameters),
        multiply_adds=format_count(picture.multiply_adds),
    )
