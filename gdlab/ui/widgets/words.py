"""Words in cards: a label that wraps, and an area in which a wide one scrolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QScrollArea


def words(html: str, role: str = "") -> QLabel:
    """Return a label whose words wrap and can be selected."""
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


class WideArea(QScrollArea):
    """Scroll a wide label sideways, as high as the label is."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
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
