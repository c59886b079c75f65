"""Areas that scroll: a column up and down, a wide label sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """A column of parts that takes the area's width, however wide they would like to be; put them into ``column``."""

    def __init__(
        self, margins: tuple[int, int, int, int], spacing: int, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.inside = _Inside()
        self.inside.setProperty("scroll", True)
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _Inside(QWidget):
    """What scrolls: as narrow as the area is."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class WideArea(QScrollArea):
    """An area that scrolls a wide label sideways and is as high as the label."""

    def __init__(self, label: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(label)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        held = self.widget()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and held is not None:
            bar = self.horizontalScrollBar().sizeHint().height()
            self.setFixedHeight(held.sizeHint().height() + bar)
        return super().eventFilter(watched, event)
