"""The one table of layer and loss cases: what PyTorch was asked and what the engine must answer.

A case is a small network, a loss and an optimizer. Both sides take the same start and the same batches, drawn
by :func:`draws` from the case's name, so that only PyTorch's answers are stored. The cases stand in
``families/``, one file a family of layers, with the PyTorch module beside them where its name or arguments
differ from ours. To add a layer: add its cases there and run ``make_layers.py`` for them.

The same table feeds the finite-difference tests, so every layer that has a case has its gradient checked too.
"""

from __future__ import annotations

import importlib
import pkgutil
import zlib
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

Table = dict[str, Any]

#: What every case shares unless it says otherwise: a plain step along the gradient shows it undisguised.
SGD: Table = {"type": "SGD", "lr": 0.05}
ADAM: Table = {"type": "Adam", "lr": 0.002}


@dataclass(frozen=True)
class Case:
    """Describe one comparison.

    Attributes:
        name: what the case and its file of figures are called.
        layers: the network, in our own spec.
        shape: the shape of one input, in PyTorch's order.
        loss: the loss, in our own spec.
        classes: number of classes of the targets; 0 for targets that are real numbers.
        targets: shape of one example's targets; () is one class an example.
        tokens: when positive, inputs are whole numbers below it.
        optimizer: the optimizer, in our own spec.
        training: further training options of ours, such as the kink's value.
        steps: compared steps; fewer than 200 only with a note that says why.
        examples: training examples; the last batch of an epoch is a short one.
        batch: batch size.
        scale: the inputs' standard deviation.
        loose: factor on the tolerances, with a note that says why.
        gradient: False leaves the case out of the finite differences, with a note that says why.
        note: what is special.
    """

    name: str
    layers: tuple[Table, ...]
    shape: tuple[int, ...] = (5,)
    loss: Table | None = None
    classes: int = 3
    targets: tuple[int, ...] = ()
    tokens: int = 0
    optimizer: Table | None = None
    training: Table | None = None
    steps: int = 200
    examples: int = 22
    batch: int = 8
    scale: float = 1.0
    loose: float = 1.0
    gradient: bool = True
    note: str = ""

    @property
    def loss_table(self) -> Table:
        """Return the loss, cross-entropy unless another is named."""
        return self.loss or {"type": "CrossEntropyLoss"}

    def inputs(self, n: int | None = None) -> np.ndarray:
        """Return the examples, float64, (examples, *shape)."""
        count = self.examples if n is None else n
        x = draws(f"{self.name}/inputs", (count, *self.shape))
        if self.tokens:
            return np.floor((np.abs(x) * 7919.0) % self.tokens)
        return x * self.scale

    def answers(self) -> np.ndarray:
        """Return the targets: int64 classes or float64 values, (examples, *targets)."""
        y = draws(f"{self.name}/targets", (self.examples, *self.targets))
        if self.classes:
            return np.floor((np.abs(y) * 7919.0) % self.classes).astype(np.int64)
        return y


def draws(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return standard normal float64 numbers that depend on the name alone (a generator frozen by NumPy)."""
    return np.random.RandomState(zlib.crc32(name.encode())).standard_normal(shape)


def start(case: Case, shapes: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return initial parameters for PyTorch's names and shapes: matrices by fan-in, vectors near 0 or 1."""
    values = {}
    for name, shape in shapes.items():
        drawn = draws(f"{case.name}/{name}", shape)
        if len(shape) > 1:
            values[name] = drawn / np.sqrt(np.prod(shape[1:]))
        else:
            values[name] = 0.1 * drawn + (1.0 if name.endswith("weight") else 0.0)
    return values


def around(name: str, *layers: Table, width: int = 8, **rest: Any) -> Case:
    """Return a case with the layers between two Linear ones, so that gradients pass both ways."""
    outputs = rest.pop("outputs", 3)
    table = (
        {"type": "Linear", "out_features": width},
        *layers,
        {"type": "Linear", "out_features": outputs},
    )
    return Case(name, table, **rest)


@cache
def families() -> tuple[ModuleType, ...]:
    """Return the modules of ``families/`` in the order of their names."""
    package = importlib.import_module("tests.parity.families")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"tests.parity.families.{name}") for name in names)


def all_cases() -> dict[str, Case]:
    """Return every case of every family by name."""
    cases = [case for family in families() for case in family.CASES]
    table = {case.name: case for case in cases}
    if len(table) != len(cases):
        raise ValueError("two cases have the same name")
    return table
