"""Run one layer alone, forward and backward, compiled or (with NUMBA_DISABLE_JIT=1) as plain Python."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.engine import catalogue
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Frame
from gdlab.engine.network.axes import from_torch_order, to_torch_order
from gdlab.engine.network.builder import Builder
from gdlab.engine.network.layout import lay_out
from gdlab.spec.base import member


class Single:
    """Hold one layer's program and arena in float64."""

    def __init__(self, kind: str, shape: tuple[int, ...], n: int, dtype: str = "float64", **fields: Any) -> None:
        catalogue.load_engine_members()
        builder = Builder(shape, input_gradient=True)
        output = builder.build([member("layer", kind)(**fields)], builder.input)
        self.n, self.real = n, np.dtype(dtype)
        self.program = lay_out(builder, output, n, dtype)
        self.mem = np.full(self.program.size, 7.0, self.real)  # garbage where nobody wrote
        self.imem = np.zeros(max(self.program.isize, 1), np.int64)
        self.fp = np.array(self.program.constants)
        self.ctx = np.zeros(abi.CTX, np.int64)
        self.ctx[[abi.BATCH, abi.TRAIN, abi.TOTAL, abi.CAPACITY]] = n, 1, n, n
        for p in self.program.parameters:
            self[p.name.removeprefix("0.")] = np.random.default_rng(len(p.name)).normal(size=p.shape)

    def __setitem__(self, name: str, values: np.ndarray) -> None:
        p = self._parameter(name)
        self.mem[p.offset : p.offset + p.size] = p.load(values)

    def __getitem__(self, name: str) -> np.ndarray:
        p = self._parameter(name)
        return p.export(self.mem[p.offset : p.offset + p.size])

    def _parameter(self, name: str) -> Any:
        return next(p for p in self.program.parameters if p.name == f"0.{name}")

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the outputs (N, *shape) of inputs (N, *shape)."""
        self._write(self.program.input.offset, x)
        for row, op in zip(self.program.ops, self.program.instructions, strict=True):
            self._run(row, op.forward)
        return self._read(self.program.output.offset, self.program.output.shape)

    def backward(self, dy: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the gradients by the input and by each parameter."""
        self._write(self.program.output.gradient, dy)
        for row, op in reversed(list(zip(self.program.ops, self.program.instructions, strict=True))):
            if op.backward is not None and row[abi.BACKWARD] >= 0:
                self._run(row, op.backward)
        region = -(-self.program.n_parameters // 16) * 16
        grads = {
            p.name.removeprefix("0."): p.export(self.mem[region + p.offset : region + p.offset + p.size])
            for p in self.program.parameters
        }
        return self._read(self.program.input.gradient, self.program.input.shape), grads

    def _run(self, row: np.ndarray, kernel: Any) -> None:
        Frame(row, self.ctx, self.fp, self.mem, self.imem).run(kernel)

    def _write(self, at: int, values: np.ndarray) -> None:
        rows = from_torch_order(values, self.real)
        self.mem[at : at + rows.size] = rows.reshape(-1)

    def _read(self, at: int, shape: tuple[int, ...]) -> np.ndarray:
        size = int(np.prod(shape)) * self.n
        return to_torch_order(self.mem[at : at + size].reshape(self.n, -1), shape).copy()


def close(ours: np.ndarray, theirs: np.ndarray, bound: float = 1e-12) -> None:
    """Fail unless two arrays agree to a share of the largest number."""
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max(initial=0) <= bound * max(np.abs(theirs).max(initial=0), 1.0)
