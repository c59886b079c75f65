"""Draw a study's pictures into files, without a screen."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.files import write_file
from gdlab.lab.number_text import format_number, with_minus
from gdlab.lab.picture import check_picture_suffix, theme_colors
from gdlab.studies.charts import Line, Picture
from gdlab.studies.result import Result

_STYLES = ("-", "--", ":", "-.")
#: One for each line of a picture, so that none is told by its colour alone.
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">", "p", "h", "8", "d")

#: A legend of more lines than this is below its picture.
_MOST_INSIDE = 7


def plot(result: Result, path: str | Path, theme: str = "light") -> Path:
    """Draw every picture of a result into one PNG, SVG or PDF.

    Raises:
        OutputError: when the file's ending is another or it cannot be written.
    """
    check_picture_suffix(path)
    made = pictures_figure(result.pictures(), theme, result.plan.study.title)
    drawn = io.BytesIO()
    made.savefig(drawn, dpi=150, format=Path(path).suffix[1:].lower())
    return write_file(path, drawn.getvalue())


def as_data_url(result: Result, theme: str = "light") -> str:
    """Return the pictures as a PNG inside of a URL, for a report that is one file; "" where there is none."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    found = result.pictures()
    if not found:
        return ""
    made, buffer = pictures_figure(found, theme, ""), io.BytesIO()
    made.set_dpi(110)
    FigureCanvasAgg(made).print_png(buffer)  # savefig draws it once more before
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def pictures_figure(found: Sequence[Picture], theme: str, title: str) -> Any:
    """Return a figure with pictures side by side, three a row."""
    from matplotlib.figure import Figure

    tokens = theme_colors(theme)
    columns = min(3, max(1, len(found)))
    rows = max(1, -(-len(found) // columns))
    made = Figure(figsize=(5.2 * columns, 4.6 * rows), layout="constrained", facecolor=tokens["surface"])
    axes = made.subplots(rows, columns, squeeze=False).ravel()
    for axis, one in zip(axes, found, strict=False):
        _draw(made, axis, one, tokens)
    for axis in axes[len(found) :]:
        axis.set_visible(False)
    if title:
        made.suptitle(title, color=tokens["text"])
    return made


def _draw(made: Any, axis: Any, one: Picture, tokens: dict[str, Any]) -> None:
    axis.set_title(one.title, loc="left", fontsize=11, color=tokens["text"])
    axis.set_facecolor(tokens["surface"])
    axis.tick_params(colors=tokens["muted"], which="both", length=0)
    for side in axis.spines.values():
        side.set_visible(False)
    axis.set_xlabel(one.x_label, color=tokens["muted"])
    axis.set_ylabel(one.y_label, color=tokens["muted"])
    {"lines": _draw_lines, "bars": _draw_bars, "heat": _draw_heat}[one.kind](made, axis, one, tokens)


def _draw_lines(_made: Any, axis: Any, one: Picture, tokens: dict[str, Any]) -> None:
    axis.grid(color=tokens["grid"], linewidth=0.8)
    for i, line in enumerate(one.lines):
        colour, style = _colour_and_style(i, tokens)
        ok = np.isfinite(line.y)
        every = max(1, int(ok.sum()) // 8)
        axis.plot(
            line.x[ok], line.y[ok], style, color=colour, linewidth=1.5, label=with_minus(line.label),
            marker=_MARKERS[i % len(_MARKERS)], ms=4, markevery=1 if ok.sum() < 20 else every,
        )  # fmt: skip
        _draw_endless(axis, line, colour, 0.97 - 0.04 * (i % 8), log_x=one.log_x)
        if line.low is not None and line.high is not None:
            axis.fill_between(line.x[ok], line.low[ok], line.high[ok], color=colour, alpha=0.15, linewidth=0)
    if one.log_x and all((line.x[1:] > 0).all() for line in one.lines):
        axis.set_xscale("log")
    if one.log_y and any((line.y[np.isfinite(line.y)] > 0).any() for line in one.lines):
        axis.set_yscale("log")
    if one.ticks:
        axis.set_xticks(
            range(len(one.ticks)), [with_minus(t.replace("_", " ")) for t in one.ticks], rotation=20, ha="right"
        )
    if [line.label for line in one.lines] != [one.y_label]:
        many = len(one.lines) > _MOST_INSIDE
        place: dict[str, Any] = (
            {"loc": "upper center", "bbox_to_anchor": (0.5, -0.14), "ncols": 2} if many else {"loc": "best"}
        )
        legend = axis.legend(fontsize=7, frameon=False, labelcolor=tokens["text"], **place)
        legend.set_title(f"and {one.hidden} more" if one.hidden else None, {"size": 7})


def _draw_endless(axis: Any, line: Line, colour: str, height: float, *, log_x: bool) -> None:
    """Mark near the upper border where a figure is infinite: the first such place of a curve, all of a short line.

    The height, as a share of the axis, differs from line to line, so that no mark hides another.
    """
    endless = line.x[np.isposinf(line.y) & np.isfinite(line.x) & ((line.x > 0) | (not log_x))]
    places = endless if len(line.x) < 20 else endless[:1]
    if not len(places):
        return
    marks = axis.plot(
        places, np.full(len(places), height), linestyle="none", marker="$\\infty$", ms=9, color=colour,
        transform=axis.get_xaxis_transform(),
    )  # fmt: skip
    for mark in marks:
        mark.set_in_layout(False)


def _draw_bars(_made: Any, axis: Any, one: Picture, tokens: dict[str, Any]) -> None:
    axis.grid(axis="x", color=tokens["grid"], linewidth=0.8)
    for i, line in enumerate(one.lines):
        value = float(line.y[0])
        if not np.isfinite(value):
            axis.text(0, i, " ∞", va="center", color=tokens["text"])
            continue
        axis.barh(i, value, color=_colour_and_style(i, tokens)[0], height=0.6)
        if line.low is not None and line.high is not None:
            axis.plot([line.low[0], line.high[0]], [i, i], color=tokens["text"], linewidth=1.2)
    axis.set_yticks(range(len(one.ticks)), list(map(with_minus, one.ticks)))
    axis.invert_yaxis()
    axis.set_xlabel(one.y_label, color=tokens["muted"])
    axis.set_ylabel("")


def _draw_heat(made: Any, axis: Any, one: Picture, tokens: dict[str, Any]) -> None:
    grid = np.where(np.isfinite(one.heat), one.heat, np.nan)
    shown = axis.imshow(grid, cmap="cividis", aspect="auto", origin="upper")
    axis.set_xticks(range(len(one.columns)), list(map(with_minus, one.columns)))
    axis.set_yticks(range(len(one.rows)), list(map(with_minus, one.rows)))
    middle = (np.nanmin(grid) + np.nanmax(grid)) / 2 if np.isfinite(grid).any() else 0.0
    for (i, j), value in np.ndenumerate(one.heat):
        ink = "#14181d" if np.isfinite(value) and value > middle else "#ffffff"
        ink = ink if np.isfinite(value) else tokens["text"]
        axis.text(j, i, format_number(float(value), 3), ha="center", va="center", fontsize=8, color=ink)
    made.colorbar(shown, ax=axis, shrink=0.8).outline.set_visible(False)


def _colour_and_style(i: int, tokens: dict[str, Any]) -> tuple[str, str]:
    colours_of_runs = tokens["runs"]
    return colours_of_runs[i % len(colours_of_runs)], _STYLES[i // len(colours_of_runs) % len(_STYLES)]
