"""Each optimizer's edge of stability is where the engine's own update begins to grow along a direction."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.walker import ReusableArena
from gdlab.engine.machine import abi, loop
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import load_members, members
from tests.engine.running import trainer_of

#: A state in which the preconditioner stands still: a step late in a run, and second moments that hardly change.
_STEP, _SLOW = 1_000_000, 1 - 1e-9
_SQUARES = {"exp_avg_sq", "max_exp_avg_sq", "exp_inf", "square_avg", "sum", "acc_delta"}
_NUMBERS = {"mu_product": 0.0, "eta": 0.1 / 1001**0.1, "lr_max": 0.1, "weight_sum": 5.0, "last_push": 1e18}

CASES = [
    ("SGD(lr=0.1)", False),
    ("SGD(lr=0.1, momentum=0.9, weight_decay=0.5)", False),
    ("PerturbedSGD(lr=0.1, momentum=0.5)", False),
    ("ASGD(lr=0.1, lambd=0.01, weight_decay=0.3, alpha=0.1)", False),
    (f"Adam(lr=0.1, betas=(0.9, {_SLOW}))", True),
    (f"Adam(lr=0.1, betas=(0.8, {_SLOW}), amsgrad=True, weight_decay=0.4)", True),
    (f"AdamW(lr=0.1, betas=(0.9, {_SLOW}), weight_decay=0.5)", True),
    (f"NAdam(lr=0.1, betas=(0.9, {_SLOW}))", True),
    (f"RAdam(lr=0.1, betas=(0.9, {_SLOW}))", True),
    (f"Adamax(lr=0.1, betas=(0.9, {_SLOW}))", True),
    ("RMSprop(lr=0.1, alpha=1)", True),
    ("RMSprop(lr=0.1, alpha=1, momentum=0.6, centered=True)", True),
    ("Adagrad(lr=0.1, lr_decay=1e-6)", True),
    ("Adadelta(lr=0.5, rho=1)", True),
    (f"ScheduleFreeAdamW(lr=0.1, betas=(0.9, {_SLOW}), weight_decay=0.2)", True),
]


def prepared(call: str) -> tuple[ReusableArena, Optimizer, StepState]:
    """Return an arena late in a descent, its optimizer, and the state that it then has."""
    load_members()
    held = ReusableArena(_optimizer(call))
    optimizer = held.spec.optimizer
    assert isinstance(optimizer, Optimizer)
    arena = held.arena
    arena.set_hyper(optimizer.hyper())
    arena.ctx[abi.STEP] = _STEP
    for name in arena.vectors:
        if name in _SQUARES:
            arena.vector(name)[:] = 7.0
    for name in arena.numbers:
        arena.number(name)[:] = _NUMBERS.get(name, arena.number(name))
    vectors = {name: arena.vector(name)[0].copy() for name in arena.vectors}
    numbers = {name: float(arena.number(name)[0]) for name in arena.numbers}
    return held, optimizer, StepState(_STEP, vectors, numbers)


def _optimizer(call: str) -> Optimizer:
    from gdlab.diagnose.arena import optimizers_of

    (made,) = optimizers_of([call])
    assert isinstance(made, Optimizer)
    return made


@pytest.mark.parametrize(("call", "adaptive"), CASES)
def test_a_descent_on_a_parabola_grows_just_above_the_edge_and_shrinks_just_below(call: str, adaptive: bool) -> None:
    growths = []
    for share in (0.98, 1.02):
        held, optimizer, state = prepared(call)
        diagonal = optimizer.preconditioner(state)
        assert (diagonal is not None) == adaptive
        scale = float(diagonal[0]) if diagonal is not None else 1.0
        curvature = share * scale * optimizer.stability_edge(optimizer.lr, None, state)
        curvature -= optimizer.coupled_decay if adaptive else 0.0
        arena, size = held.arena, []
        arena.weights[:] = 1e-100
        for name in ("x", "z", "ax"):
            if name in arena.vectors:
                arena.vector(name)[:] = 1e-100
        for _ in range(600):
            arena.gradient[:] = curvature * arena.weights
            arena.run(loop.update)
            arena.ctx[abi.STEP] += 1
            size.append(float(np.abs(arena.weights).max()))
        growths.append(np.log(max(size[-50:]) / max(size[200:250])))
    assert growths[0] < 0 < growths[1]
    assert optimizer.edge_formula()


@pytest.mark.parametrize("name", ["Lion", "Rprop", "Muon", "Adafactor", "SAM", "LBFGS", "UpdateRule"])
def test_an_optimizer_whose_steps_no_curvature_bounds_has_no_edge(name: str) -> None:
    load_members()
    optimizer = members("optimizer")[name]()
    assert isinstance(optimizer, Optimizer)
    assert np.isnan(optimizer.stability_edge(0.1))
    assert optimizer.edge_formula() == ""
    assert not optimizer.preconditions


def test_the_edge_of_adam_is_38_over_the_rate() -> None:
    assert _optimizer("Adam").stability_edge(0.001) == pytest.approx(38_000)
    assert _optimizer("Adam").edge_formula() == "2(1+β₁)/((1−β₁)γ)"


def test_full_batch_adam_comes_to_its_own_edge_and_stays_there() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((40, 5))
    layers = ["Linear(out_features=12)", "Tanh", "Linear(out_features=1)"]
    training = {"batch_size": "full", "epochs": 2400, "curvature_every": 100}
    adam = "Adam(lr=0.01, betas=(0.9, 0.99))"
    trainer = trainer_of(layers, x, rng.standard_normal(40), loss="MSELoss", optimizer=adam, training=training)
    trainer.advance(2400)
    held, edge = trainer.history["train/preconditioned_sharpness"], trainer.history["train/stability_edge"]
    assert edge == pytest.approx(np.full(len(edge), 3800.0))
    assert np.median(held[-10:]) == pytest.approx(3800, rel=0.2)
