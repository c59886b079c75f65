"""Icons in the theme's colours, for buttons and actions."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QIcon

from gdlab.ui.glyphs import glyph_pixmap
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme, theme_manager

_SIZES = (16, 20, 24, 32)


def icon(name: str, token: str = "text", theme: Theme | None = None) -> QIcon:
    """Return an icon in a token's colour, greyed when disabled and in the accent when checked.

    Raises KeyError when there is no icon of that name.
    """
    theme = theme or current_theme()
    on = "accent" if token in ("text", "muted") else token
    colors = (theme.hex(each) for each in (token, "surface+muted*0.45", on))
    return _icon(name, *colors, _screen_ratio())


@lru_cache(maxsize=512)
def _icon(name: str, color: str, disabled: str, on: str, ratio: float) -> QIcon:
    """Draw an icon in its colours; buttons that have the same one share it."""
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, color),
        (QIcon.Mode.Disabled, QIcon.State.Off, disabled),
        (QIcon.Mode.Normal, QIcon.State.On, on),
        (QIcon.Mode.Selected, QIcon.State.Off, color),
    )
    made = QIcon()
    for mode, state, drawn in states:
        for size in _SIZES:
            made.addPixmap(glyph_pixmap(name, drawn, size, ratio), mode, state)
    return made


def bind_icon(target: QObject, name: str, token: str = "text") -> None:
    """Give a button or an action an icon that changes with the theme; a second call changes the icon."""
    first = target.property("icon_name") is None
    target.setProperty("icon_name", name)
    target.setProperty("icon_token", token)
    _paint(target)
    if first:
        theme_manager().theme_changed.connect(_Repainter(target).repaint)


class _Repainter(QObject):
    """A child object of a button or action that gives it the icon of a new theme."""

    def repaint(self) -> None:
        target = self.parent()
        if target is not None:
            _paint(target)


def _paint(target: QObject) -> None:
    set_icon = getattr(target, "setIcon")  # noqa: B009  (buttons and actions share the method, not a class)
    set_icon(icon(str(target.property("icon_name")), str(target.property("icon_token"))))


def _screen_ratio() -> float:
    screens = QGuiApplication.screens()
    return max((screen.devicePixelRatio() for screen in screens), default=1.0)
