"""Make sure that there is a font: a bare machine has none and would show empty boxes."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from gdlab.paths import resource

_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def ensure_fonts() -> bool:
    """Load the font that we ship if the system's cannot write Latin, and say whether that was so."""
    if can_write(QApplication.font()):
        return False
    families: list[str] = []
    for name in _FILES:
        identifier = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(identifier)
    if families:
        font = QFont(QApplication.font())
        font.setFamilies([families[0]])
        QApplication.setFont(font)
    return bool(families)


def can_write(font: QFont, text: str = "Aaz09") -> bool:
    """Return whether a font has a glyph of its own for each character."""
    metrics = QFontMetricsF(font)
    return bool(QFontDatabase.families()) and all(metrics.inFontUcs4(ord(character)) for character in text)
