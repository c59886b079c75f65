"""One finding of a run's health: its sentence, what to try, a button that tries it, and what came of it."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gdlab.diagnose.health.finding import HealthFinding
from gdlab.translation import tr, tr_message
from gdlab.ui.plots.images import ImageGrid
from gdlab.ui.widgets.card import Card
from gdlab.ui.widgets.labels import wrapped_label


class FindingCard(Card):
    """A card of one finding; ``try_wanted`` carries it when its button is pressed."""

    try_wanted = Signal(object)

    def __init__(self, finding: HealthFinding, parent: QWidget | None = None) -> None:
        super().__init__(tr(finding.title), parent)
        self.finding = finding
        self.setObjectName(f"finding_{finding.check}")
        self.add(wrapped_label(html.escape(tr_message(finding.sentence))))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(wrapped_label(html.escape(tr_message(finding.remedy.words)), "muted"), 1)
        self.button = QPushButton(tr("Try it"))
        self.button.setObjectName(f"try_{finding.check}")
        self.button.setToolTip(tr("Train the run with this change beside the one that was checked"))
        self.button.setAccessibleName(tr("Try it: {words}", words=tr_message(finding.remedy.words)))
        self.button.setVisible(bool(finding.remedy.changes))
        self.button.clicked.connect(lambda: self.try_wanted.emit(finding))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.outcome = QLabel()
        self.outcome.setObjectName(f"outcome_{finding.check}")
        self.outcome.setWordWrap(True)
        self.outcome.hide()
        self.add(self.outcome)

    def show_images(self, images: np.ndarray, labels: Sequence[str]) -> None:
        """Show the examples that the finding is about, with their labels."""
        grid = ImageGrid(tr("Highest losses"))
        grid.set_images(images, list(labels))
        grid.setFixedHeight(150)
        self.add(grid)

    def show_trial(self, text: str, helped: bool | None) -> None:
        """Show the state of the remedy's trial run.

        Args:
            text: the sentence.
            helped: whether it helped; None while it trains.
        """
        self.outcome.setText(tr_message(text))
        self.outcome.setProperty("role", "muted" if helped is None else "good" if helped else "warn")
        self.outcome.style().polish(self.outcome)
        self.outcome.show()
        self.button.setEnabled(helped is not None)
