"""The theme's tokens, their contrast, and changing the theme while the window is open."""

import colorsys
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton

import gdlab.ui
from gdlab.ui.fonts import can_write
from gdlab.ui.glyphs import glyph_pixmap, icon_names
from gdlab.ui.icons import bind_icon, icon
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.theme import Theme, contrast, load_theme, mix_colors, rgb
from gdlab.ui.theming import MIXES, set_style_property, theme_manager

THEMES = ("light", "dark")


@pytest.fixture
def manager(qapp):
    manager = theme_manager()
    yield manager
    manager.set_choice("light")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", ["text", "muted", "accent", "good", "warn", "bad"])
@pytest.mark.parametrize("surface", ["window", "surface", "raised"])
def test_every_colour_of_text_reads_on_every_surface(name, token, surface):
    theme = load_theme(name)
    assert contrast(theme.hex(token), theme.hex(surface)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    "text,background",
    [
        ("accent_text", "accent"),
        ("accent_text", "accent+text*0.14"),
        ("accent_text", "accent+text*0.28"),
        ("text", "surface+accent*0.16"),
        ("bad", "surface+bad*0.08"),
        ("text", "surface+text*0.11"),
    ],
)
def test_text_reads_on_buttons_and_selections(name, text, background):
    theme = load_theme(name)
    assert contrast(theme.hex(text), theme.hex(background)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", ["accent", "good", "warn", "bad", "muted", "text"])
def test_coloured_words_read_on_chosen_rows_and_on_their_own_banners(name, token):
    theme = load_theme(name)
    fills = [MIXES["selected"], MIXES["hover"]] + ([MIXES[f"{token}_fill"]] if f"{token}_fill" in MIXES else [])
    for fill in fills:
        assert contrast(theme.hex(token), theme.hex(fill)) >= 4.5, fill


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", ["control", "handle", "handle_hover"])
@pytest.mark.parametrize("surface", ["window", "surface", "raised"])
def test_outlines_and_handles_stand_out(name, token, surface):
    theme = load_theme(name)
    assert contrast(theme.hex(MIXES[token]), theme.hex(surface)) >= 3


#: How linear RGB is seen without the red, the green or the blue cones (Machado, Oliveira and Fernandes 2009).
_EYES = {
    "all cones": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def seen(colors, eye):
    """Return colours as an eye sees them, in CIELAB, shape (n, 3)."""
    parts = np.array([rgb(color) for color in colors]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(_EYES[eye]).T, 0, 1)
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    xyz = linear @ np.array(to_xyz).T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("eye", list(_EYES))
def test_the_colours_of_runs_are_told_apart_by_every_eye_and_stand_out(name, eye):
    theme = load_theme(name)
    places = seen(theme.runs.colors, eye)
    distances = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert distances[np.triu_indices(len(places), 1)].min() >= 24
    for color, surface in product(theme.runs.colors, ("surface", "raised")):
        assert contrast(color, theme.hex(surface)) >= 3


def test_no_colour_of_a_run_on_dark_reads_as_an_error():
    theme = load_theme("dark")
    for color in theme.runs.colors:
        hue, saturation, _ = colorsys.rgb_to_hsv(*(part / 255 for part in rgb(color)))
        assert saturation < 0.35 or 18 <= 360 * hue <= 345, color
    error, *runs = seen((theme.colors.bad, *theme.runs.colors), "all cones")
    assert min(np.linalg.norm(run - error) for run in runs) >= 28


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_theme_files():
    literal = re.compile(
        r"#[0-9a-fA-F]{3}\b|#[0-9a-fA-F]{6}\b|QColor\(\s*[\d\"']|mkColor\(\s*[\d\"'(]|GlobalColor\.(?!transparent)"
    )
    found = [
        f"{path.name}:{number}"
        for path in Path(gdlab.ui.__file__).parent.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if literal.search(line)
    ]
    assert found == []


def test_a_theme_file_with_an_unknown_or_wrong_key_is_refused():
    table = load_theme("light").model_dump()
    with pytest.raises(ValidationError):
        Theme.model_validate(table | {"colour": "#123456"})
    with pytest.raises(ValidationError):
        Theme.model_validate(table | {"colors": table["colors"] | {"accent": "blue"}})


def test_runs_beyond_the_last_colour_take_another_line_style():
    theme = load_theme("light")
    looks = {(theme.run_color(k), theme.run_style(k)) for k in range(28)}
    assert len(looks) == 28
    assert theme.run_color(7) == theme.run_color(0)


def test_signed_colours_meet_their_three_stops():
    theme = load_theme("light")
    colors = theme.signed_rgb(np.array([-1.0, 0.0, 1.0, -9.0, np.nan]))
    stops = [rgb(c) for c in (theme.signed.negative, theme.signed.zero, theme.signed.positive)]
    assert [tuple(c) for c in colors] == [*stops, stops[0], stops[1]]


def test_mixing_goes_from_one_colour_to_the_other():
    assert [mix_colors("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


def test_a_choice_restyles_palette_style_sheet_and_charts(manager, qtbot):
    manager.set_choice("light")
    chart = CurveChart("Loss")
    qtbot.addWidget(chart)
    light = manager.theme
    with qtbot.waitSignal(manager.theme_changed):
        manager.set_choice("dark")
    dark = manager.theme
    assert (light.name, dark.name) == THEMES
    from PySide6.QtWidgets import QApplication

    assert QApplication.palette().color(QPalette.ColorRole.Window) == dark.color("window")
    assert dark.hex("border") in QApplication.instance().styleSheet()
    assert chart.plot.backgroundBrush().color() == dark.color("surface")
    assert chart.plot.axes[0].textPen().color() == dark.color("muted")


def test_without_a_choice_the_system_decides(manager, monkeypatch):
    scheme = {"now": Qt.ColorScheme.Light}

    class Hints:
        def colorScheme(self):
            return scheme["now"]

        def setColorScheme(self, _scheme):
            pass

    monkeypatch.setattr(manager, "_app", _Proxy(manager._app, Hints()))
    manager.set_choice("system")
    assert manager.theme.name == "light"
    scheme["now"] = Qt.ColorScheme.Dark
    manager._on_scheme_changed()
    assert manager.theme.name == "dark"
    manager.set_choice("light")
    manager._on_scheme_changed()
    assert manager.theme.name == "light"


class _Proxy:
    """The application with other style hints."""

    def __init__(self, app, hints):
        self._app, self._hints = app, hints

    def styleHints(self):
        return self._hints

    def __getattr__(self, name):
        return getattr(self._app, name)


def test_every_icon_has_a_glyph_of_its_own(qapp):
    pictures = {}
    for name in icon_names():
        image = glyph_pixmap(name, load_theme("light").colors.text, 24).toImage()
        drawn = sum(image.pixelColor(x, y).alpha() > 0 for x, y in product(range(24), repeat=2))
        assert drawn > 8, name
        pictures[name] = bytes(image.constBits())
    assert len(set(pictures.values())) == len(pictures)


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(KeyError):
        icon("no such icon")


def test_a_bound_icon_takes_the_new_themes_colour(manager, qtbot):
    manager.set_choice("light")
    button = QPushButton()
    qtbot.addWidget(button)
    bind_icon(button, "play")
    before = button.icon().pixmap(16, 16).toImage()
    manager.set_choice("dark")
    assert button.icon().pixmap(16, 16).toImage() != before


def test_a_style_property_changes_the_look_at_once(manager, qtbot):
    manager.set_choice("light")
    button = QPushButton("Start")
    qtbot.addWidget(button)
    before = button.grab().toImage()
    set_style_property(button, "kind", "primary")
    assert button.grab().toImage() != before


def test_the_font_in_use_can_write(qapp):
    from PySide6.QtWidgets import QApplication

    theme_manager()
    assert can_write(QApplication.font())
