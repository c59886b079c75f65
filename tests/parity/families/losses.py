"""Losses, each option of each, behind a small network."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import Case, Table

_TANH: Table = {"type": "Tanh"}


def _linear(n: int) -> Table:
    return {"type": "Linear", "out_features": n}


def _classes(name: str, *tail: Table, loss: Table, **rest: Any) -> Case:
    return Case(name, (_linear(6), _TANH, _linear(4), *tail), loss=loss, classes=4, **rest)


def _values(name: str, outputs: int = 2, loss: str = "MSELoss", **options: Any) -> Case:
    layers = (_linear(6), _TANH, _linear(outputs))
    return Case(name, layers, loss={"type": loss, **options}, classes=0, targets=(outputs,))


def _binary(name: str, outputs: int = 1, **options: Any) -> Case:
    layers = (_linear(6), _TANH, _linear(outputs))
    loss = {"type": "BCEWithLogitsLoss", **options}
    return Case(name, layers, loss=loss, classes=2, targets=(outputs,) if outputs > 1 else ())


CASES = (
    _classes("cross_entropy", loss={"type": "CrossEntropyLoss"}),
    _classes("cross_entropy_smoothed", loss={"type": "CrossEntropyLoss", "label_smoothing": 0.2}),
    _classes("cross_entropy_weighted", loss={"type": "CrossEntropyLoss", "weight": [0.5, 2.0, 1.0, 3.0]}),
    _classes(
        "cross_entropy_ignoring",
        loss={"type": "CrossEntropyLoss", "weight": [1.0, 0.3, 2.0, 0.7], "ignore_index": 2, "label_smoothing": 0.1},
        shape=(3, 5),
        targets=(3,),
    ),
    _classes("nll_weighted", {"type": "LogSoftmax"}, loss={"type": "NLLLoss", "weight": [0.5, 2.0, 1.0, 3.0]}),
    _classes("nll_ignoring", {"type": "LogSoftmax"}, loss={"type": "NLLLoss", "ignore_index": 1}),
    _classes("cross_entropy_steps", loss={"type": "CrossEntropyLoss"}, shape=(3, 5), targets=(3,)),
    Case("cross_entropy_far", (_linear(4),), classes=4, scale=200.0, optimizer={"type": "SGD", "lr": 1e-5}),
    _classes("nll", {"type": "LogSoftmax"}, loss={"type": "NLLLoss"}),
    _classes("nll_steps", {"type": "LogSoftmax"}, loss={"type": "NLLLoss"}, shape=(3, 5), targets=(3,)),
    _binary("bce"),
    _binary("bce_outputs", 3),
    _binary("bce_weighted", pos_weight=[2.5]),
    _binary("bce_weighted_each", 3, pos_weight=[0.5, 1.0, 3.0]),
    _values("mse"),
    Case("mse_steps", (_linear(6), _TANH, _linear(2)), (3, 5), {"type": "MSELoss"}, classes=0, targets=(3, 2)),
    Case("mse_one", (_linear(1),), loss={"type": "MSELoss"}, classes=0),
    _values("l1", loss="L1Loss"),
    _values("smooth_l1", loss="SmoothL1Loss"),
    _values("smooth_l1_beta", loss="SmoothL1Loss", beta=0.3),
    _values("smooth_l1_zero", loss="SmoothL1Loss", beta=0.0),
    _values("huber", loss="HuberLoss"),
    _values("huber_delta", loss="HuberLoss", delta=0.4),
)
