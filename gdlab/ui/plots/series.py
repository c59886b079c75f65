"""One series of a curve chart: its data, its look and its two lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gdlab.lab.chart_math import Floats, in_view, thinned
from gdlab.lab.curves import density_weight
from gdlab.lab.smoother import Smoother
from gdlab.translation import tr, within_sentence
from gdlab.ui.plots.axes import plain_number, short_number
from gdlab.ui.plots.curve_item import CurveItem
from gdlab.ui.plots.hover import HoverValue
from gdlab.ui.theme import Theme, mix_colors

Role = Literal["train", "val"]

_RAW_OPACITY, _RAW_OPACITY_DARK = 0.25, 0.4


@dataclass
class SeriesStyle:
    """How a series is drawn.

    Attributes:
        color: the colour of its line, as ``#rrggbb``.
        style: the dashes of its line.
        role: whether it is drawn as a curve of training, thin and paler, or of validation.
        label: what is read under the pointer.
        visible: whether it is drawn at all.
        selected: whether its line is bolder than the others.
        raw: whether the values themselves lie beneath the smoothed curve.
        smoothed: whether the chart's weight of smoothing applies.
        points: whether each value is marked by a dot where there is space for it.
    """

    color: str
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    role: Role = "val"
    label: str = ""
    visible: bool = True
    selected: bool = False
    raw: bool = True
    smoothed: bool = True
    points: bool = False


@dataclass(frozen=True)
class Scales:
    """Which axes are logarithmic."""

    log_x: bool = False
    log_y: bool = False


@dataclass(frozen=True)
class SeriesDetail:
    """A part of a series with more points than the series has there.

    Attributes:
        x: where the points are, ascending; from its first to its last one nothing is missing.
        y: what is drawn.
        unsmoothed: the values themselves where ``y`` is smoothed, else None.
    """

    x: Floats
    y: Floats
    unsmoothed: Floats | None


@dataclass
class Series:
    """Data and lines of one series; `shown_x` and `shown_y` are in the plot's coordinates."""

    style: SeriesStyle
    x: Floats = field(default_factory=lambda: np.empty(0))
    y: Floats = field(default_factory=lambda: np.empty(0))
    extra: Mapping[str, Floats] = field(default_factory=dict)
    unsmoothed: Floats | None = None
    detail: SeriesDetail | None = None
    raw_line: CurveItem = field(default_factory=CurveItem)
    line: CurveItem = field(default_factory=CurveItem)
    smoother: Smoother = field(default_factory=Smoother)
    smoothed: Floats = field(default_factory=lambda: np.empty(0))
    shown_x: Floats = field(default_factory=lambda: np.empty(0))
    shown_y: Floats = field(default_factory=lambda: np.empty(0))
    shown_raw: Floats = field(default_factory=lambda: np.empty(0))
    _grown: bool = False
    _weight: float = 0.0
    _is_finite: bool = False
    _scales: Scales = field(default_factory=Scales)

    def set_data(self, x: Floats, y: Floats, extra: Mapping[str, Floats], *, grown: bool = False) -> bool:
        """Take new data and return whether there is anything new in them.

        Args:
            x: the places, (n,), ascending.
            y: the values, (n,); others than x has raise ValueError.
            extra: further columns that are read under the pointer, by name, each (n,).
            grown: whether the new data begin with all of the old ones.
        """
        if len(x) != len(y):
            raise ValueError(f"x has {len(x)} values and y has {len(y)}; they must be as many.")
        self._grown = grown and len(self.y) <= len(y)
        if self._grown and len(self.y) < len(y):
            self.x, self.y, self.extra = x, y, extra
            return True
        if np.array_equal(self.x, x, equal_nan=True) and np.array_equal(self.y, y, equal_nan=True):
            return False
        self.x, self.y, self.extra = x, y, extra
        return True

    def prepare(self, weight: float, scales: Scales) -> None:
        """Smooth the whole series, then move it into the plot's coordinates."""
        self._scales = scales
        self._weight = density_weight(weight, len(self.y)) if self.style.smoothed else 0.0
        self.smoothed = self.smoother.update(self.y, self._weight, grown=self._grown)
        self.shown_x = _scaled(self.x, scales.log_x)
        self.shown_y = _scaled(self.smoothed, scales.log_y)
        self.shown_raw = _scaled(self.y, scales.log_y)
        if scales.log_y and self.smoothed is not self.y:
            # The average of a positive past and a zero is positive, but stands for a value that is left out.
            self.shown_y = np.where(self.y > 0, self.shown_y, np.nan)
        self._is_finite = bool(np.isfinite(self.shown_x).all() and np.isfinite(self.shown_y).all())

    @property
    def shows_raw(self) -> bool:
        """Whether the values themselves lie beneath the smoothed curve."""
        return self.style.raw and self._weight > 0

    def drawn_values(self) -> Floats:
        """Return all y that are drawn, in the plot's coordinates: the values where they are shown, else the curve."""
        return self.shown_raw if self.shows_raw else self.shown_y

    def draw(self, left: float, right: float, points: int) -> None:
        """Hand the lines what lies in view, thinned."""
        self.line.setVisible(self.style.visible)
        show_raw = self.style.visible and self.shows_raw
        self.raw_line.setVisible(show_raw)
        if not self.style.visible:
            return
        if (detail := self._shown_detail(left, right)) is not None:
            self.line.set_points(*visible_points(*detail, left, right, points))
        elif self._is_finite:
            part = in_view(self.shown_x, left, right)
            self.line.set_points(*thinned(self.shown_x[part], self.shown_y[part], points))
        else:
            self.line.set_points(*visible_points(self.shown_x, self.shown_y, left, right, points))
        if show_raw:
            self.raw_line.set_points(*visible_points(self.shown_x, self.shown_raw, left, right, points))

    def restyle(self, theme: Theme, *, fine: bool, thin: bool = False) -> None:
        """Give the lines their pens: train thin and a little paler, val bold, the selected run bolder.

        ``thin`` lines have one pixel, but for the selected ones.
        """
        style = self.style
        width = theme.shape.line_selected if style.selected else 1.0 if thin else theme.shape.line
        color = style.color
        if style.role == "train":
            width -= 0.5
            # Beside the curves of other runs, a run's raw values and its training curve step back.
            color = mix_colors(color, theme.colors.surface, _paleness(theme, alone=style.raw))
        self.line.set_style(QColor(color), width, style.style, fine=fine, points=style.points)
        # Opaque, and mixed as if it were translucent: translucent lines take ten times as long to paint.
        raw = mix_colors(theme.colors.surface, style.color, _RAW_OPACITY_DARK if theme.dark else _RAW_OPACITY)
        self.raw_line.set_style(QColor(raw), 1.0, Qt.PenStyle.SolidLine, fine=False)
        self.line.setZValue(20 if style.selected else (11 if style.role == "val" else 10))
        self.raw_line.setZValue(5)

    def sentence(self, x_label: str) -> str:
        """Return the first and the last value in words, such as ``Adam, training: 2.31 at step 1, 0.092 at step 900.``

        Args:
            x_label: what the x-axis counts.
        """
        ends = dict.fromkeys((0, len(self.y) - 1))
        said = (
            tr(
                "{y} at {lower} {x}",
                y=short_number(float(self.y[i])),
                lower=within_sentence(x_label),
                x=plain_number(float(self.x[i])),
            )
            for i in ends
        )
        return f"{self.style.label}: {', '.join(said)}."

    def reading(self, x: float, y: float, x_scale: float, y_scale: float) -> HoverValue | None:
        """Return what the series says nearest to a place in the plot; scales are pixels a unit."""
        if not self.style.visible or len(self.shown_x) == 0:
            return None
        detail = self._shown_detail(x, x)
        if detail is None and len(self.shown_x) > len(self.y):
            return None  # the data are others since they were drawn last
        shown_x, shown_y = (self.shown_x, self.shown_y) if detail is None else detail
        index = _nearest(shown_x, x)
        while index > 0 and not (np.isfinite(shown_y[index]) and np.isfinite(shown_x[index])):
            index -= 1
        if not (np.isfinite(shown_y[index]) and np.isfinite(shown_x[index])):
            return None
        at = (float(shown_x[index]), float(shown_y[index]))
        value, smoothed = self._values_at(index, in_detail=detail is not None)
        extra = {} if detail is not None else self.extra
        return HoverValue(
            label=self.style.label,
            color=self.style.color,
            x=at[0],
            y=at[1],
            value=value,
            smoothed=smoothed,
            extra=tuple((name, float(column[index])) for name, column in extra.items() if index < len(column)),
            distance=float(np.hypot((at[0] - x) * x_scale, (at[1] - y) * y_scale)),
        )

    def _values_at(self, index: int, *, in_detail: bool) -> tuple[float, float | None]:
        """Return a value and its smoothed one, None where nothing is smoothed."""
        held = self.detail if in_detail and self.detail is not None else self
        if held.unsmoothed is not None and index < len(held.unsmoothed):
            return float(held.unsmoothed[index]), float(held.y[index])
        is_smoothed = held is self and self._weight > 0
        return float(held.y[index]), float(self.smoothed[index]) if is_smoothed else None

    def _shown_detail(self, left: float, right: float) -> tuple[Floats, Floats] | None:
        """Return the finer part in the plot's coordinates where it holds all that the series has between two x."""
        detail = self.detail
        if detail is None or not len(detail.x) or not len(self.shown_x):
            return None
        x = _scaled(detail.x, self._scales.log_x)
        first, last = max(left, float(self.shown_x[0])), min(right, float(self.shown_x[-1]))
        return (x, _scaled(detail.y, self._scales.log_y)) if x[0] <= first and last <= x[-1] else None

    def breaks(self) -> list[tuple[float, float, float]]:
        """Return each last finite point before values stop being finite: x and y in the plot, and the x meant."""
        finite = np.isfinite(self.y)
        before = np.flatnonzero(finite[:-1] & ~finite[1:]) if len(finite) > 1 else np.empty(0, dtype=np.intp)
        ends = [(float(self.shown_x[k]), float(self.shown_y[k]), float(self.x[k + 1])) for k in before[:50]]
        return [end for end in ends if np.isfinite(end[0]) and np.isfinite(end[1])]

    def unshowable(self, scales: Scales) -> tuple[Floats, int]:
        """Return where in x values lie that a logarithmic y cannot show, and how many points are left out in all."""
        finite = np.isfinite(self.y) & np.isfinite(self.x)
        bad_y = finite & (self.y <= 0) if scales.log_y else np.zeros(len(self.y), dtype=bool)
        bad_x = finite & (self.x <= 0) if scales.log_x else np.zeros(len(self.x), dtype=bool)
        return self.shown_x[bad_y & ~bad_x], int(np.count_nonzero(bad_y | bad_x))


def _paleness(theme: Theme, *, alone: bool) -> float:
    """Return how far a training curve steps back; on a dark surface less, since there it would vanish."""
    share = 0.25 if alone else 0.45
    return share / 2 if theme.dark else share


def visible_points(x: Floats, y: Floats, left: float, right: float, points: int) -> tuple[Floats, Floats]:
    """Return a curve (``x``, ``y``) from ``left`` to ``right``, thinned to about ``points``, with one gap for each run
    of values that are not finite.
    """
    good_x = np.isfinite(x)
    if not good_x.all():
        x, y = x[good_x], y[good_x]
    part = in_view(x, left, right)
    x, y = x[part], y[part]
    finite = np.isfinite(y)
    if finite.all():
        return thinned(x, y, points)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(np.int8)))
    xs: list[Floats] = []
    ys: list[Floats] = []
    gap = np.array([np.nan])
    total = max(1, int(np.count_nonzero(finite)))
    for start, stop in zip(edges[::2][:500], edges[1::2][:500], strict=True):
        share = max(4, points * int(stop - start) // total)
        piece = thinned(x[start:stop], y[start:stop], share)
        xs += [piece[0], gap]
        ys += [piece[1], gap]
    return (np.concatenate(xs), np.concatenate(ys)) if xs else (np.empty(0), np.empty(0))


def _scaled(values: Floats, log: bool) -> Floats:
    if not log:
        return values
    positive = values > 0
    return np.log10(values, out=np.full(len(values), np.nan), where=positive)


def _nearest(x: Floats, wanted: float) -> int:
    finite_from = int(np.argmax(np.isfinite(x)))
    index = finite_from + int(np.searchsorted(x[finite_from:], wanted))
    if index >= len(x):
        return len(x) - 1
    if index > finite_from and wanted - x[index - 1] < x[index] - wanted:
        return index - 1
    return index
