"""What would fool a person about their data: a sentence each, with a button for what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gdlab.lab.datasets import DataFinding
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.scroll import ScrollColumn

#: The words of the buttons; a remedy without words here has no button.
_WORDS = {
    "leave out": tr_noop("Leave it out"),
    "keep together": tr_noop("Keep together"),
    "take for missing": tr_noop("Is missing"),
}
_HIGHEST = 132


class FindingsList(ScrollColumn):
    """A list of findings, hidden while there are none; ``asked`` carries the finding whose button was pressed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, buttons: bool = True) -> None:
        super().__init__((0, 0, 8, 0), 4, tr("What to know of these data"), parent)
        self.setObjectName("findings")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMaximumHeight(_HIGHEST)
        self._buttons = buttons
        self.findings: tuple[DataFinding, ...] = ()
        self.hide()

    def show_findings(self, findings: Sequence[DataFinding]) -> None:
        """Show these findings in place of the ones before."""
        if tuple(findings) == self.findings:
            return
        self.findings = tuple(findings)
        while (item := self.column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for finding in self.findings:
            self.column.addWidget(self._row(finding))
        self.column.addStretch(1)
        self.setVisible(bool(self.findings))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a size in which few findings need no scrolling."""
        wide = max(self.viewport().width(), 320)
        height = (
            self.inside.heightForWidth(wide) if self.inside.hasHeightForWidth() else self.inside.sizeHint().height()
        )
        return QSize(wide, min(max(height, 32), _HIGHEST))

    def _row(self, finding: DataFinding) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        label = wrapped_label("", "warn")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(tr_message(finding.text))
        layout.addWidget(label, 1)
        words = tr(_WORDS.get(finding.remedy, "")) if self._buttons else ""
        if words:
            button = QPushButton(words)
            button.setAccessibleName(f"{words}: {finding.column}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self.asked.emit(finding))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
