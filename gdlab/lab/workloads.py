"""The networks by which speed is measured, defined once for ``gdlab bench`` and for the comparison with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.network.builder import Builder, Instruction
from gdlab.engine.ops.resnet import resnet
from gdlab.lab.train import Arrays
from gdlab.spec import streams
from gdlab.spec.base import load_members, members
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class Workload:
    """A network, an optimizer and a batch size whose steps are measured.

    Attributes:
        name: short name, also on the command line.
        title: what the table shows.
        layers: the network, as calls.
        shape: the shape of one input, PyTorch's order.
        classes: outputs.
        batch_size: examples a step.
        optimizer: as a call.
        examples: how many examples there are.
        threads: cores that a run may take at most.
    """

    name: str
    title: str
    layers: tuple[Any, ...]
    shape: tuple[int, ...]
    classes: int
    batch_size: int
    optimizer: str
    examples: int = 2048
    threads: int = 1

    @property
    def spec(self) -> RunSpec:
        """Return the run, of more epochs than are ever measured."""
        load_members()
        return RunSpec(
            name=self.name,
            network={"layers": self.layers},
            optimizer=self.optimizer,
            training={"batch_size": self.batch_size, "epochs": 10_000_000, "threads": self.threads},
        )

    def arrays(self) -> Arrays:
        """Return standard normal inputs and even classes, the same in every comparison."""
        n = self.examples
        x = streams.normal(streams.key(1, streams.GENERATE), n * int(np.prod(self.shape)))
        y = (streams.uniform(streams.key(2, streams.GENERATE), n) * self.classes).astype(np.int64)
        return x.astype(np.float32).reshape(n, *self.shape), y


def _dense(*widths: int, activation: str) -> tuple[str, ...]:
    layers: list[str] = []
    for width in widths:
        layers += [f"Linear(out_features={width})", activation]
    return tuple(layers[:-1])


_CNN = (
    "Conv2d(out_channels=16, kernel_size=3, padding=1)",
    "ReLU",
    "MaxPool2d",
    "Conv2d(out_channels=32, kernel_size=3, padding=1)",
    "ReLU",
    "MaxPool2d",
    "Flatten",
    "Linear(out_features=10)",
)


def all_workloads() -> Sequence[Workload]:
    """Return every workload, whether its layers exist or not."""
    load_members()
    mlp = _dense(256, 128, 10, activation="ReLU")
    return (
        Workload(
            "tiny", "2-8-8-2 tanh, batch 10, SGD", _dense(8, 8, 2, activation="Tanh"), (2,), 2, 10, "SGD(lr=0.01)"
        ),
        Workload("digits", "64-64-10 ReLU, batch 32, Adam", _dense(64, 10, activation="ReLU"), (64,), 10, 32, "Adam"),
        Workload("softmax", "softmax 784-10, batch 32, SGD", _dense(10, activation=""), (784,), 10, 32, "SGD(lr=0.01)"),
        Workload("mlp", "784-256-128-10 ReLU, batch 64, Adam", mlp, (784,), 10, 64, "Adam"),
        Workload("mlp256", "784-256-128-10 ReLU, batch 256, Adam", mlp, (784,), 10, 256, "Adam"),
        Workload("cnn", "CNN 28×28 conv16-conv32, batch 64, Adam", _CNN, (1, 28, 28), 10, 64, "Adam", 1024),
        _recurrent("rnn", "RNN"),
        _recurrent("lstm", "LSTM"),
        Workload(
            "resnet20",
            "ResNet-20 32×32, batch 32, momentum",
            tuple(resnet(20)),
            (3, 32, 32),
            10,
            32,
            "SGD(lr=0.1, momentum=0.9, weight_decay=0.0001)",
            256,
        ),
    )


def _recurrent(name: str, layer: str) -> Workload:
    layers = (f"{layer}(hidden_size=64)", "Linear(out_features=10)")
    return Workload(name, f"{layer} 64, 32 steps of 16, batch 64, Adam", layers, (32, 16), 10, 64, "Adam", 1024)


def workloads() -> list[Workload]:
    """Return the workloads whose layers and optimizer are registered."""
    load_members()
    known = {*members("layer"), *members("optimizer")}
    return [w for w in all_workloads() if {_type(part) for part in (*w.layers, w.optimizer)} <= known]


def _type(part: Any) -> str:
    return part.partition("(")[0] if isinstance(part, str) else str(part["type"])


@dataclass(frozen=True)
class StepCost:
    """The least work of a step: floating-point operations of its products, and bytes that it touches."""

    flops: float
    bytes: float
    parameters: int


def cost(workload: Workload, builder: Builder, slots: int) -> StepCost:
    """Return the cost of one step of a planned workload.

    Products: forward, gradient by the weights, and gradient by the input except in the first layer. Bytes: each
    parameter is read forward, backward and by the update and written by gradient and update, each optimizer state is
    read and written, and each activation and its gradient are written and read.
    """
    flops, first = 0.0, True
    for op in builder.instructions:
        work = 2.0 * _multiplications(op) * workload.batch_size
        flops += work * (2 if first else 3)
        first = first and work == 0.0
    parameters = sum(p.size for p in builder.parameters)
    activations = sum(t.size for t in builder.tensors if t.storage is None) * workload.batch_size
    return StepCost(flops, 4.0 * (parameters * (6 + 2 * slots) + 5 * activations), parameters)


def _multiplications(op: Instruction) -> float:
    """Return the multiply-adds an example of an instruction, forward."""
    matrices = [p for p in op.parameters if len(p.shape) >= 2]
    if any("weight_hh" in p.name for p in matrices):  # a recurrent layer multiplies at each of its time steps
        return float(sum(p.size for p in matrices) * op.x.shape[0])
    return float(sum(p.size * op.y.size / p.shape[0] for p in matrices))
