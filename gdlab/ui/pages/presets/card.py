"""A preset's card: its picture, what it shows, and the button that opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gdlab.lab.presets import Preset
from gdlab.translation import tr
from gdlab.ui.pages.presets.picture import WidePicture
from gdlab.ui.widgets.card import Card


class PresetCard(Card):
    """A card with picture, title, sentence and tags of a preset; a click anywhere on it opens it."""

    opened = Signal()

    def __init__(self, preset: Preset, parent: QWidget | None = None) -> None:
        header = preset.header
        super().__init__(tr(header.title), parent)
        self.preset = preset
        self.setObjectName(f"preset_{preset.name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if preset.picture is not None:
            self.add(WidePicture(preset.picture, tr("The curves of {title}", title=tr(header.title))))
        sentence = QLabel(tr(header.sentence).replace(" %", "\u00a0%"))
        sentence.setWordWrap(True)
        self.add(sentence)
        self.body.addStretch(1)
        tags = QLabel(" · ".join(tr(tag) for tag in header.tags))
        tags.setProperty("role", "caption")
        self.button = QPushButton(tr("Open"))
        self.button.setObjectName(f"open_preset_{preset.name}")
        self.button.setAccessibleName(tr("Open the preset {title}", title=tr(header.title)))
        self.button.clicked.connect(self.opened)
        row = QHBoxLayout()
        row.addWidget(tags, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
