"""The networks whose steps are long: wide layers, large filters, deep convolutions, large recurrent layers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gdlab.engine.ops.resnet import resnet
from gdlab.lab.workloads import Workload, all_workloads
from gdlab.spec.base import load_members

_MOMENTUM = "SGD(lr=0.1, momentum=0.9, weight_decay=0.0001)"


def _dense(*units: int, activation: str = "ReLU") -> tuple[str, ...]:
    inner = [part for n in units[:-1] for part in (f"Linear(out_features={n})", activation)]
    return (*inner, f"Linear(out_features={units[-1]})")


def _conv(channels: int, size: int = 3, groups: int = 1) -> str:
    return f"Conv2d(out_channels={channels}, kernel_size={size}, padding={size // 2}, groups={groups})"


def _two(first: str, second: str, activation: str = "ReLU") -> tuple[str, ...]:
    """Return two convolutions, each with an activation and a pooling, and a dense layer."""
    return (first, activation, "MaxPool2d", second, activation, "MaxPool2d", "Flatten", "Linear(out_features=10)")


_VGG = (
    *(_conv(64), "ReLU", _conv(64), "ReLU", "MaxPool2d", _conv(128), "ReLU", _conv(128), "ReLU", "MaxPool2d"),
    *("Flatten", "Linear(out_features=256)", "ReLU", "Linear(out_features=10)"),
)
_LENET = (
    *("Conv2d(out_channels=6, kernel_size=5, padding=2)", "Tanh", "AvgPool2d(kernel_size=2)"),
    *("Conv2d(out_channels=16, kernel_size=5)", "Tanh", "AvgPool2d(kernel_size=2)"),
    *("Flatten", *_dense(120, 84, 10, activation="Tanh")),
)
_ONE_AXIS = (
    *("Conv1d(out_channels=32, kernel_size=7, padding=3)", "ReLU"),
    *("Conv1d(out_channels=64, kernel_size=5, padding=2, stride=2)", "ReLU"),
    *("Conv1d(out_channels=64, kernel_size=3, padding=1)", "ReLU", "Flatten", "Linear(out_features=10)"),
)
_GROUPED = (
    *(_conv(64), "ReLU", _conv(64, groups=8), "ReLU", "MaxPool2d", _conv(64, groups=4), "ReLU", "MaxPool2d"),
    *("Flatten", "Linear(out_features=10)"),
)


def _recurrent(kind: str, hidden: int, **options: Any) -> Workload:
    given = "".join(f", {name}={value}" for name, value in options.items())
    extra = "".join(f", {name.replace('num_', '')} {value}" for name, value in options.items())
    name = f"{kind.lower()}{hidden}" + ("" if not options else "-" + "-".join(options))
    layers = (f"{kind}(hidden_size={hidden}{given})", "Linear(out_features=10)")
    title = f"{kind} {hidden}{extra}, 32 steps of 64, batch 32, Adam".replace(" True", "")
    return Workload(name, title, layers, (32, 64), 10, 32, "Adam", 256)


def large_workloads() -> list[Workload]:
    """Return the workloads whose steps are long, and small ones that must not get slower."""
    load_members()
    known = {w.name: w for w in all_workloads()}
    image, colours = (1, 28, 28), (3, 32, 32)
    lbfgs = "LBFGS(lr=0.1, history_size=20, max_iter=10)"
    lenet = Workload("lenet", "LeNet-5 with tanh, 28×28, batch 64, Adam", _LENET, image, 10, 64, "Adam", 1024)
    deep = replace(known["resnet20"], examples=512)
    wide = replace(deep, layers=tuple(resnet(8, width=64)))
    return [
        Workload("dense2048", "dense 2048-2048-10, batch 512, Adam", _dense(2048, 2048, 10), (2048,), 10, 512, "Adam"),
        Workload("dense1024", "dense 1024-1024-10, batch 128, Adam", _dense(1024, 1024, 10), (1024,), 10, 128, "Adam"),
        Workload("dense64", "dense 2048-2048-10, batch 64, Adam", _dense(2048, 2048, 10), (2048,), 10, 64, "Adam"),
        Workload("dense1000", "dense 1000-1000-10, batch 200, Adam", _dense(1000, 1000, 10), (1000,), 10, 200, "Adam"),
        Workload(
            "conv5",
            "CNN 28×28, 5×5 filters 16, 32, batch 64, Adam",
            _two(_conv(16, 5), _conv(32, 5)),
            image,
            10,
            64,
            "Adam",
            1024,
        ),
        Workload(
            "conv5wide",
            "CNN 16×16×32, 5×5 filters 32, 64, batch 32, Adam",
            _two(_conv(32, 5), _conv(64, 5)),
            (32, 16, 16),
            10,
            32,
            "Adam",
            256,
        ),
        Workload(
            "conv7",
            "CNN 28×28, 7×7 filters 16, 32, batch 64, Adam",
            _two(_conv(16, 7), _conv(32, 7)),
            image,
            10,
            64,
            "Adam",
            1024,
        ),
        Workload(
            "conv7wide",
            "CNN 16×16×32, 7×7 filters 32, 64, batch 32, Adam",
            _two(_conv(32, 7), _conv(64, 7)),
            (32, 16, 16),
            10,
            32,
            "Adam",
            256,
        ),
        lenet,
        Workload("conv1d", "Conv1d 32, 64, 64 on 8×128, batch 64, Adam", _ONE_AXIS, (8, 128), 10, 64, "Adam", 1024),
        Workload(
            "grouped", "CNN 32×32, 3×3 of 64 in 8 and 4 groups, batch 32, Adam", _GROUPED, colours, 10, 32, "Adam", 256
        ),
        Workload("softmax8000", "softmax 512-8000, batch 128, SGD", _dense(8000), (512,), 8000, 128, "SGD(lr=0.01)"),
        Workload("softmax10000", "softmax 256-10000, batch 128, Adam", _dense(10000), (256,), 10000, 128, "Adam"),
        Workload(
            "lbfgs",
            "784-128-10 tanh, batch 512, L-BFGS, 10 iterations",
            _dense(128, 10, activation="Tanh"),
            (784,),
            10,
            512,
            lbfgs,
        ),
        Workload(
            "muon", "784-512-512-10 ReLU, batch 128, Muon", _dense(512, 512, 10), (784,), 10, 128, "Muon(lr=0.02)"
        ),
        replace(deep, name="resnet20", title="ResNet-20 32×32, batch 128, momentum", batch_size=128),
        Workload("vgg", "VGG 64-64-128-128, batch 32, Adam", _VGG, colours, 10, 32, "Adam", 128),
        replace(wide, name="resnet18", title="ResNet 64-128-256 wide, 8 layers, 32×32, batch 32, momentum"),
        _recurrent("LSTM", 512),
        _recurrent("LSTM", 256),
        _recurrent("LSTM", 128, num_layers=2),
        _recurrent("LSTM", 256, bidirectional=True),
        _recurrent("GRU", 512),
        _recurrent("RNN", 512),
        known["mlp256"],
        known["cnn"],
        known["digits"],
        known["tiny"],
    ]
