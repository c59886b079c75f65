"""What an optimizer keeps is shown by parameter, under PyTorch's names and in PyTorch's shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi, loop
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from tests.engine.running import trainer_of
from tests.parity.optimizer_cases import slope
from tests.reference.optimizers import TWINS

#: The keys of PyTorch 2.13's ``state_dict()["state"]`` of one parameter that ours must have, each as it is in PyTorch.
PYTORCH: dict[str, set[str]] = {
    "SGD(momentum=0.9)": {"momentum_buffer"},
    "Adam": {"step", "exp_avg", "exp_avg_sq"},
    "Adam(amsgrad=true)": {"step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"},
    "AdamW": {"step", "exp_avg", "exp_avg_sq"},
    "AdamW(amsgrad=true)": {"step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"},
    "NAdam": {"step", "mu_product", "exp_avg", "exp_avg_sq"},
    "RAdam": {"step", "exp_avg", "exp_avg_sq"},
    "Adamax": {"step", "exp_avg", "exp_inf"},
    "Adagrad": {"step", "sum"},
    "RMSprop(momentum=0.9)": {"step", "square_avg", "momentum_buffer"},
    "RMSprop(momentum=0.9, centered=true)": {"step", "square_avg", "momentum_buffer", "grad_avg"},
    "Adadelta": {"step", "square_avg", "acc_delta"},
    "Rprop": {"step", "prev", "step_size"},
    "ASGD": {"step", "eta", "ax"},
}
NUMBERS = {"step", "mu_product", "eta"}
LAYERS: list[Any] = [
    {"type": "Conv2d", "out_channels": 3, "kernel_size": (3, 2)},
    {"type": "Flatten"},
    {"type": "Linear", "out_features": 2},
]


def made(optimizer: str, steps: int = 3) -> Trainer:
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((12, 2, 4, 5)), rng.integers(0, 2, 12)
    trainer = trainer_of(LAYERS, x, y, optimizer=optimizer, training={"batch_size": 4, "dtype": "float64"})
    trainer.advance(steps)
    return trainer


@pytest.mark.parametrize("optimizer", PYTORCH)
def test_keys_and_shapes_are_pytorchs(optimizer: str) -> None:
    trainer = made(optimizer)
    state, shapes = trainer.optimizer_state, {k: v.shape for k, v in trainer.parameters.items()}
    assert set(state) == set(shapes)
    for name, held in state.items():
        assert set(held) == PYTORCH[optimizer]
        assert {k: v.shape for k, v in held.items()} == {k: () if k in NUMBERS else shapes[name] for k in held}


def test_every_optimizer_shows_what_it_keeps() -> None:
    catalogue.load_engine_members()
    for name, cls in members("optimizer").items():
        held = made(name).optimizer_state["0.weight"]
        assert (set(held) - {"step"} != set()) == bool(cls.vectors or cls.numbers), name  # type: ignore[attr-defined]


def test_adafactor_shows_rows_and_columns_of_matrices_and_the_variance_of_vectors() -> None:
    state = made("Adafactor").optimizer_state
    conv, bias = state["0.weight"], state["0.bias"]
    assert {k: v.shape for k, v in conv.items()} == {"step": (), "row_var": (3, 2, 3, 1), "col_var": (3, 2, 1, 2)}
    assert {k: v.shape for k, v in bias.items()} == {"step": (), "variance": (3,)}
    # both are means of the same squares
    assert np.allclose(conv["row_var"].mean((-2, -1)), conv["col_var"].mean((-2, -1)))


def test_muon_shows_its_momentum_for_matrices_and_adamws_means_for_the_rest() -> None:
    state = made("Muon").optimizer_state
    assert {name: set(held) for name, held in state.items()} == {
        "0.weight": {"exp_avg", "exp_avg_sq"},
        "0.bias": {"exp_avg", "exp_avg_sq"},
        "2.weight": {"momentum_buffer"},
        "2.bias": {"exp_avg", "exp_avg_sq"},
    }


def test_lbfgs_divides_its_vectors_among_the_parameters() -> None:
    held = made("LBFGS(history_size=4, max_iter=3)").optimizer_state["2.bias"]
    assert {k: held[k].shape for k in ("old_dirs", "old_stps", "d", "prev_flat_grad", "ro")} == {
        "old_dirs": (4, 2),
        "old_stps": (4, 2),
        "d": (2,),
        "prev_flat_grad": (2,),
        "ro": (4,),
    }
    assert held["n_iter"] == 6  # of three iterations a step, the third would exceed 1.25 × 3 evaluations


def test_the_values_are_those_of_a_twin() -> None:
    fresh = made("Adam(amsgrad=true)", steps=0)
    arena = fresh.arena
    values = fresh.parameters
    twin = TWINS["Adam"](fresh.spec.optimizer, values)
    for t in range(1, 6):
        gradient = {k: slope(v, t) for k, v in values.items()}
        for p in arena.program.parameters:
            arena.gradient[p.offset : p.offset + p.size] = p.load(gradient[p.name])
        twin.step(values, gradient, t, 0.001)
        arena.fp[arena.hyper] = 0.001
        arena.run(loop.update)
        arena.ctx[abi.STEP] += 1
    for name, held in fresh.optimizer_state.items():
        for ours, theirs in (("exp_avg", "m"), ("exp_avg_sq", "v"), ("max_exp_avg_sq", "top")):
            np.testing.assert_allclose(held[ours], twin.state[theirs][name], rtol=1e-9, atol=1e-13)
        assert held["step"] == 5


def test_the_state_is_a_copy() -> None:
    trainer = made("Adam")
    before = trainer.arena.mem.copy()
    trainer.optimizer_state["0.bias"]["exp_avg"][:] = 7.0
    np.testing.assert_array_equal(trainer.arena.mem, before)
