"""What the variant that validation chooses has on the test part: measured when it is asked for, and told apart."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gdlab.lab.chosen_on_test import ChosenOnTest
from gdlab.translation import tr, tr_message
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.task import sentence


class HeldOutRow(QWidget):
    """A button that measures on the test part, and the sentence that it found; hidden where nothing was set aside."""

    def __init__(self, comparison: QtComparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._of: list[str] = []
        self.button = QPushButton(tr("Measure on the test part"))
        self.button.setObjectName("measure_on_test")
        self.button.setToolTip(
            tr(
                "Evaluate what validation puts first on the examples that data.test_fraction sets aside. Ask once, "
                "at the end: a choice by this figure would make it one more validation."
            )
        )
        self.label = QLabel()
        self.label.setObjectName("on_test")
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setAccessibleName(tr("The figure on the test part"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        self.button.clicked.connect(lambda _checked=False: self.measure())

    def follow(self) -> None:
        """Show the row where runs of the comparison have a test part; other runs have another figure."""
        ids = self._comparison.ids
        if ids != self._of:
            self._of = list(ids)
            self._say("")
            self.button.setEnabled(True)
        fields = [run.fields for run in self._comparison.shown.runs]
        self.setVisible(bool(fields) and all(one.get("data.test_fraction", 0) for one in fields))

    def measure(self) -> None:
        """Measure in the background what the first variant has on the test part."""
        self.button.setEnabled(False)
        self._say(tr("Measuring on the test part…"))
        asked = list(self._of)
        self._comparison.measure_on_test(lambda future: self._on_measured(asked, future))

    def _on_measured(self, asked: list[str], future: Future[ChosenOnTest | None]) -> None:
        if asked != self._of:
            return
        if (error := future.exception()) is not None:
            self._say(tr("The test part was not measured: {error}", error=sentence(error)))
            self.button.setEnabled(True)
            return
        found = future.result()
        self._say(
            f"{tr_message(found.sentence)}."
            if found
            else tr("The runs' parameters or data are not kept, so that it cannot be told.")
        )

    def _say(self, text: str) -> None:
        self.label.setText(text)
        self.label.setAccessibleDescription(text)
