"""Activations at the places where a mistake would hide: kinks, NaN, infinities."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine import abi, catalogue
from gdlab.engine.ops.elementwise import Elementwise
from gdlab.engine.program import Builder
from gdlab.spec.base import members

catalogue.load()
LAYERS = members("layer")
ELEMENTWISE = sorted(name for name, cls in LAYERS.items() if issubclass(cls, Elementwise))


class One:
    """Run one layer alone on a batch of vectors."""

    def __init__(self, layer: Any, shape: tuple[int, ...], batch: int, dtype: str = "float64") -> None:
        builder = Builder(shape, input_gradient=True)
        output = builder.plan([layer], builder.input)
        self.program = builder.assemble(output, batch, dtype)
        self.mem = np.zeros(self.program.size, dtype)
        self.imem = np.zeros(max(self.program.isize, 1), np.int64)
        self.ctx, self.fp = np.zeros(abi.CTX, np.int64), np.array(self.program.constants)
        self.ctx[abi.BATCH], self.ctx[abi.TRAIN], self.ctx[abi.CAPACITY] = batch, 1, batch
        for p in [*self.program.parameters, *self.program.buffers]:
            self.mem[p.offset : p.offset + p.size] = p.load(p.draw(p.shape, 1))
        self.batch = batch

    def at(self, offset: int, size: int) -> np.ndarray:
        return self.mem[offset : offset + self.batch * size].reshape(self.batch, size)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the output for rows x (batch, size)."""
        from gdlab.engine.machine import _forward

        self.at(self.program.input.offset, self.program.input.size)[:] = x
        with np.errstate(all="ignore"):
            _forward(self.program.ops.reshape(-1), len(self.program.ops), self.ctx, self.fp, self.mem, self.imem)
        return self.at(self.program.output.offset, self.program.output.size).copy()

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return the gradient by the input for the gradient by the output."""
        from gdlab.engine.machine import _backward

        self.at(self.program.output.gradient, self.program.output.size)[:] = dy
        with np.errstate(all="ignore"):
            _backward(self.program.ops.reshape(-1), len(self.program.ops), self.ctx, self.fp, self.mem, self.imem)
        return self.at(self.program.input.gradient, self.program.input.size).copy()


#: layer -> inputs at its kinks, and the slopes there for kink 0, which PyTorch takes, and for kink 1
KINKS = [
    ({"type": "ReLU"}, [0.0], [0.0], [1.0]),
    ({"type": "ReLU6"}, [0.0, 6.0], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "LeakyReLU", "negative_slope": 0.2}, [0.0], [0.2], [1.0]),
    ({"type": "PReLU", "init": 0.25}, [0.0], [0.25], [1.0]),
    ({"type": "Hardtanh"}, [-1.0, 1.0], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Hardsigmoid"}, [-3.0, 3.0], [0.0, 0.0], [1 / 6, 1 / 6]),
    ({"type": "Hardshrink"}, [-0.5, 0.5], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Softshrink"}, [-0.5, 0.5], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Threshold", "threshold": 0.5, "value": 2.0}, [0.5], [0.0], [1.0]),
]


def made(table: dict[str, Any]) -> Any:
    return LAYERS[table["type"]](**{k: v for k, v in table.items() if k != "type"})


@pytest.mark.parametrize("kink", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("table", "at", "low", "high"), KINKS)
def test_slope_at_the_kink_is_the_chosen_one_and_hits_are_counted(table, at, low, high, kink) -> None:
    one = One(made(table), (len(at) + 1,), 3)
    one.fp[abi.KINK] = kink
    one.forward(np.tile([*at, 0.123], (3, 1)))
    slopes = one.backward(np.full((3, len(at) + 1), 2.0)) / 2.0
    assert np.allclose(slopes[:, :-1], np.array(low) + kink * (np.array(high) - np.array(low)), atol=1e-15)
    assert one.ctx[abi.KINK_HITS] == 3 * len(at)


@pytest.mark.parametrize(
    ("table", "at", "slopes"),
    [
        ({"type": "Hardswish"}, [-3.0, 3.0], [0.0, 1.0]),
        ({"type": "ELU", "alpha": 2.0}, [0.0], [2.0]),
        ({"type": "SELU"}, [0.0], [1.0507009873554805 * 1.6732632423543772]),
    ],
)
def test_other_corners_have_pytorchs_slope(table, at, slopes) -> None:
    one = One(made(table), (len(at),), 1)
    one.forward(np.array([at]))
    assert np.allclose(one.backward(np.ones((1, len(at)))), slopes, rtol=1e-14)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ELEMENTWISE)
def test_nan_stays_nan_and_no_finite_number_becomes_one(name: str, dtype: str) -> None:
    x = np.array([[np.nan, -1e4, -90.0, -1.0, -1e-30, 0.0, 1e-30, 1.0, 90.0, 1e4]], dtype)
    one = One(LAYERS[name](), (x.size,), 1, dtype)
    y = one.forward(x)
    assert np.isnan(y[0, 0])
    assert np.isfinite(y[0, 1:]).all()
    assert np.isfinite(one.backward(np.ones_like(x))[0, 1:]).all()


@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax"])
def test_softmax_takes_large_numbers(name: str) -> None:
    y = One(LAYERS[name](), (3,), 2, "float32").forward(np.array([[1e4, 0.0, -1e4], [-500.0, -500.0, -500.0]]))
    p = np.exp(y) if name == "LogSoftmax" else y
    assert np.allclose(p, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], atol=1e-6)
