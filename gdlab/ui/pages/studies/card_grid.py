"""The cards of the studies under the headings of their groups, as many side by side as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from gdlab.studies.catalogue import GROUPS
from gdlab.translation import tr_message
from gdlab.ui.pages.studies.card import StudyCard
from gdlab.ui.widgets.card import heading


class CardGrid(QGridLayout):
    """A grid of cards by group.

    Args:
        shown_in: what the headings belong to, those of empty groups as well.
    """

    def __init__(self, shown_in: QWidget) -> None:
        super().__init__()
        self.setSpacing(12)
        self._headings = {name: heading(tr_message(title), "section") for name, title in GROUPS.items()}
        for title in self._headings.values():
            title.setParent(shown_in)
            title.hide()
        self._placed: tuple[int, list[str]] = (0, [])

    def place(self, cards: Mapping[str, StudyCard], names: Sequence[str], columns: int) -> None:
        """Lay cards out; nothing moves where they stand so already.

        Args:
            cards: all cards by name.
            names: the cards to show; the others are hidden.
            columns: how many stand side by side.
        """
        if (columns, list(names)) == self._placed:
            return
        self._placed = (columns, list(names))
        for widget in (*cards.values(), *self._headings.values()):
            self.removeWidget(widget)
            widget.hide()
        row = 0
        for group, title in self._headings.items():
            mine = [cards[name] for name in names if cards[name].study.group == group]
            if not mine:
                continue
            self.addWidget(title, row, 0, 1, columns)
            title.show()
            for i, card in enumerate(mine):
                self.addWidget(card, row + 1 + i // columns, i % columns)
                card.show()
            row += 1 + -(-len(mine) // columns)
        for column in range(self.columnCount()):
            self.setColumnStretch(column, 1 if column < columns else 0)

    def take_away(self, card: StudyCard) -> None:
        """Take a card away for good."""
        self.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._placed = (0, [])
