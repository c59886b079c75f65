"""The last measurement of a run's curvature in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gdlab.engine.training.curvature_sampler import COSINE, EDGE, NOISE, SHARPNESS
from gdlab.engine.training.noise_scale import suggested_batch
from gdlab.lab.number_text import format_number


def curvature_words(history: Mapping[str, np.ndarray]) -> str:
    """Return the last sharpness, the edge of stability, the batch size and the alignment that were measured.

    Args:
        history: a run's; "" is returned where no curvature was measured.
    """
    if not len(history.get(SHARPNESS, ())):
        return ""
    sharpness, edge, noise, cosine = (float(history[tag][-1]) for tag in (SHARPNESS, EDGE, NOISE, COSINE))
    said = [f"sharpness {format_number(sharpness)}, stable up to {format_number(edge)}"]
    if math.isfinite(noise):
        said.append(f"noise scale {format_number(noise)} (batch {suggested_batch(noise)})")
    if math.isfinite(cosine):
        said.append(f"cosine of gradients {format_number(cosine)}")
    return " · ".join(said)


def curvature_note(history: Mapping[str, np.ndarray]) -> str:
    """Return the edge of stability and the suggested batch size, in as few words as fit beside a title.

    Args:
        history: a run's; "" is returned where no curvature was measured.
    """
    if not len(history.get(SHARPNESS, ())):
        return ""
    edge, noise = (float(history[tag][-1]) for tag in (EDGE, NOISE))
    return f"edge {format_number(edge)}" + (f" · batch {suggested_batch(noise)}" if math.isfinite(noise) else "")
