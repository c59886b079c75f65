"""The arena in words: kinds of endings and points, as the window and the command line say them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.diagnose.endings import DescentEnding
from gdlab.translation import tr, tr_noop

_WORDS = {
    "saddle": tr_noop("saddle"),
    "maximum": tr_noop("maximum"),
    "plateau": tr_noop("plateau"),
    "slope": tr_noop("still on a slope"),
    "cycle": tr_noop("cycle of two"),
    "diverged": tr_noop("diverged"),
}


def ending_words(ending: DescentEnding) -> str:
    """Return what a descent came to, in a word or three."""
    if ending.kind == "minimum":
        return tr("lowest minimum") if ending.lowest else tr("minimum")
    return tr(_WORDS[ending.kind])


def point_words(point: Sequence[float] | np.ndarray) -> str:
    """Return a point as people write it, with four digits, a difference from 0 that is rounding left out."""
    return "({}, {})".format(*(f"{0.0 if abs(p) < 1e-9 else float(p):.4g}" for p in point))
