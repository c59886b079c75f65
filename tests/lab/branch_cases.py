"""What each optimizer's fields are changed to in a branch, from a start at which every one of them matters."""

from __future__ import annotations

from typing import Any

from gdlab.engine import catalogue
from gdlab.spec.base import members

#: Options with which a run begins, so that a change of any field shows.
BEFORE: dict[str, dict[str, Any]] = {
    "SGD": {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01},
    "Adam": {"lr": 0.01, "weight_decay": 0.05},
    "AdamW": {"lr": 0.01, "weight_decay": 0.05},
    "NAdam": {"lr": 0.01, "weight_decay": 0.05},
    "RAdam": {"lr": 0.01, "weight_decay": 0.05},
    "Adamax": {"lr": 0.01, "weight_decay": 0.05},
    "Adagrad": {"lr": 0.05},
    "RMSprop": {"lr": 0.002, "momentum": 0.5},
    "Adadelta": {"lr": 1.0},
    "Rprop": {"lr": 0.01},
    "ASGD": {"lr": 0.05, "lambd": 0.1, "t0": 3.0},
    "LBFGS": {"lr": 0.1, "max_iter": 3, "history_size": 3},
    "Adafactor": {"lr": 0.5, "d": 1.0},
    "Muon": {"lr": 0.02},
    "Lion": {"lr": 0.01, "weight_decay": 0.1},
    "ScheduleFreeAdamW": {"lr": 0.05},
    "PerturbedSGD": {"lr": 0.05, "threshold": 10.0, "interval": 2, "momentum": 0.5},
    "SimulatedAnnealing": {"lr": 0.05, "temperature": 0.5},
    "UpdateRule": {"lr": 0.05},
    "SAM": {"lr": 0.05, "momentum": 0.5},
}
#: What a field is changed to.
AFTER: dict[str, Any] = {
    "lr": 0.003,
    "momentum": 0.3,
    "dampening": 0.4,
    "weight_decay": 0.2,
    "eps": 0.05,
    "betas": (0.5, 0.7),
    "momentum_decay": 0.2,
    "lr_decay": 0.3,
    "initial_accumulator_value": 0.5,
    "alpha": 0.4,
    "rho": 0.3,
    "etas": (0.3, 1.9),
    "step_sizes": (1e-3, 0.004),
    "lambd": 0.5,
    "t0": 0.0,
    "max_iter": 2,
    "max_eval": 1,
    "tolerance_grad": 5.0,
    "tolerance_change": 5.0,
    "history_size": 2,
    "line_search_fn": "strong_wolfe",
    "beta2_decay": -0.3,
    "d": 3.0,
    "ns_coefficients": (2.0, -1.5, 0.5),
    "ns_steps": 2,
    "adjust_lr_fn": "match_rms_adamw",
    "adamw_betas": (0.5, 0.7),
    "adamw_eps": 0.05,
    "warmup_steps": 40,
    "r": 2.0,
    "weight_lr_power": 0.0,
    "radius": 0.7,
    "threshold": 0.0,
    "interval": 1,
    "noise": 0.1,
    "temperature": 0.0,
    "cooling": 0.3,
    "proposals": 4,
    "text": "adam",
}
#: Where one value does not do for all.
AFTER_OF: dict[tuple[str, str], Any] = {
    ("ASGD", "alpha"): 2.0,
    ("Adafactor", "eps"): (0.3, 0.5),
    ("Muon", "eps"): 100.0,
}
#: Fields that shape the state or act at the first step alone: a branch that changes one is refused.
REFUSED = {
    ("Adam", "amsgrad"),
    ("AdamW", "amsgrad"),
    ("RMSprop", "centered"),
    ("LBFGS", "history_size"),
    ("Adagrad", "initial_accumulator_value"),
    ("Rprop", "lr"),
    ("UpdateRule", "text"),
}


def cases() -> list[tuple[str, str]]:
    """Return every optimizer of the catalogue with each of its fields."""
    catalogue.load_engine_members()
    return [(t, f) for t, cls in members("optimizer").items() for f in cls.model_fields if f != "type" and t in BEFORE]


def changed(name: str, field: str) -> Any:
    """Return the other value of a field."""
    default = members("optimizer")[name].model_fields[field].default
    if isinstance(default, bool):
        return not BEFORE[name].get(field, default)
    return AFTER_OF.get((name, field), AFTER.get(field))
