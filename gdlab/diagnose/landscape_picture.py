"""A picture of a network's loss on a plane or a line, without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gdlab.diagnose.arena_picture import theme_tokens
from gdlab.diagnose.planes import ParameterPlane
from gdlab.diagnose.relief import contour_levels


class DrawnLandscape(Protocol):
    """A landscape that can be drawn: losses on a grid of points of a plane."""

    @property
    def kind(self) -> str:
        """Return "random", "pca", "line" or "three"."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the runs are called."""
        ...

    @property
    def split(self) -> str:
        """Return the part of the data."""
        ...

    @property
    def plane(self) -> ParameterPlane:
        """Return the plane."""
        ...

    @property
    def ends(self) -> tuple[float, float]:
        """Return the losses at both ends of a line."""
        ...

    @property
    def barrier(self) -> float:
        """Return the barrier of a line."""
        ...

    @property
    def a(self) -> np.ndarray:
        """Return the coordinates along the first direction."""
        ...

    @property
    def b(self) -> np.ndarray:
        """Return those along the second one."""
        ...

    @property
    def losses(self) -> np.ndarray:
        """Return the losses."""
        ...


def draw_landscape(result: DrawnLandscape, file: str | Path, form: str, *, theme: str = "light") -> None:
    """Draw contours with the run's place, and its path where it is known, or the curve of a line, into a file.

    Args:
        result: the measured plane or line.
        file: the file.
        form: ``png``, ``svg`` or ``pdf``.
        theme: the theme whose colours are used, ``light`` or ``dark``.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    tokens = theme_tokens(theme)
    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "path"}):
        figure = Figure(figsize=(6.4, 5.4), layout="constrained", facecolor=tokens["surface"])
        axis = figure.subplots()
        (_draw_line if result.kind == "line" else _draw_plane)(axis, result, tokens)
        axis.set_facecolor(tokens["surface"])
        axis.grid(color=tokens["grid"], linewidth=0.6)
        axis.tick_params(colors=tokens["muted"], which="both", length=0)
        for side in axis.spines.values():
            side.set_visible(False)
        figure.savefig(file, dpi=150, format=form)


def _draw_plane(axis: Any, result: DrawnLandscape, tokens: dict[str, Any]) -> None:
    levels = contour_levels(result.losses, float("nan"))
    if len(levels) > 1:
        lines = axis.contour(result.a, result.b, result.losses, levels=levels, colors=tokens["muted"], linewidths=0.7)
        axis.clabel(lines, levels[::3], fontsize=7, fmt=lambda value: f"{value:.3g}", colors=tokens["muted"])
    _draw_runs(axis, result, tokens)
    names = ["first direction", "second direction"]
    for i, share in enumerate(result.plane.explained):
        names[i] = f"principal direction {i + 1} ({100 * share:.1f} % of the path)"
    axis.set_xlabel(names[0], color=tokens["muted"])
    axis.set_ylabel(names[1], color=tokens["muted"])
    axis.set_title(f"{result.split} loss", loc="left", fontsize=11, color=tokens["text"])


def _draw_runs(axis: Any, result: DrawnLandscape, tokens: dict[str, Any]) -> None:
    """Draw each run's path, where it is known, and its place, with the names where there are several."""
    paths = [path for path in (result.plane.path, *result.plane.race) if path is not None]
    for k, (place, name) in enumerate(zip(result.plane.marks, result.names, strict=True)):
        colour = tokens["runs"][k % len(tokens["runs"])]
        if k < len(paths):
            axis.plot(*paths[k].T, color=colour, linewidth=1.4, marker=".", markersize=3)
        axis.plot(*place, "o", color=colour, markersize=7, markeredgecolor=tokens["surface"], label=name)
    if len(result.names) > 1:
        axis.legend(fontsize=8, labelcolor=tokens["text"], facecolor=tokens["surface"], edgecolor=tokens["grid"])


def _draw_line(axis: Any, result: DrawnLandscape, tokens: dict[str, Any]) -> None:
    axis.plot(result.a, result.losses[0], color=tokens["runs"][0], linewidth=1.5)
    for place in (-1.0, 0.0):
        axis.axvline(place, color=tokens["muted"], linewidth=0.8, linestyle=":")
    axis.plot((-1.0, 0.0), result.ends, color=tokens["muted"], linewidth=0.8)
    start = result.names[1] if len(result.names) > 1 else "where the line begins"
    end = next(iter(result.names), "the run's parameters")
    axis.set_xlabel(f"−1: {start}, 0: {end}; barrier {result.barrier:.4g}", color=tokens["muted"])
    axis.set_title(f"{result.split} loss on the line", loc="left", fontsize=11, color=tokens["text"])
