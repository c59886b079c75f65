"""What was measured of a run's curvature in words: the sharpness, its edge, the noise and the alignment."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.training.curvature_sampler import (
    COSINE,
    EDGE,
    LAYER_SHARE,
    LAYER_SHARPNESS,
    NOISE,
    PRECONDITIONED,
    SHARPNESS,
)
from gdlab.engine.training.noise_scale import suggested_batch
from gdlab.lab.number_text import format_number
from gdlab.spec.kinds import OptimizerSpec
from gdlab.translation import tr_noop


def measured_lines(history: Mapping[str, np.ndarray], optimizer: OptimizerSpec) -> list[tuple[str, str]]:
    """Return the tag of a run's sharpness and that of its edge of stability, each with what it is in words.

    An adaptive optimizer's edge is one of its preconditioned Hessian: the plain sharpness stands alone until that has
    been measured. An optimizer without an edge has the sharpness alone.

    Args:
        history: the run's.
        optimizer: the run's.
    """
    formula, adaptive = _formula(optimizer), isinstance(optimizer, Optimizer) and optimizer.preconditions
    edge = [(EDGE, f"edge of stability {formula}")] if formula and EDGE in history else []
    if adaptive and PRECONDITIONED in history:
        return [(PRECONDITIONED, f"sharpness of {optimizer.type}'s preconditioned Hessian"), *edge]
    return [(SHARPNESS, "sharpness"), *([] if adaptive else edge)]


def sharpness_by_layer(history: Mapping[str, np.ndarray]) -> tuple[str, list[str]]:
    """Return what a run measured of each layer's sharpness in words, and its tags from the first layer on.

    It is the largest eigenvalue of each layer's block of the Hessian where that was asked for, else each layer's share
    of the sharpest direction; no tags where no curvature was measured.

    Args:
        history: the run's.
    """
    for family, words in (
        (LAYER_SHARPNESS, tr_noop("Sharpness by layer")),
        (LAYER_SHARE, tr_noop("Sharpest direction by layer")),
    ):
        if tags := [tag for tag in history if tag.startswith(f"{family}/")]:
            return words, tags
    return "", []


def curvature_words(history: Mapping[str, np.ndarray], optimizer: OptimizerSpec) -> str:
    """Return the last sharpness, the edge of stability, the batch size and the alignment that were measured.

    Args:
        history: a run's; "" is returned where no curvature was measured.
        optimizer: the run's.
    """
    if not len(history.get(SHARPNESS, ())):
        return ""
    said = [f"{words} {format_number(float(history[tag][-1]))}" for tag, words in measured_lines(history, optimizer)]
    if not _formula(optimizer):
        said.append(f"{optimizer.type} has no edge of stability")
    noise, cosine = (float(history[tag][-1]) for tag in (NOISE, COSINE))
    if math.isfinite(noise):
        said.append(f"noise scale {format_number(noise)} (batch {suggested_batch(noise)})")
    if math.isfinite(cosine):
        said.append(f"cosine of gradients {format_number(cosine)}")
    return " · ".join(said)


def curvature_note(history: Mapping[str, np.ndarray], optimizer: OptimizerSpec) -> str:
    """Return the edge of stability and the suggested batch size, in as few words as fit beside a title.

    Args:
        history: a run's; "" is returned where no curvature was measured.
        optimizer: the run's.
    """
    if not len(history.get(SHARPNESS, ())):
        return ""
    tags = [tag for tag, _ in measured_lines(history, optimizer)]
    said = [f"edge {_formula(optimizer)} = {format_number(float(history[EDGE][-1]))}"] if EDGE in tags else []
    noise = float(history[NOISE][-1])
    if math.isfinite(noise):
        said.append(f"batch {suggested_batch(noise)}")
    return " · ".join(said)


def _formula(optimizer: OptimizerSpec) -> str:
    """Return how an optimizer's edge follows from its hyperparameters, "" where it has none."""
    return optimizer.edge_formula() if isinstance(optimizer, Optimizer) and not optimizer.ascends else ""
