"""The Presets page: experiments that are known to work, each opened with one click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gdlab.lab.presets import presets
from gdlab.translation import tr, tr_noop
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.presets.card import PresetCard
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.choice import ChoiceEditor, Option
from gdlab.ui.widgets.labels import TextLabel
from gdlab.ui.widgets.scroll import ScrollColumn

_CARD_WIDTH = 300
_EVERY = ""  # the choice of all tags


class PresetsPage(Page):
    """The gallery of presets; ``preset_chosen`` carries the name of the one to open."""

    name, title, icon = "presets", tr_noop("Presets"), "star"
    order = 12

    preset_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, PresetCard] = {}
        self._placed: tuple[int, list[str]] = (0, [])
        tags = sorted({tag for each in presets().values() for tag in each.header.tags})
        self.tag = ChoiceEditor(
            tr("Group of presets"), [Option(_EVERY, tr("All groups")), *(Option(tag, tr(tag)) for tag in tags)]
        )
        self.search = QLineEdit()
        self._nothing = QLabel(tr("No preset has these words."))
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._overview = ScrollColumn((24, 16, 24, 16), 12, tr("Presets"))
        self._build()

    @classmethod
    def make(cls, context: PageContext) -> PresetsPage:
        page = cls(context.pages)
        page.preset_chosen.connect(context.preset_wanted)
        return page

    def _build(self) -> None:
        body = self._overview.column
        body.addWidget(heading(tr("Presets"), "title"))
        words = TextLabel(
            tr(
                "Experiments that are known to work. A click opens one on the Lab page, ready to start; each reaches "
                "the figures that its sentence names, with every seed that was tried."
            ),
            "muted",
        )
        body.addWidget(words)
        self.search.setObjectName("preset_search")
        self.search.setPlaceholderText(tr("Search presets: dropout, momentum, LSTM …"))
        self.search.setAccessibleName(tr("Search presets"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._place())
        self.tag.combo.setObjectName("preset_tag")
        self.tag.combo.setMinimumContentsLength(14)
        self.tag.edited.connect(lambda _tag: self._place())
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.tag)
        body.addLayout(row)
        body.addLayout(self._grid)
        self._nothing.setProperty("role", "muted")
        self._nothing.hide()
        body.addWidget(self._nothing)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._overview)

    def _fill(self) -> None:
        """Make the cards, which takes a moment for their pictures, when the page is first shown."""
        for name, preset in presets().items():
            card = self.cards[name] = PresetCard(preset)
            card.opened.connect(lambda name=name: self.preset_chosen.emit(name))

    def _place(self) -> None:
        """Lay the cards out, as many side by side as there is room for."""
        columns = max(1, (self.width() - 48) // _CARD_WIDTH)
        found = [n for n, card in self.cards.items() if card.preset.matches(self.search.text(), self.tag.value())]
        if (columns, found) == self._placed:
            return
        self._placed = (columns, found)
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.hide()
        for i, name in enumerate(found):
            self._grid.addWidget(self.cards[name], i // columns, i % columns)
            self.cards[name].show()
        self._nothing.setVisible(bool(self.cards) and not found)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.cards:
            self._fill()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.cards:
            self._place()
