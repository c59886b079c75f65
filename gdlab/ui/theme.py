"""The theme: one table of tokens from which palette, style sheet and charts are all made."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from gdlab.paths import resource

ThemeName = Literal["light", "dark"]
Hex = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]

_LINE_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


class _Table(BaseModel):
    """A frozen table of a theme file that knows every one of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Colors(_Table):
    """The colours of surfaces, text and states."""

    window: Hex
    surface: Hex
    raised: Hex
    border: Hex
    grid: Hex
    text: Hex
    muted: Hex
    accent: Hex
    accent_text: Hex
    good: Hex
    warn: Hex
    bad: Hex


class RunColors(_Table):
    """The colours that runs take in turn."""

    colors: tuple[Hex, ...] = Field(min_length=2)


class SignedColors(_Table):
    """The three stops of the map for quantities with a sign."""

    negative: Hex
    zero: Hex
    positive: Hex


class Shape(_Table):
    """Lengths in logical pixels."""

    unit: int = Field(ge=2, le=32)
    radius: int = Field(ge=0, le=24)
    control_radius: int = Field(ge=0, le=24)
    control_height: int = Field(ge=16, le=64)
    line: float = Field(gt=0, le=8)
    line_selected: float = Field(gt=0, le=8)


class Type(_Table):
    """Differences from the system's font size in points."""

    caption: float
    title: float
    section: float


class Theme(_Table):
    """Everything that decides how the window looks."""

    name: ThemeName
    dark: bool
    colors: Colors
    runs: RunColors
    signed: SignedColors
    shape: Shape
    type: Type

    def color(self, token: str, opacity: float = 1.0) -> QColor:
        """Return a token, or a mix such as ``"surface+accent*0.12"``, as a colour of the given opacity."""
        found = QColor(self.hex(token))
        found.setAlphaF(opacity)
        return found

    def hex(self, token: str) -> str:
        """Return the ``#rrggbb`` of a token or of a mix of two."""
        if "+" not in token:
            return token if token.startswith("#") else str(getattr(self.colors, token))
        base, _, rest = token.partition("+")
        over, _, share = rest.partition("*")
        return mix_colors(self.hex(base), self.hex(over), float(share))

    def run_color(self, index: int) -> str:
        """Return the colour of the n-th run; after the last it begins again."""
        return self.runs.colors[index % len(self.runs.colors)]

    def run_style(self, index: int) -> Qt.PenStyle:
        """Return the line style of the n-th run, which changes each time that the colours begin again."""
        return _LINE_STYLES[index // len(self.runs.colors) % len(_LINE_STYLES)]

    def readable_on(self, background: str) -> str:
        """Return whichever of text and surface reads better on a background."""
        candidates = (self.colors.text, self.colors.surface)
        return max(candidates, key=lambda candidate: contrast(candidate, background))

    def signed_rgb(self, values: NDArray[np.floating]) -> NDArray[np.uint8]:
        """Map values from −1 to 1 onto the signed colours: shape (...,) becomes (..., 3); NaN becomes zero."""
        stops = np.array([rgb(c) for c in (self.signed.negative, self.signed.zero, self.signed.positive)])
        clean = np.clip(np.nan_to_num(np.asarray(values, dtype=float)), -1.0, 1.0)
        channels = [np.interp(clean, (-1.0, 0.0, 1.0), stops[:, k]) for k in range(3)]
        return np.stack(channels, axis=-1).round().astype(np.uint8)

    def font(self, delta: float = 0.0, *, bold: bool = False, tabular: bool = False) -> QFont:
        """Return the system's font, larger by delta points, on request bold or with tabular digits."""
        font = QFont(QApplication.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(max(6.0, font.pointSizeF() + delta))
        else:
            font.setPixelSize(max(8, round(font.pixelSize() + delta * 4 / 3)))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """Return the Qt palette made from the tokens."""
        palette = QPalette()
        role = QPalette.ColorRole
        table = {
            role.Window: "window",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "surface+window*0.6",
            role.Text: "text",
            role.Button: "raised",
            role.ButtonText: "text",
            role.ToolTipBase: "raised",
            role.ToolTipText: "text",
            role.PlaceholderText: "muted",
            role.Highlight: "accent",
            role.HighlightedText: "accent_text",
            role.Accent: "accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.BrightText: "bad",
            role.Mid: "border",
            role.Midlight: "border",
            role.Dark: "border+text*0.2",
            role.Light: "raised",
            role.Shadow: "border+text*0.3",
        }
        for which, token in table.items():
            palette.setColor(which, self.color(token))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("surface+muted*0.55"))
        return palette


@lru_cache(maxsize=8)
def load_theme(name: str) -> Theme:
    """Read and check the theme of that name from the resources."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        return Theme.model_validate(tomllib.load(file))


def rgb(color: str) -> tuple[int, int, int]:
    """Split ``#rrggbb`` into three numbers from 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix_colors(base: str, over: str, share: float) -> str:
    """Return base with the given share of another colour laid over it."""
    pairs = zip(rgb(base), rgb(over), strict=True)
    return "#" + "".join(f"{round(b + (o - b) * share):02x}" for b, o in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [c / 255 for c in rgb(color)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
