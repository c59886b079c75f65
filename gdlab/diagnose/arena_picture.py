"""A picture of the arena: the paths over the contours, and the values over the steps, without a screen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gdlab.diagnose.relief import contour_levels, map_grid
from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.walker import Descent
from gdlab.paths import resource


class SurfaceDescents(Protocol):
    """The descents of several optimizers on one surface, each with its label, as the arena returns them."""

    @property
    def surface(self) -> Surface:
        """Return what they descended on."""
        ...

    @property
    def start(self) -> Point:
        """Return where they began."""
        ...

    @property
    def descents(self) -> tuple[Descent, ...]:
        """Return the way of each."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the label of each."""
        ...


def draw_arena(result: SurfaceDescents, file: str | Path, form: str, *, theme: str = "light") -> None:
    """Draw the arena into a file.

    Args:
        result: the descents.
        file: where the picture is written.
        form: "png", "svg" or "pdf".
        theme: "light" or "dark".
    """
    import matplotlib as mpl  # half a second: only where something is drawn

    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "path"}):
        _figure(result, theme_tokens(theme)).savefig(file, dpi=150, format=form)


def theme_tokens(theme: str) -> dict[str, Any]:
    """Return the colours of a theme by name, and the runs' colours as ``runs``."""
    table = tomllib.loads(resource("themes", f"{theme}.toml").read_text(encoding="utf-8"))
    return {**table["colors"], "runs": table["runs"]["colors"]}


def _figure(result: SurfaceDescents, tokens: dict[str, Any]) -> Any:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11.0, 5.4), layout="constrained", facecolor=tokens["surface"])
    plane, values = figure.subplots(1, 2, width_ratios=(1.25, 1.0))
    _draw_map(plane, result, tokens)
    lowest = min(descent.lowest for descent in result.descents)
    base = result.surface.lowest if np.isfinite(result.surface.lowest) else lowest
    for i, (label, descent) in enumerate(zip(result.labels, result.descents, strict=True)):
        colour = tokens["runs"][i % len(tokens["runs"])]
        plane.plot(*descent.points.T, color=colour, linewidth=1.2, marker=".", markersize=2.5, label=label)
        plane.plot(*descent.points[-1], "o", color=colour, markersize=6)
        values.plot(descent.heights(base), color=colour, linewidth=1.4)
    values.set_yscale("log")
    values.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    values.set_xlabel("step", color=tokens["muted"])
    values.set_title("Value above the lowest known", loc="left", fontsize=11, color=tokens["text"])
    for axis in (plane, values):
        _dress(axis, tokens)
    style: dict[str, Any] = {"frameon": False, "labelcolor": tokens["text"], "fontsize": 9}
    figure.legend(loc="outside lower center", ncols=4, **style)
    return figure


def _draw_map(axis: Any, result: SurfaceDescents, tokens: dict[str, Any]) -> None:
    x, y, values = map_grid(result.surface.tape, result.surface.bounds(), 301, 241)
    levels = contour_levels(values, result.surface.lowest)
    if len(levels) > 1:
        axis.contour(x, y, values, levels=levels, colors=tokens["muted"], linewidths=0.6, alpha=0.7)
    for point in result.surface.minima():
        axis.plot(*point, "x", color=tokens["text"], markersize=7)
    axis.plot(*result.start, "s", color=tokens["text"], markersize=5)
    left, right, bottom, top = result.surface.bounds()
    axis.set(xlim=(left, right), ylim=(bottom, top), xlabel="x", ylabel="y")
    name = result.surface.title if result.surface.type != "Formula" else result.surface.formula()
    axis.set_title(name, loc="left", fontsize=11, color=tokens["text"])


def _dress(axis: Any, tokens: dict[str, Any]) -> None:
    axis.set_facecolor(tokens["surface"])
    axis.grid(color=tokens["grid"], linewidth=0.6)
    axis.tick_params(colors=tokens["muted"], which="both", length=0)
    for side in axis.spines.values():
        side.set_visible(False)
