"""The run that an estimator's parameters describe."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from gdlab.spec.change import change
from gdlab.spec.errors import SpecError
from gdlab.spec.kinds import LossSpec
from gdlab.spec.run import RunSpec

#: The field of a run that each parameter of an estimator sets.
_FIELDS = {
    "max_iter": "training.epochs",
    "batch_size": "training.batch_size",
    "shuffle": "training.shuffle",
    "alpha": "training.l2",
    "learning_rate_init": "optimizer.lr",
}
#: Names of MLPClassifier's activations that differ from PyTorch's by more than capitals.
_ACTIVATIONS = {"logistic": "Sigmoid"}


@dataclass(frozen=True)
class Ending:
    """The last part of a network: its number of outputs, what comes after them, and the loss.

    Attributes:
        outputs: output features of the last Linear layer.
        after: layers behind it, such as LogSoftmax.
        loss: the loss.
    """

    outputs: int
    loss: LossSpec
    after: tuple[str, ...] = ()


def loss_spec_of(value: Any) -> LossSpec:
    """Return the loss that a parameter names.

    Raises:
        ValueError: when there is no such loss.
    """
    with _naming_parameters():
        return RunSpec(loss=value).loss


def run_spec(parameters: Mapping[str, Any], ending: Ending, seed: int, dtype: np.dtype) -> RunSpec:
    """Return the run that an estimator's parameters describe.

    Args:
        parameters: the estimator's parameters by name, as ``get_params`` gives them.
        ending: the last layers and the loss.
        seed: the seed of every random stream.
        dtype: float32 or float64.

    Raises:
        ValueError: when a parameter is wrong; the message names it.
    """
    given = parameters["training"] or {}
    if not isinstance(given, Mapping):
        raise ValueError(f"training must be a table of fields, such as {{'average': 'EMA'}} (got {given!r})")
    training = {path.partition(".")[2]: parameters[name] for name, path in _FIELDS.items() if path[0] == "t"}
    if twice := sorted({*training, "dtype", "patience"} & {*given}):
        raise ValueError(f"training sets {', '.join(twice)}, which the estimator's own parameters set")
    with _naming_parameters():
        spec = RunSpec(
            seed=seed,
            network={"layers": [*_hidden_layers(parameters), _linear(ending.outputs), *ending.after]},
            loss=ending.loss,
            optimizer=parameters["optimizer"],
            schedule=parameters["schedule"],
            training={**training, **given, "dtype": dtype.name},
        )
        rate = parameters["learning_rate_init"]
        return spec if rate is None else change(spec, {"optimizer.lr": rate})


@contextmanager
def _naming_parameters() -> Generator[None]:
    """Turn a SpecError into a ValueError that calls fields by the names of the estimator's parameters."""
    try:
        yield
    except SpecError as error:
        names = {path: name for name, path in _FIELDS.items()}
        problems = [f"{names.get(p.path, p.path)}: {p.message}" for p in error.problems]
        raise ValueError("\n".join(problems)) from None


def _hidden_layers(parameters: Mapping[str, Any]) -> list[Any]:
    """Return everything before the last Linear layer."""
    if parameters["layers"] is not None:
        return [parameters["layers"]] if isinstance(parameters["layers"], str) else list(parameters["layers"])
    sizes, activation = parameters["hidden_layer_sizes"], parameters["activation"]
    sizes = list(sizes) if isinstance(sizes, Iterable) else [sizes]
    if not all(isinstance(n, Integral) and not isinstance(n, bool) and int(n) > 0 for n in sizes):
        raise ValueError(f"hidden_layer_sizes must be whole numbers above 0 (got {parameters['hidden_layer_sizes']!r})")
    if isinstance(activation, str):
        activation = _ACTIVATIONS.get(activation, activation)
    return [layer for n in sizes for layer in (_linear(int(n)), activation)]


def _linear(outputs: int) -> dict[str, Any]:
    return {"type": "Linear", "out_features": outputs}
