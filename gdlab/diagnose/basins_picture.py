"""A picture of basins of attraction, side by side, without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.diagnose.arena import call_of
from gdlab.diagnose.arena_picture import theme_tokens
from gdlab.diagnose.basins import BasinMap

#: The colours of minima, as a share of red, green and blue each.
_COLORS = ("#1f77d0", "#d97b00", "#0a8f6a", "#c2408c", "#7a5bd6", "#b8a400", "#39a9c9", "#c0453c")


def draw_basins(maps: Sequence[BasinMap], file: str | Path, form: str, *, theme: str = "light") -> None:
    """Draw maps of basins side by side, slower starts darker, with the minima marked, into a file.

    Args:
        maps: at least one.
        file: where to draw.
        form: "png", "svg" or "pdf".
        theme: "light" or "dark".
    """
    import matplotlib as mpl
    from matplotlib.colors import to_rgb
    from matplotlib.figure import Figure

    tokens = theme_tokens(theme)
    colors = 255 * np.array([to_rgb(color) for color in _COLORS])
    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "path"}):
        figure = Figure(figsize=(5.4 * len(maps), 5.2), layout="constrained", facecolor=tokens["surface"])
        axes: Any = figure.subplots(1, len(maps), squeeze=False)
        slowest = max(1, *(int(np.max(m.taken[m.reached >= 0], initial=1)) for m in maps))
        for axis, each in zip(axes[0], maps, strict=True):
            pixels = each.picture(colors, 255 * np.array([0.6] * 3), 255 * np.array([0.2] * 3), slowest)
            left, right, bottom, top = each.surface.bounds()
            axis.imshow(pixels, origin="lower", extent=(left, right, bottom, top), aspect="auto")
            if each.minima:
                axis.plot(*np.array(each.minima).T, "x", color="white", markersize=7, markeredgewidth=2)
            axis.set_title(call_of(each.optimizer), color=tokens["text"], fontsize=10)
            axis.tick_params(colors=tokens["muted"], labelsize=8)
        figure.savefig(file, format=form, facecolor=tokens["surface"])
