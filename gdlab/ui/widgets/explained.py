"""Explanations on request: beside the thing that is explained, by a click on its name or by Shift+F1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWhatsThis, QWidget

from gdlab.lab.drawings import drawing_svg, drawings
from gdlab.lab.explanations import Explanation
from gdlab.ui.theme import Theme
from gdlab.ui.theming import theme_manager


class DrawnPictures:
    """The files of the drawings, made anew in the theme's colours when something is explained in another theme."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()
        self._theme: Theme | None = None

    def file(self, name: str) -> str:
        """Return the path of a drawing, which is the same in every theme; "" for no name."""
        return (Path(self._folder.path()) / f"{name.replace(' ', '_')}.svg").as_posix() if name else ""

    def draw(self, theme: Theme) -> None:
        """Write all files in a theme's colours, unless they are."""
        if theme is self._theme:
            return
        colors = {"grid": theme.hex("border+muted*0.35"), "muted": theme.hex("muted")}
        colors |= {f"run {k}": theme.run_color(k) for k in range(3)}
        for name in drawings():
            Path(self.file(name)).write_text(drawing_svg(name, colors), encoding="utf-8")
        self._theme = theme


@cache
def drawn_pictures() -> DrawnPictures:
    """Return the pictures of this program."""
    return DrawnPictures()


class ExplainedLabel(QLabel):
    """The name of a field; a click on it shows what the field means."""

    def __init__(self, text: str, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_explanation(self, explanation)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton and self.rect().contains(ev.position().toPoint()):
            _show(self, self)


def set_explanation(widget: QWidget, explanation: Explanation, *, tooltip: bool = True) -> None:
    """Have a widget be explained in whole on request, and in one sentence as its tooltip.

    Args:
        widget: what is explained.
        explanation: what it means.
        tooltip: whether it gets a tooltip where it has none.
    """
    if tooltip and not widget.toolTip():
        widget.setToolTip(explanation.sentence)
    widget.setWhatsThis(explanation_html(explanation))


def explanation_html(explanation: Explanation) -> str:
    """Return an explanation with its drawing, whose file is there once something is explained."""
    return explanation.html(drawn_pictures().file(explanation.picture))


def explain_focus() -> None:
    """Show what the control with the focus means; where it has no explanation, that of the next thing clicked."""
    focus = widget = QApplication.focusWidget()
    while widget is not None:
        if widget.whatsThis():
            _show(widget, focus or widget)
            return
        widget = widget.parentWidget()
    drawn_pictures().draw(theme_manager().theme)
    QWhatsThis.enterWhatsThisMode()


def _show(explained: QWidget, beside: QWidget) -> None:
    """Show the explanation of a widget beneath another one."""
    drawn_pictures().draw(theme_manager().theme)
    QWhatsThis.showText(beside.mapToGlobal(beside.rect().bottomLeft()), explained.whatsThis(), beside)
