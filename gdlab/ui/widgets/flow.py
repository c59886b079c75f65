"""A row that goes on in the next line where it does not fit, so that nothing in it is ever cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """A layout that places widgets side by side at their own widths and wraps to a new line at the edge.

    The widgets in ``stretched`` share what is left of the line that they are in.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, lines: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._lines = gap, lines
        self.stretched: list[QWidget] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return False

    def heightForWidth(self, arg__1: int) -> int:
        return self._place(QRect(0, 0, arg__1, 0), move=False)

    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        self._place(arg__1, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(i.sizeHint().width() for i in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((i.sizeHint().height() for i in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(
            max((i.sizeHint().width() for i in shown), default=0),
            max((i.sizeHint().height() for i in shown), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, move: bool) -> int:
        """Break the items into lines; return the height that they need."""
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and used + self._gap + width > area.width():
                lines.append([])
                used = 0
            used += width + (self._gap if lines[-1] else 0)
            lines[-1].append(item)
        y = area.top()
        for line in lines:
            height = max((i.sizeHint().height() for i in line), default=0)
            if move:
                self._place_line(line, QRect(area.left(), y, area.width(), height))
            y += height + self._lines
        return y - self._lines - area.top()

    def _place_line(self, line: list[QLayoutItem], area: QRect) -> None:
        x, widths = area.left(), [item.sizeHint().width() for item in line]
        stretched = [i for i, item in enumerate(line) if item.widget() in self.stretched]
        left = area.width() - sum(widths) - self._gap * (len(line) - 1)
        for i in stretched:
            widths[i] += max(0, left // len(stretched))
        for item, width in zip(line, widths, strict=True):
            height = item.sizeHint().height()
            item.setGeometry(QRect(x, area.top() + (area.height() - height) // 2, width, height))
            x += width + self._gap


class Flow(QWidget):
    """A widget around a flow that takes just the height that its lines need at its width."""

    def __init__(self, *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = FlowLayout(self, gap=gap)

    def add(self, *widgets: QWidget, stretched: bool = False) -> None:
        """Put widgets at the end, which are as wide as they ask for or take what is left of their line."""
        for widget in widgets:
            self.row.addWidget(widget)
        self.row.stretched += widgets if stretched else ()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        # A fixed height and not Qt's height for width, which splitters and grids do not ask for.
        margins = self.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        height = self.row.heightForWidth(width) + margins.top() + margins.bottom()
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(max(0, height))


def named_control(name: str, part: QWidget) -> QWidget:
    """Return a control behind its name, as one that a line break does not part."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    label = QLabel(name)
    label.setBuddy(part)
    row.addWidget(label)
    row.addWidget(part)
    return holder
