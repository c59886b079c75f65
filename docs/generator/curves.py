"""The figures behind the pictures, computed by the engine: nothing here knows a member's formula."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab import Trainer
from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import SmoothFunction, ravine
from gdlab.engine.losses.base import Loss
from gdlab.engine.schedules.base import Schedule, schedule_rates
from gdlab.spec.base import Member
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec

GRID = np.linspace(-4.0, 4.0, 161)
#: Optimizers whose usual rate is far from 0.05 in this ravine, as the advice in their papers has it.
_RATE = {"Adadelta": 30.0, "LBFGS": 1.0, "SGD": 0.05, "ASGD": 0.05, "PerturbedSGD": 0.05}
_SCHEDULES: dict[str, dict[str, Any]] = {
    "CyclicLR": {"step_size_up": 10},
    "CosineAnnealingWarmRestarts": {"T_0": 20},
    "StepLR": {"step_size": 20},
    "MultiStepLR": {"milestones": (30, 60)},
    "ConstantLR": {"total_iters": 20},
    "LinearLR": {"total_iters": 40},
    "ExponentialLR": {"gamma": 0.95},
    "PolynomialLR": {"total_iters": 80},
}


def activation(cls: type[Member]) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Return x, f(x) and f′(x) of a layer that maps each number by itself, None for any other layer."""
    if not {"Elementwise", "Activation", "PReLU"} & {base.__name__ for base in cls.__mro__}:
        return None
    x = GRID[:, None]
    trainer = _trainer([cls()], x, np.zeros_like(x), "MSELoss")
    y = trainer.predict(x)
    return GRID, y[:, 0], trainer.input_gradient(x, y - 0.5)[:, 0]  # the error is ½, so its square's slope is 1


def loss(cls: type[Member]) -> tuple[np.ndarray, np.ndarray, np.ndarray, str] | None:
    """Return outputs, loss, its gradient, and what the output is, for one example whose target is 0 or class 1."""
    if not issubclass(cls, Loss):
        return None
    made = cls()
    by_class = made.targets == "class"
    x = np.stack([np.zeros_like(GRID), GRID], axis=1) if by_class else GRID[:, None]
    y = np.ones(len(GRID), np.int64) if by_class else np.zeros((len(GRID), 1))
    if made.task == "binary":
        y += 1
    layers: list[Any] = ["LogSoftmax"] if made.normalised else ["Identity"]
    values = [_trainer(layers, x[i : i + 1], y[i : i + 1], made).evaluate("train")["loss"] for i in range(len(x))]
    slope = _trainer(layers, x, y, made).input_gradient(x, y)
    return (
        GRID,
        np.array(values),
        slope[:, -1],
        "score of the right class, the other's being 0"
        if by_class
        else ("output, the target being 1" if made.task == "binary" else "output − target"),
    )


def schedule(cls: type[Member]) -> np.ndarray | None:
    """Return the rates over 100 ticks for a base rate of 0.1, None where the schedule needs others to act on."""
    name = cls.__name__
    try:
        made = cls(**_SCHEDULES.get(name, {}))
        rates = schedule_rates(made, 0.1, 100) if isinstance(made, Schedule) else np.zeros(1)
    except (GdlabError, ValueError):
        return None
    return rates if np.ptp(rates) > 0 else None  # one that watches the loss does nothing without one


def path(cls: type[Member]) -> tuple[float, SmoothFunction, np.ndarray]:
    """Return the learning rate, the surface, and the points (steps + 1, 2) of a walk from (−10, 2)."""
    lr = _RATE.get(cls.__name__, 0.3)
    surface = ravine(10.0)
    walk = descend(surface, cls(lr=lr), np.array([-10.0, 2.0]), 60)
    return lr, surface, walk.points


def initial_weights(cls: type[Member]) -> np.ndarray:
    """Return the 4,096 weights that an initialiser draws for a layer with 64 inputs and 64 outputs."""
    layer = {"type": "Linear", "out_features": 64, "init": cls()}
    spec = RunSpec(network={"layers": [layer]}, loss="MSELoss")
    return Trainer(spec, data=(np.zeros((1, 64)), np.zeros((1, 64)))).parameters["0.weight"].ravel()


def points(cls: type[Member]) -> tuple[np.ndarray, np.ndarray] | None:
    """Return up to 400 examples and their targets of a generated set in one or two dimensions, None for any other."""
    if "planes" not in cls.__mro__[1].__module__ and "functions" not in cls.__mro__[1].__module__:
        return None
    from gdlab.lab.train import examples_for

    held = examples_for(RunSpec(data=cls(limit=400, val_fraction=0.0, scale="none")))
    x, y = np.asarray(held.x_train), np.asarray(held.y_train)
    return (x, y.reshape(len(y), -1)[:, 0]) if x.ndim == 2 and x.shape[1] <= 2 else None


def _trainer(layers: list[Any], x: np.ndarray, y: np.ndarray, loss: Any) -> Trainer:
    """Return a trainer of these layers on these arrays, in float64; the inputs reach them unchanged."""
    width = x.shape[1]
    unchanged = {"type": "Linear", "out_features": width, "bias": False}
    spec = RunSpec(
        network={"layers": [unchanged, *layers]}, loss=loss, training={"dtype": "float64", "batch_size": "full"}
    )
    return Trainer(spec, data=(x, y), parameters={"0.weight": np.eye(width), **_rest(layers)})


def _rest(layers: list[Any]) -> dict[str, np.ndarray]:
    """Return the initial parameters of an activation that has some."""
    return {"1.weight": np.array([0.25])} if getattr(layers[0], "type", "") == "PReLU" else {}
