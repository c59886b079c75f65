"""Levels of a factor that are drawn between two bounds, evenly or at random, on a linear or logarithmic scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from gdlab.spec import streams
from gdlab.spec.base import Spec, knob

#: The difference of two levels is a finite number.
_LARGEST = 1e300


class Draw(Spec):
    """How levels are drawn; the same table gives the same levels on any machine."""

    low: float = knob(..., "The lowest level.", ge=-_LARGEST, le=_LARGEST)
    high: float = knob(..., "The highest level.", ge=-_LARGEST, le=_LARGEST)
    count: int = knob(..., "How many levels.", ge=1, le=1000)
    scale: Literal["linear", "log"] = knob("linear", "On which scale they lie evenly, or are drawn uniformly.")
    random: bool = knob(False, "Drawn at random; off spaces them evenly, both ends among them.")
    seed: int = knob(0, "The seed of the draws.", ge=0, lt=2**63)
    whole: bool = knob(False, "Rounded to whole numbers.")


def drawn_levels(table: Mapping[str, Any], name: str) -> list[float | int]:
    """Return the levels that a table describes, with three significant digits, each once, in the order drawn.

    Args:
        table: the fields of :class:`Draw`.
        name: the factor, so that two factors with equal tables draw different levels.

    Raises:
        ValueError: when the bounds are no range of the scale.
    """
    draw = Draw(**table)
    if draw.high < draw.low or (draw.scale == "log" and draw.low <= 0):
        raise ValueError("high must not be below low, and on a logarithmic scale both must be above 0")
    if draw.random:
        key = streams.key(draw.seed, streams.GENERATE, *name.encode()[:8])
        places = streams.uniform(key, draw.count)
    else:
        places = np.linspace(0, 1, draw.count)
    low, high = np.log([draw.low, draw.high]) if draw.scale == "log" else (draw.low, draw.high)
    drawn = low + (high - low) * places
    values = np.exp(drawn) if draw.scale == "log" else drawn
    rounded = [round(float(v)) if draw.whole else float(f"{v:.3g}") for v in values]
    return list(dict.fromkeys(rounded))
