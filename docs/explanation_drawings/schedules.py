"""Learning rates over a run, as the schedules give them, for two values of a setting."""

from __future__ import annotations

import numpy as np

import gdlab
from docs.explanation_drawings.drawing import ONE, TWO, Drawing
from gdlab.lab.previews import preview_schedule
from gdlab.spec.base import members
from gdlab.spec.change import change

#: A setting of schedules, and two calls that differ in it.
_PAIRS = {
    "step_size": ("StepLR(step_size=5, gamma=0.5)", "StepLR(step_size=10, gamma=0.5)"),
    "gamma": ("StepLR(step_size=5, gamma=0.5)", "StepLR(step_size=5, gamma=0.1)"),
    "milestones": ("MultiStepLR(milestones=[8, 12])", "MultiStepLR(milestones=[4, 16])"),
    "T_max": ("CosineAnnealingLR(T_max=20)", "CosineAnnealingLR(T_max=8)"),
    "eta_min": ("CosineAnnealingLR(T_max=20)", "CosineAnnealingLR(T_max=20, eta_min=0.04)"),
    "max_lr": ("OneCycleLR(max_lr=0.1, total_steps=200)", "OneCycleLR(max_lr=0.05, total_steps=200)"),
    "pct_start": (
        "OneCycleLR(max_lr=0.1, total_steps=200, pct_start=0.3)",
        "OneCycleLR(max_lr=0.1, total_steps=200, pct_start=0.7)",
    ),
    "warmup_iters": ("WarmUp(warmup_iters=3)", "WarmUp(warmup_iters=8)"),
    "power": ("PolynomialLR(total_iters=20, power=1.0)", "PolynomialLR(total_iters=20, power=3.0)"),
}
#: Schedules whose example does not show them over twenty epochs.
_CALLS = {
    "CyclicLR": "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=25)",
    "OneCycleLR": "OneCycleLR(max_lr=0.1, total_steps=200)",
    "PolynomialLR": "PolynomialLR(total_iters=20)",
}


def rates(schedule: str) -> tuple[np.ndarray, np.ndarray]:
    """Return epochs and rates of a schedule over twenty epochs of ten steps, from a rate of 0.1."""
    spec = change(
        gdlab.RunSpec(),
        {"optimizer": "SGD(lr=0.1)", "schedule": schedule, "training.epochs": 20, "training.batch_size": 10},
    )
    return preview_schedule(spec, 100)


def schedule_drawings() -> dict[str, Drawing]:
    """Return a drawing for each schedule that needs no loss, and for the settings that they share, by their names."""
    made = {
        f"rate {field}": _drawn(*((_value(call, field), call) for call in calls)) for field, calls in _PAIRS.items()
    }
    for name, kind in members("schedule").items():
        if name != "ReduceLROnPlateau":  # what it does depends on the loss
            made[f"schedule {name}"] = _drawn(("", _CALLS.get(name) or kind.example().as_call()))
    return made


def _drawn(*calls: tuple[str, str]) -> Drawing:
    made = Drawing(0.0, 20.0, 0.0, 0.105)
    for (name, call), color in zip(calls, (ONE, TWO), strict=False):
        epochs, values = rates(call)
        some = np.unique(np.linspace(0, len(epochs) - 1, 120).astype(int))
        made.line(name, color, epochs[some], values[some])
    return made


def _value(call: str, field: str) -> str:
    """Return the value of a field of a schedule."""
    schedule = change(gdlab.RunSpec(), {"schedule": call}).schedule
    assert schedule is not None
    return f"{value:g}" if isinstance(value := schedule.to_dict()[field], float) else str(value)
