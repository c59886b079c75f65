"""The table of optimizer cases: what PyTorch was asked and what the engine must answer.

Two problems, each with a start and batches of its own that both sides draw from the same seed: a small network
(6 → 8 tanh → 3, cross-entropy, batches of 16 in order) and a quadratic whose gradient is handed to the optimizer's
kernel directly. Only PyTorch's answers are stored. To add an optimizer: add its cases here and run
``make_optimizers.py``; a test fails for a registered optimizer that has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

LAYERS = ({"type": "Linear", "out_features": 8}, {"type": "Tanh"}, {"type": "Linear", "out_features": 3})
SHAPES = {"0.weight": (8, 6), "0.bias": (8,), "2.weight": (3, 8), "2.bias": (3,)}
BATCH = 16
#: Shapes of matrices that Muon orthogonalises as PyTorch rounds them: large enough for products in bfloat16 here.
ORTHOGONALISED = ((96, 150), (150, 96))
#: How they are: Muon's default coefficients, iterations and smallest norm.
NEWTON_SCHULZ = ((3.4445, -4.775, 2.0315), 5, 1e-7)
#: Steps over which Muon as PyTorch rounds it is compared.
ROUNDED_STEPS = 20


@dataclass(frozen=True)
class Case:
    """Describe one comparison.

    Attributes:
        name: what the case is called in the figures.
        optimizer: its type.
        options: its options, under PyTorch's names.
        steps: compared steps; fewer than 200 only with a note that says why.
        steps32: compared steps in float32, where it must be fewer; 0 is as many.
        problem: "network" or "quadratic".
        full: whether a step sees all examples.
        loose: factor on the tolerances, with a note that says why.
        training: training options of ours (clipping, penalties) with their PyTorch twins in the maker.
        note: what is special.
    """

    name: str
    optimizer: str
    options: dict[str, Any] = field(default_factory=dict)
    steps: int = 200
    problem: str = "network"
    full: bool = False
    loose: float = 1.0
    training: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    steps32: int = 0

    def steps_in(self, dtype: str) -> int:
        """Return how many steps are compared in this precision."""
        return self.steps32 if dtype == "float32" and self.steps32 else self.steps


def examples() -> tuple[np.ndarray, np.ndarray]:
    """Return 56 inputs and classes: four batches, the last one short."""
    rng = np.random.default_rng(20)
    x = rng.standard_normal((56, 6)).astype(np.float32)
    return x, (x @ rng.standard_normal((6, 3)) + 0.5 * rng.standard_normal((56, 3))).argmax(1)


def momentum_of(rows: int, columns: int) -> np.ndarray:
    """Return a matrix such as Muon orthogonalises, whose singular values span some orders of magnitude."""
    rng = np.random.default_rng(rows)
    left, right = (np.linalg.qr(rng.standard_normal((n, n)))[0] for n in (rows, columns))
    short = min(rows, columns)
    return ((left[:, :short] * np.geomspace(1.0, 1e-3, short)) @ right[:short]).astype(np.float32)


def start() -> dict[str, np.ndarray]:
    """Return the network's first parameters, exact in float32."""
    rng = np.random.default_rng(21)
    return {k: (0.4 * rng.standard_normal(s)).astype(np.float32) for k, s in SHAPES.items()}


def slope(values: np.ndarray, step: int) -> np.ndarray:
    """Return the quadratic's gradient: curvatures from 0.01 to 1, a minimum away from 0, and a wave for noise.

    The wave keeps the gradient away from 0, where an adaptive method divides one rounding error by another.
    """
    i = np.arange(values.size).reshape(values.shape)
    curvature = np.geomspace(0.01, 1.0, values.size).reshape(values.shape)
    return curvature * (values - 0.3 * np.cos(i)) + 0.2 * np.sin(1.7 * step + 0.6 * i)


_DECAYS = {"weight_decay": 0.05}
_RPROP = "the sign of a product near 0 decides a step's size: float32 is compared while the signs agree"
_LBFGS = "a line search branches on comparisons, and each step is up to 25 evaluations: fewer steps"


def _cases() -> list[Case]:
    table: dict[str, list[dict[str, Any]]] = {
        "SGD": [
            {},
            {"lr": 0.1},
            {"lr": 0.05, "momentum": 0.9},
            {"lr": 0.05, "momentum": 0.9, "dampening": 0.3},
            {"lr": 0.05, "momentum": 0.9, "nesterov": True, **_DECAYS},
        ],
        "Adam": [
            {},
            {"lr": 0.01, "betas": (0.8, 0.95), "eps": 1e-4},
            {"lr": 0.01, "amsgrad": True},
            {"lr": 0.01, **_DECAYS},
            {"lr": 0.01, "decoupled_weight_decay": True, **_DECAYS},
        ],
        "AdamW": [{}, {"lr": 0.01, **_DECAYS}, {"lr": 0.01, "amsgrad": True}, {"betas": (0.8, 0.95), "eps": 1e-4}],
        "NAdam": [
            {},
            {"lr": 0.01, **_DECAYS},
            {"lr": 0.01, "decoupled_weight_decay": True, **_DECAYS},
            {"betas": (0.8, 0.95), "eps": 1e-4, "momentum_decay": 0.02},
        ],
        "RAdam": [
            {},
            {"lr": 0.01, **_DECAYS},
            {"lr": 0.01, "decoupled_weight_decay": True, **_DECAYS},
            {"betas": (0.8, 0.95), "eps": 1e-4},
        ],
        "Adamax": [{}, {"lr": 0.01, **_DECAYS}, {"betas": (0.8, 0.95), "eps": 1e-4}],
        "Adagrad": [
            {},
            {"lr": 0.05, "lr_decay": 0.01},
            {"lr": 0.05, "initial_accumulator_value": 0.1, "eps": 1e-3},
            _DECAYS,
        ],
        "RMSprop": [
            {},
            {"lr": 0.002, "alpha": 0.9, "eps": 1e-4},
            {"lr": 0.002, "momentum": 0.9},
            {"lr": 0.002, "centered": True},
            {"lr": 0.002, "centered": True, "momentum": 0.9, **_DECAYS},
        ],
        "Adadelta": [{}, {"lr": 0.5, "rho": 0.8, "eps": 1e-4}, _DECAYS],
        "Rprop": [{}, {"lr": 0.001, "etas": (0.4, 1.3)}, {"step_sizes": (1e-4, 0.05)}],
        "ASGD": [{}, {"lr": 0.05, "lambd": 0.01, "alpha": 0.6}, {"lr": 0.05, "t0": 50.0, **_DECAYS}],
        "LBFGS": [
            {"lr": 0.2},
            {"line_search_fn": "strong_wolfe"},
            {"line_search_fn": "strong_wolfe", "max_iter": 5, "max_eval": 12, "history_size": 3},
            {"lr": 0.1, "max_iter": 4, "history_size": 2, "tolerance_grad": 1e-3, "tolerance_change": 1e-5},
        ],
        "Adafactor": [
            {},
            {"lr": 0.05, "beta2_decay": -0.6, "d": 2.0},
            {"eps": (1e-3, 1e-2), **_DECAYS},
        ],
        "Muon": [
            {},
            {"lr": 0.002, "momentum": 0.8, "nesterov": False},
            {"lr": 0.01, "adjust_lr_fn": "match_rms_adamw", "weight_decay": 0.0},
            {"ns_steps": 3, "ns_coefficients": (2.0, -1.5, 0.5), "eps": 1e-5},
        ],
    }
    made = []
    for name, options in table.items():
        for i, chosen in enumerate(options):
            extra: dict[str, Any] = {}
            if name == "Rprop":
                extra = {"full": True, "steps": 60, "steps32": 25, "note": _RPROP}
            if name == "LBFGS":
                extra = {"full": True, "steps": 6, "steps32": 1, "note": _LBFGS}
            made.append(Case(f"{name}-{i}", name, chosen, **extra))
            if name != "LBFGS":
                made.append(Case(f"{name}-{i}-quadratic", name, chosen, problem="quadratic"))
    made += [
        Case("clip-norm", "SGD", {"lr": 0.2}, training={"clip_grad_norm": 0.1}),
        Case("clip-value", "SGD", {"lr": 0.2, "momentum": 0.9}, training={"clip_grad_value": 0.01}),
        Case("l1-l2", "SGD", {"lr": 0.1}, training={"l1": 0.003, "l2": 0.02}),
        Case("max-norm", "SGD", {"lr": 0.2}, training={"max_norm": 0.7}),
        Case("all-together", "Adam", {"lr": 0.01}, training={"clip_grad_norm": 0.2, "l2": 0.01, "max_norm": 0.7}),
        Case("ema", "SGD", {"lr": 0.1}, training={"average": {"type": "EMA", "decay": 0.95}}),
        Case("swa", "SGD", {"lr": 0.1}, training={"average": {"type": "SWA", "start": 20, "every": 4}}),
    ]
    return made


CASES = {case.name: case for case in _cases()}
