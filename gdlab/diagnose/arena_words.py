"""The arena in words: kinds of endings and points, as the window and the command line say them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.diagnose.endings import DescentEnding

_WORDS = {
    "saddle": "saddle",
    "maximum": "maximum",
    "plateau": "plateau",
    "slope": "still on a slope",
    "cycle": "cycle of two",
    "diverged": "diverged",
}


def ending_words(ending: DescentEnding) -> str:
    """Return what a descent came to, in a word or three."""
    if ending.kind == "minimum":
        return "lowest minimum" if ending.lowest else "minimum"
    return _WORDS[ending.kind]


def point_words(point: Sequence[float] | np.ndarray) -> str:
    """Return a point as people write it, with four digits, a difference from 0 that is rounding left out."""
    return "({}, {})".format(*(f"{0.0 if abs(p) < 1e-9 else float(p):.4g}" for p in point))
