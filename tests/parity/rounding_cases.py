"""Networks whose gradients in single precision are compared with those in double precision: stacks of two kinds.

The networks, their start and their data are those of a :class:`tests.parity.cases.Case`, rounded to single precision,
so that PyTorch's errors (``make_rounding.py``) and ours are errors of the same figures.
"""

from __future__ import annotations

import numpy as np

from tests.parity.cases import Case, Table, start


def _stack(channels: int, layers: int, size: int, batch: int, *, rectified: bool = True) -> Case:
    conv: Table = {"type": "Conv2d", "out_channels": channels, "kernel_size": 3, "padding": 1}
    inside = [part for _ in range(layers) for part in (conv, {"type": "ReLU"})]
    table = tuple(part for part in inside if rectified or part["type"] == "Conv2d")
    network = (*table, {"type": "Flatten"}, {"type": "Linear", "out_features": 10})
    name = f"{layers}_of_{channels}" + ("" if rectified else "_linear")
    return Case(name, network, (channels, size, size), classes=10, examples=batch, batch=batch, steps=1)


def _dense(inputs: int, units: int, batch: int) -> Case:
    layers: tuple[Table, ...] = ({"type": "Linear", "out_features": units}, {"type": "ReLU"})
    network = (*layers, *layers, {"type": "Linear", "out_features": 10})
    return Case(f"dense_{inputs}_{units}", network, (inputs,), classes=10, examples=batch, batch=batch, steps=1)


#: By name: how many convolutions of how many channels, or the inputs and units of dense layers.
ROUNDING_CASES = {
    case.name: case
    for case in (
        _stack(64, 8, 10, 4),
        _stack(64, 8, 8, 4, rectified=False),
        _stack(32, 8, 8, 6),
        _stack(24, 4, 9, 4),
        _stack(24, 8, 7, 4),
        _stack(16, 8, 12, 8),
        _stack(8, 4, 12, 8),
        _stack(96, 2, 8, 4),
        _stack(64, 2, 9, 4),
        _stack(32, 4, 8, 4, rectified=False),
        _dense(5000, 600, 32),
        _dense(1500, 40, 32),
    )
}


def rounded_start(case: Case, shapes: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the case's initial parameters, rounded to single precision; a rectifier does not halve their scale."""
    values = start(case, shapes)
    return {name: (value * np.sqrt(2.0 if value.ndim > 1 else 1.0)).astype("float32") for name, value in values.items()}


def rounding_error(single: np.ndarray, double: np.ndarray) -> float:
    """Return the length of the difference by the length of the exact gradient."""
    return float(np.linalg.norm(single.astype("float64") - double) / np.linalg.norm(double))
