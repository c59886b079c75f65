"""Descents down a long valley, and along its steepest direction."""

from __future__ import annotations

import numpy as np

from docs.explanation_drawings.drawing import GRID, MUTED, ONE, TWO, Drawing, curves
from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import ravine
from gdlab.spec.base import members

_CONDITION = 12.0
_RAVINE = ravine(_CONDITION)
#: Learning rates at which these optimizers come down the valley in forty steps.
_RATES = {
    "Adadelta": 20.0, "Adafactor": 0.5, "Adagrad": 1.5, "Adam": 0.5, "Adamax": 0.5, "AdamW": 0.5, "ASGD": 0.12,
    "Lion": 0.3, "NAdam": 0.5, "PerturbedSGD": 0.12, "RAdam": 0.15, "RMSprop": 0.3, "Rprop": 0.1, "SAM": 0.12,
    "ScheduleFreeAdamW": 0.5, "SGD": 0.15, "Muon": 0.3, "LBFGS": 0.5, "SimulatedAnnealing": 1.0,
}  # fmt: skip


def walked(optimizer: str, steps: int = 40) -> np.ndarray:
    """Return the points of a walk down the ravine, (steps + 1, 2)."""
    return descend(_RAVINE, optimizer, np.array([-10.0, 1.5]), steps).points


def valley(*paths: tuple[str, str, np.ndarray]) -> Drawing:
    """Return paths over the ravine's contour lines; each path has a name, a colour and points (N, 2)."""
    made = Drawing(-11.0, 3.0, -2.6, 2.6, axes=False)
    turn = np.linspace(0, 2 * np.pi, 80)
    for level in (0.5, 3.0, 9.0, 20.0, 38.0):
        ring = np.sqrt(2 * level) * np.stack([np.cos(turn), np.sin(turn) / np.sqrt(_CONDITION)], axis=1)
        seen = np.roll(ring, -int(ring[:, 0].argmax()), axis=0)
        seen = seen[seen[:, 0] <= 3.0]
        made.line("", GRID, seen[:, 0], seen[:, 1], 0.8)
    for name, color, points in paths:
        made.line(name, color, points[:, 0], points[:, 1], dots=True)
    return made


def walk_drawings() -> dict[str, Drawing]:
    """Return the drawings of walks, by their names."""
    pairs = {
        "rates": (("0.01", "SGD(lr=0.01)"), ("0.15", "SGD(lr=0.15)")),
        "momentum": (("without", "SGD(lr=0.03)"), ("0.8", "SGD(lr=0.03, momentum=0.8)")),
        "nesterov": (
            ("without", "SGD(lr=0.05, momentum=0.85)"),
            ("nesterov", "SGD(lr=0.05, momentum=0.85, nesterov=true)"),
        ),
        "dampening": (
            ("0", "SGD(lr=0.05, momentum=0.8)"),
            ("0.8", "SGD(lr=0.05, momentum=0.8, dampening=0.8)"),
        ),
        "betas": (
            ("0.5, 0.999", "Adam(lr=0.5, betas=(0.5, 0.999))"),
            ("0.9, 0.999", "Adam(lr=0.5, betas=(0.9, 0.999))"),
        ),
        "eps": (("eps 1e-8", "Adam(lr=0.5)"), ("eps 10", "Adam(lr=0.5, eps=10.0)")),
    }
    made = {
        name: valley((one, TWO, walked(first)), (two, ONE, walked(second)))
        for name, ((one, first), (two, second)) in pairs.items()
    }
    plain = walked("SGD(lr=0.03)")
    for name in members("optimizer"):
        if name in _RATES and name != "SGD":
            made[f"optimizer {name}"] = valley(("SGD", MUTED, plain), (name, ONE, walked(f"{name}(lr={_RATES[name]})")))
    made["optimizer SGD"] = made["rates"]
    below, above = (
        descend(_RAVINE, f"SGD(lr={rate / _CONDITION})", np.array([0.0, 1.0]), 14).points[:, 1] for rate in (1.9, 2.1)
    )
    made["stability"] = curves([("below 2/λ", ONE, below), ("above 2/λ", TWO, above)])
    made["scaled"] = _scaled()
    return made


def _scaled() -> Drawing:
    """Return the fall of the loss with columns of equal and of very different scale, each at its best single rate."""
    lines = []
    for name, color, condition in (("scaled", ONE, 1.0), ("as they are", TWO, 100.0)):
        rate = 2.0 / (1.0 + condition) * (0.5 if condition == 1.0 else 1.0)
        values = descend(ravine(condition), f"SGD(lr={rate})", np.array([1.0, 1.0]), 30).values
        lines.append((name, color, np.asarray(values)))
    return curves(lines, log=True)
