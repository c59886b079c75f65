"""Put a theme on the running application, and change it while it runs."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from gdlab.paths import resource
from gdlab.ui.fonts import ensure_fonts
from gdlab.ui.glyphs import glyph_pixmap
from gdlab.ui.theme import Theme, load_theme

ThemeChoice = Literal["system", "light", "dark"]

#: While something is presented: how many times as large its type is, and its lines in pixels.
_LARGER, _BOLD = 1.6, 2.5

# What the style sheet can only show as a picture: file name -> (icon, token).
_PICTURES = {
    "caret_down": ("caret-down", "muted"),
    "caret_up": ("caret-up", "muted"),
    "caret_right": ("caret-right", "muted"),
    "caret_down_off": ("caret-down", "surface+muted*0.45"),
    "check": ("check", "accent_text"),
    "check_off": ("check", "surface+muted*0.45"),
    "check_menu": ("check", "text"),
    "dash": ("dash", "accent_text"),
    "close": ("close", "muted"),
}

#: Derived tokens of the style sheet.
MIXES = {
    "control": "border+muted*0.7",
    "hover": "surface+text*0.05",
    "pressed": "surface+text*0.11",
    "window_hover": "window+text*0.06",
    "selected": "surface+accent*0.16",
    "accent_hover": "accent+text*0.14",
    "accent_pressed": "accent+text*0.28",
    "disabled": "surface+muted*0.55",
    "disabled_fill": "surface+window*0.8",
    "bad_fill": "surface+bad*0.08",
    "warn_fill": "surface+warn*0.10",
    "good_fill": "surface+good*0.10",
    "info_fill": "surface+accent*0.08",
    "handle": "border+muted*0.7",
    "handle_hover": "border+muted*0.95",
}


class ThemeManager(QObject):
    """The theme of the application: the one that the user, or the system, chose."""

    theme_changed = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self._theme: Theme | None = None
        self._usual_font: QFont | None = None
        self._pictures = QTemporaryDir()
        ensure_fonts()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme or load_theme(self._wanted())

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose: light, dark, or whatever the system has."""
        return self._choice

    def set_choice(self, choice: ThemeChoice) -> None:
        """Choose a theme and put it on at once."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # Title bars and native dialogs follow the hint; without a choice they follow the system again.
        self._app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self.apply()

    def set_presenting(self, on: bool) -> None:
        """Make all type and lines as large as a room needs, or as they were."""
        if on == (self._usual_font is not None):
            return
        font = QFont(self._app.font())
        if on:
            self._usual_font = QFont(font)
            if font.pointSizeF() > 0:
                font.setPointSizeF(_LARGER * font.pointSizeF())
            else:
                font.setPixelSize(round(_LARGER * font.pixelSize()))
        self._app.setFont(font if on else self._usual_font or font)
        self._usual_font = self._usual_font if on else None
        self._theme = None
        self.apply()

    def _dressed(self) -> Theme:
        """Return the wanted theme, with bold lines while something is presented."""
        theme = load_theme(self._wanted())
        if self._usual_font is None:
            return theme
        shape = theme.shape.model_copy(update={"line": _BOLD, "line_selected": _BOLD + 0.5})
        return theme.model_copy(update={"shape": shape})

    def apply(self) -> None:
        """Put the theme on the application, unless it wears it already."""
        theme = self._dressed()
        if theme == self._theme:
            return
        self._theme = theme
        self._app.setStyleSheet("")  # to replace a style sheet takes Qt seven times as long as to put one on
        if self._app.style().objectName().lower() != "fusion":
            self._app.setStyle("Fusion")
        self._app.setPalette(theme.palette())
        self._app.setStyleSheet(style_sheet(theme, self._draw_pictures(theme)))
        self.theme_changed.emit(theme)

    def _wanted(self) -> str:
        if self._choice != "system":
            return self._choice
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _on_scheme_changed(self) -> None:
        if self._choice == "system" and self._theme is not None:
            self.apply()

    def _draw_pictures(self, theme: Theme) -> Path:
        """Write the small pictures of the style sheet, plain and double, and return their folder."""
        folder = Path(self._pictures.path()) / theme.name
        if folder.is_dir():
            return folder
        folder.mkdir(parents=True)
        for name, (icon_name, token) in _PICTURES.items():
            for ratio, suffix in ((1, ""), (2, "@2x")):
                pixmap = glyph_pixmap(icon_name, theme.hex(token), 12, ratio)
                pixmap.save(str(folder / f"{name}{suffix}.png"))
        return folder


def style_sheet(theme: Theme, pictures: Path) -> str:
    """Fill the style sheet's template from the tokens."""
    values: dict[str, object] = dict(theme.colors.model_dump())
    values |= {name: theme.hex(token) for name, token in MIXES.items()}
    values |= {
        "radius": theme.shape.radius,
        "control_radius": theme.shape.control_radius,
        "height": theme.shape.control_height - 2,
        "field_height": theme.shape.control_height - 4,
        "pictures": pictures.as_posix(),
        "caption_size": _size(theme, theme.type.caption),
        "title_size": _size(theme, theme.type.title),
        "section_size": _size(theme, theme.type.section),
    }
    return Template(resource("themes", "style.qss").read_text(encoding="utf-8")).substitute(values)


def theme_manager() -> ThemeManager:
    """Return the application's theme manager, made when it is first asked for.

    Raises:
        RuntimeError: when there is no QApplication yet.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("A theme needs a running QApplication.")
    found = app.findChild(ThemeManager, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else ThemeManager(app)


def current_theme() -> Theme:
    """Return the theme in use."""
    return theme_manager().theme


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _size(theme: Theme, delta: float) -> str:
    """Return a font size in the style sheet's words."""
    font = theme.font(delta)
    return f"{font.pointSizeF():g}pt" if font.pointSizeF() > 0 else f"{font.pixelSize()}px"
