"""The table of schedule cases: ours, and the same in PyTorch's arguments where they are written otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, sqrt
from typing import Any

import numpy as np

BASE = 0.05
HORIZON = 300


@dataclass(frozen=True)
class Case:
    """Describe one schedule; ``torch`` holds the options whose form differs there, ``torch_type`` another class."""

    name: str
    type: str
    options: dict[str, Any] = field(default_factory=dict)
    torch: dict[str, Any] = field(default_factory=dict)
    torch_type: str = ""


def losses() -> np.ndarray:
    """Return the validation losses that a plateau schedule sees: a fall, a plain, a fall, a rise."""
    t = np.arange(HORIZON)
    return 1.0 / (1.0 + 0.1 * np.minimum(t, 60)) + 0.3 * np.exp(-np.maximum(t - 120, 0) / 20) + 0.01 * np.cos(7 * t)


def nest(kind: str, **options: Any) -> dict[str, Any]:
    return {"type": kind, **options}


_STEP = nest("StepLR", step_size=17, gamma=0.7)
_EXP = nest("ExponentialLR", gamma=0.98)
_COS = nest("CosineAnnealingLR", T_max=40, eta_min=0.003)
_RAMP = nest("LinearLR", start_factor=0.1, total_iters=25)
_CYCLE = {"base_lr": 0.001, "max_lr": 0.02, "step_size_up": 13}

_TABLE = [
    Case("step", "StepLR", {"step_size": 30}),
    Case("step-slow", "StepLR", {"step_size": 17, "gamma": 0.7}),
    Case("multi-step", "MultiStepLR", {"milestones": (30, 80, 81, 200)}),
    Case("multi-step-twice", "MultiStepLR", {"milestones": (50, 50, 20), "gamma": 0.5}),
    Case("constant", "ConstantLR"),
    Case("constant-long", "ConstantLR", {"factor": 0.25, "total_iters": 100}),
    Case("linear", "LinearLR"),
    Case("linear-down", "LinearLR", {"start_factor": 0.8, "end_factor": 0.1, "total_iters": 120}),
    Case("exponential", "ExponentialLR", {"gamma": 0.99}),
    Case("polynomial", "PolynomialLR"),
    Case("polynomial-square", "PolynomialLR", {"total_iters": 250, "power": 2.0}),
    Case("cosine", "CosineAnnealingLR", {}, {"T_max": HORIZON}),
    Case("cosine-many", "CosineAnnealingLR", {"T_max": 40, "eta_min": 0.003}),
    Case("restarts", "CosineAnnealingWarmRestarts", {"T_0": 30}),
    Case("restarts-longer", "CosineAnnealingWarmRestarts", {"T_0": 10, "T_mult": 2, "eta_min": 0.001}),
    Case("restarts-thrice", "CosineAnnealingWarmRestarts", {"T_0": 7, "T_mult": 3}),
    Case("cyclic", "CyclicLR", _CYCLE),
    Case("cyclic-uneven", "CyclicLR", {**_CYCLE, "step_size_down": 29, "base_momentum": 0.7, "max_momentum": 0.95}),
    Case("cyclic-2", "CyclicLR", {**_CYCLE, "mode": "triangular2"}),
    Case("cyclic-exp", "CyclicLR", {**_CYCLE, "mode": "exp_range", "gamma": 0.99, "cycle_momentum": False}),
    Case("cyclic-exp-momentum", "CyclicLR", {**_CYCLE, "mode": "exp_range", "gamma": 0.98}),
    Case("one-cycle", "OneCycleLR", {"max_lr": 0.2}, {"total_steps": HORIZON}),
    Case("one-cycle-linear", "OneCycleLR", {"max_lr": 0.2, "total_steps": 301, "anneal_strategy": "linear"}),
    Case(
        "one-cycle-three",
        "OneCycleLR",
        {
            "max_lr": 0.2,
            "total_steps": 310,
            "three_phase": True,
            "pct_start": 0.25,
            "div_factor": 10.0,
            "final_div_factor": 50.0,
            "base_momentum": 0.8,
            "max_momentum": 0.9,
        },
    ),
    Case("one-cycle-still", "OneCycleLR", {"max_lr": 0.1, "total_steps": 320, "cycle_momentum": False}),
    Case("plateau", "ReduceLROnPlateau"),
    Case("plateau-eager", "ReduceLROnPlateau", {"factor": 0.6, "patience": 3, "cooldown": 5, "min_lr": 1e-3}),
    Case("plateau-abs", "ReduceLROnPlateau", {"patience": 4, "threshold": 0.02, "threshold_mode": "abs", "eps": 1e-4}),
    Case("sequential", "SequentialLR", {"schedulers": [_RAMP, _COS, _EXP], "milestones": [25, 150]}),
    Case("sequential-steps", "SequentialLR", {"schedulers": [_EXP, _STEP], "milestones": [60]}),
    Case("chained", "ChainedScheduler", {"schedulers": [_RAMP, _EXP]}),
    Case("chained-cosine", "ChainedScheduler", {"schedulers": [_STEP, _COS]}),
    Case("chained-cosine-last", "ChainedScheduler", {"schedulers": [_COS, _EXP, nest("ConstantLR", total_iters=9)]}),
    Case(
        "chained-polynomial",
        "ChainedScheduler",
        {"schedulers": [nest("PolynomialLR", total_iters=80, power=1.5), _STEP]},
    ),
    Case("formula", "LambdaLR", {"lr_lambda": "0.95 ** t"}, {"lr_lambda": lambda t: 0.95**t}),
    Case(
        "formula-long",
        "LambdaLR",
        {"lr_lambda": "min((t + 1) / 20, 1 / sqrt(max(t, 1))) * (1 + cos(pi * t / T)) / 2 + abs(-0.01)"},
        {
            "lr_lambda": lambda t: (
                min((t + 1) / 20, 1 / sqrt(max(t, 1))) * (1 + cos(3.141592653589793 * t / HORIZON)) / 2 + 0.01
            )
        },
    ),
    Case(
        "warm-up",
        "WarmUp",
        {"warmup_iters": 25, "start_factor": 0.1, "schedule": nest("CosineAnnealingLR", T_max=100)},
        {"schedulers": [_RAMP, nest("CosineAnnealingLR", T_max=100)], "milestones": [25]},
        "SequentialLR",
    ),
    Case("warm-up-alone", "WarmUp", {"warmup_iters": 25, "start_factor": 0.1}, _RAMP, "LinearLR"),
]

CASES = {case.name: case for case in _TABLE}
