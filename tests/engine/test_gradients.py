"""Every layer's and loss's gradient is that of finite differences, by each parameter and by the input."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi, loop
from gdlab.engine.network.axes import from_torch_order
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.assembly import assemble
from tests.engine.running import spec_of
from tests.parity.cases import Case, all_cases, around, draws, start

_OUT = ({"type": "Flatten"}, {"type": "Linear", "out_features": 3})
#: Dropout of other shapes than those that are compared with PyTorch.
RANDOM = (
    around("dropout_sequence", {"type": "Dropout", "p": 0.4}, {"type": "Tanh"}, shape=(4, 5), targets=(4,)),
    Case("dropout_image", ({"type": "Dropout", "p": 0.4}, {"type": "Tanh"}, *_OUT), shape=(4, 3, 2)),
)
CASES = all_cases() | {case.name: case for case in RANDOM}
H = 1e-5
N = 6
MOST = 60  # coordinates tried a vector; the others are covered by directions


class Probe:
    """Hold an arena in float64 and a mini-batch, and evaluate loss and gradient at will."""

    def __init__(self, case: Case, capacity: int = 0) -> None:
        training = {"batch_size": N, "dtype": "float64", **(case.training or {})}
        spec = spec_of(case.layers, loss=case.loss_table, training=training)
        targets = case.answers()[:N]
        width = int(np.prod(targets.shape[1:], dtype=int))
        self.arena: Arena = assemble(spec, case.shape, width, N, input_gradient=not case.tokens)
        if capacity:
            self.arena.ctx[abi.CAPACITY] = capacity
        values = start(case, {p.name: p.shape for p in self.arena.program.parameters})
        for p in self.arena.program.parameters:
            self.arena.mem[p.offset : p.offset + p.size] = p.load(values[p.name])
        self.x = from_torch_order(case.inputs(N), np.dtype("float64"))
        by_class = spec.loss.targets == "class"
        self.classes = targets.reshape(N, width).astype(np.int64) if by_class else np.zeros((0, 0), np.int64)
        self.values = np.zeros((0, 0)) if by_class else targets.reshape(N, width).astype(np.float64)
        self.order = np.arange(N)

    def loss(self) -> float:
        return self.arena.mean_loss(loop.gradient, (self.x, self.classes, self.values), self.order, 0, N)

    def gradients(self) -> tuple[np.ndarray, np.ndarray]:
        """Return copies of the gradients by parameters and by inputs (N, size)."""
        self.loss()
        first = self.arena.program.input.gradient
        by_input = self.arena.mem[first : first + self.x.size] if first >= 0 else np.zeros(0)
        return self.arena.gradient.copy(), by_input.copy()


def worst(probe: Probe, place: np.ndarray, gradient: np.ndarray, name: str) -> float:
    """Return the largest error over single coordinates and three random directions."""
    held = place.copy()
    scale = max(float(np.abs(gradient).max()), 1.0)
    chosen = np.random.RandomState(0).permutation(place.size)[:MOST]
    directions = [np.eye(1, place.size, int(k))[0] for k in chosen]
    directions += [d / np.linalg.norm(d) for d in draws(name, (3, place.size))]
    errors = []
    for d in directions:
        place[:] = held + H * d
        above = probe.loss()
        place[:] = held - H * d
        below = probe.loss()
        place[:] = held
        errors.append(abs((above - below) / (2 * H) - gradient @ d))
    return max(errors) / scale


@pytest.mark.parametrize("name", [case.name for case in CASES.values() if case.gradient])
def test_gradient_is_that_of_finite_differences(name: str) -> None:
    probe = Probe(CASES[name])
    by_parameter, by_input = probe.gradients()
    assert np.isfinite(by_parameter).all()
    if by_parameter.size:
        assert np.abs(by_parameter).max() > 1e-4
        assert worst(probe, probe.arena.weights, by_parameter, f"{name}/w") < 1e-6
    if by_input.size:
        assert np.abs(by_input).max() > 1e-5 or name.endswith("_all"), "nothing reaches the input"
        assert worst(probe, probe.x.reshape(-1), by_input, f"{name}/x") < 1e-6


@pytest.mark.parametrize("name", [case.name for case in CASES.values() if case.gradient])
def test_a_batch_in_chunks_has_the_gradient_of_the_whole(name: str) -> None:
    whole, parts = Probe(CASES[name]), Probe(CASES[name], capacity=4)
    if _couples(CASES[name]):
        pytest.skip("statistics over the batch are never taken in chunks")
    a, b = whole.gradients()[0], parts.gradients()[0]
    assert np.allclose(a, b, rtol=1e-12, atol=1e-14)


def _couples(case: Case) -> bool:
    from gdlab.engine.program.assembly import build_network

    catalogue.load_engine_members()
    return build_network(spec_of(case.layers, loss=case.loss_table), case.shape)[0].couples_batch
