"""Twelve runs that are broken on purpose, each with the check that has to say so, and twelve sound ones."""

from __future__ import annotations

from typing import Any

from gdlab.spec.base import load_members
from gdlab.spec.change import change
from gdlab.spec.run import RunSpec

load_members()

MLP = ["Linear(out_features=32)", "ReLU", "Linear(out_features=10)"]
DEEP_SIGMOID = [*(["Linear(out_features=16)", "Sigmoid"] * 6), "Linear(out_features=10)"]
DEEP_TANH = [*(["Linear(out_features=16)", "Tanh"] * 3), "Linear(out_features=10)"]


def loud(std: float, activation: str, depth: int = 1) -> list[Any]:
    """Return a network whose initial weights are normal with this deviation."""
    wide = [{"type": "Linear", "out_features": 32, "init": {"type": "Normal", "std": std}}, {"type": activation}]
    return [*(wide * depth), {"type": "Linear", "out_features": 10}]


BASE = RunSpec(
    data={"type": "digits", "limit": 500},
    network={"layers": MLP},
    optimizer="Adam(lr=0.005)",
    training={"epochs": 8, "batch_size": 25},
)

Runs = dict[str, tuple[dict[str, Any], str]]

BROKEN: Runs = {
    "rate far too high": ({"optimizer": "SGD(lr=1000)"}, "StepTooLarge"),
    "Adam's rate too high": ({"optimizer": "Adam(lr=3)"}, "StepTooLarge"),
    "rate far too low": ({"optimizer": "SGD(lr=1e-6)"}, "StepTooSmall"),
    "Adam's rate too low": ({"optimizer": "Adam(lr=1e-7)", "training.epochs": 3}, "StepTooSmall"),
    "deep sigmoids": ({"network.layers": DEEP_SIGMOID, "optimizer": "SGD(lr=0.1)"}, "VanishingGradients"),
    "nothing learnt": ({"network.layers": DEEP_SIGMOID, "optimizer": "SGD(lr=0.01)"}, "Guessing"),
    "huge initial weights": ({"network.layers": loud(3.0, "ReLU", 3)}, "ExplodingGradients"),
    "saturated tanh": ({"network.layers": loud(10.0, "Tanh")}, "SaturatedActivations"),
    "dead rectifiers": ({"optimizer": "SGD(lr=3)"}, "DeadUnits"),
    "few examples, many epochs": (
        {
            "data": {"type": "moons", "n_samples": 60, "noise": 0.5, "val_fraction": 0.5},
            "training.epochs": 150,
            "network.layers": [
                "Linear(out_features=64)",
                "ReLU",
                "Linear(out_features=64)",
                "ReLU",
                "Linear(out_features=2)",
            ],
            "optimizer": "Adam(lr=0.01)",
        },
        "Overfitting",
    ),
    "schedule in the wrong unit": ({"schedule": "CosineAnnealingLR(T_max=160)"}, "ScheduleFloor"),
    "wrong labels": ({"data": {"type": "digits", "label_noise": 0.15}}, "SuspiciousLabels"),
}

_REGRESSION = {"network.layers": ["Linear(out_features=8)", "Tanh", "Linear(out_features=1)"], "loss": "MSELoss"}
_PLANE = ["Linear(out_features=16)", "ReLU", "Linear(out_features=2)"]
_IMAGES = ["Conv2d(out_channels=4, kernel_size=3)", "ReLU", "MaxPool2d(kernel_size=2)", "Flatten",
           "Linear(out_features=10)"]  # fmt: skip

SOUND: Runs = {
    "digits, Adam": ({}, ""),
    "digits, SGD": ({"optimizer": "SGD(lr=0.1)"}, ""),
    "digits, momentum": ({"optimizer": "SGD(lr=0.02, momentum=0.9)"}, ""),
    "digits, RMSprop": ({"optimizer": "RMSprop(lr=0.002)"}, ""),
    "digits, Lion": ({"optimizer": "Lion(lr=0.001)"}, ""),
    "digits, three tanh layers": ({"network.layers": DEEP_TANH}, ""),
    "digits, cosine": ({"schedule": "CosineAnnealingLR"}, ""),
    "digits, dropout": ({"network.layers": [*MLP[:2], "Dropout(p=0.2)", MLP[2]]}, ""),
    "digits, convolutions": ({"data": {"type": "digits", "flatten": False, "limit": 500},
                              "network.layers": _IMAGES}, ""),
    "moons": ({"data": {"type": "moons", "n_samples": 200}, "network.layers": _PLANE, "training.epochs": 30}, ""),
    "circles, batch normalisation": ({"data": {"type": "circles", "n_samples": 200}, "training.epochs": 30,
                                      "network.layers": [_PLANE[0], "BatchNorm1d", *_PLANE[1:]]}, ""),
    "a sine": ({"data": "sine", **_REGRESSION, "training.epochs": 60}, ""),
}  # fmt: skip


def spec_of(changes: dict[str, Any]) -> RunSpec:
    """Return the spec of a run of the tables."""
    return change(BASE, changes)
