"""A picture of a learning-rate range test, without a screen."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gdlab.diagnose.arena_picture import theme_tokens
from gdlab.diagnose.range_test import RangeTest


def draw_range_test(result: RangeTest, file: str | Path, form: str, *, theme: str = "light") -> None:
    """Draw the loss over the logarithm of the rate, with the suggested rate, into a file.

    Args:
        result: the measured rates and losses.
        file: the file.
        form: ``png``, ``svg`` or ``pdf``.
        theme: the theme whose colours are used, ``light`` or ``dark``.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    tokens = theme_tokens(theme)
    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "path"}):
        figure = Figure(figsize=(6.4, 4.4), layout="constrained", facecolor=tokens["surface"])
        axis = figure.subplots()
        axis.plot(result.rates, result.losses, color=tokens["runs"][0], alpha=0.25, linewidth=0.8)
        axis.plot(result.rates, result.smoothed, color=tokens["runs"][0], linewidth=1.5)
        if np.isfinite(result.suggested):
            axis.axvline(result.suggested, color=tokens["runs"][1], linewidth=1.2)
        axis.set_xscale("log")
        axis.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axis.set_xlabel("learning rate", color=tokens["muted"])
        axis.set_title("Loss of each step", loc="left", fontsize=11, color=tokens["text"])
        axis.set_facecolor(tokens["surface"])
        axis.grid(color=tokens["grid"], linewidth=0.6)
        axis.tick_params(colors=tokens["muted"], which="both", length=0)
        for side in axis.spines.values():
            side.set_visible(False)
        figure.savefig(file, dpi=150, format=form)
