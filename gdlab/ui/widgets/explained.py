"""Explanations on request: beside the thing that is explained, by a click on its name or by Shift+F1."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWhatsThis, QWidget

from gdlab.lab.explanations import Explanation


class ExplainedLabel(QLabel):
    """The name of a field; a click on it shows what the field means."""

    def __init__(self, text: str, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_explanation(self, explanation)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton and self.rect().contains(ev.position().toPoint()):
            QWhatsThis.showText(self.mapToGlobal(self.rect().bottomLeft()), self.whatsThis(), self)


def set_explanation(widget: QWidget, explanation: Explanation) -> None:
    """Have a widget be explained: in one sentence as its tooltip, unless it has one, and in whole on request."""
    if not widget.toolTip():
        widget.setToolTip(explanation.sentence)
    widget.setWhatsThis(explanation.html())


def explain_focus() -> None:
    """Show what the control with the focus means; where it has no explanation, that of the next thing clicked."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if widget.whatsThis():
            QWhatsThis.showText(widget.mapToGlobal(widget.rect().bottomLeft()), widget.whatsThis(), widget)
            return
        widget = widget.parentWidget()
    QWhatsThis.enterWhatsThisMode()
