"""The glyphs of the icon font, drawn in any colour."""

from __future__ import annotations

import tomllib
from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

from gdlab.paths import resource


@cache
def icon_names() -> dict[str, str]:
    """Return each icon's name and its character in the icon font."""
    with resource("icons", "icons.toml").open("rb") as file:
        return {name: chr(code) for name, code in tomllib.load(file)["glyphs"].items()}


def glyph_pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return a picture of an icon's glyph in the middle of a square.

    Args:
        name: the icon.
        color: its colour, as QColor reads it.
        size: the side of the square in logical pixels.
        ratio: dots of the screen for each logical pixel.
    """
    character = icon_names()[name]  # before there is a painter, which must not see an exception
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    font = QFont(_family())
    font.setPixelSize(size)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, character)
    painter.end()
    return pixmap


@cache
def _family() -> str:
    identifier = QFontDatabase.addApplicationFont(str(resource("icons", "phosphor.ttf")))
    return QFontDatabase.applicationFontFamilies(identifier)[0]
