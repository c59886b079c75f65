"""The rows of the list of layers: dragged to another place, moved by keys, drawn with shape and count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gdlab.ui.theming import current_theme

#: What is at the right of a row, and whether it says that the layer does not fit.
RIGHT = Qt.ItemDataRole.UserRole + 1
PROBLEM = Qt.ItemDataRole.UserRole + 2
_ROW = 26
_SHOWN = 9


class LayerList(QListWidget):
    """A list whose rows are dragged to another place and which tells its keys."""

    moved = Signal(int, int)
    key_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Take the height of the rows, up to a number of them."""
        rows = max(1, min(self.count(), _SHOWN))
        self.setFixedHeight(rows * _ROW + 4)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.currentRow()
        to = self._place_of(event)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the model moves the row when it has moved the layer
        event.accept()
        if row >= 0 and to != row:
            self.moved.emit(row, to)

    def _place_of(self, event: QDropEvent) -> int:
        """Return the place at which the dragged row will be once it has left its own."""
        over = self.indexAt(event.position().toPoint()).row()
        if over < 0:
            return self.count() - 1
        gap = over + (self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem)
        return gap - (self.currentRow() < gap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "up",
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "down",
            (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier): "duplicate",
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
        }
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = keys.get((Qt.Key(event.key()), modifiers))
        if action:
            self.key_pressed.emit(action)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_S):
            event.ignore()  # they are the window's keys
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """The painter of a row: a layer's name on the left, its shape and parameter count on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        name, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        box: QRect = option.rect.adjusted(8, 0, -8, 0)  # pyright: ignore[reportAttributeAccessIssue]
        right = str(index.data(RIGHT) or "")
        painter.save()
        metrics = painter.fontMetrics()
        width_left = box.width() - metrics.horizontalAdvance(right) - 12
        painter.setPen(theme.color("text"))
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width_left)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(theme.color("bad" if index.data(PROBLEM) else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.restore()
