"""Every optimizer, with each of its options, goes where PyTorch's goes, from the same start on the same batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi, job_columns, loop
from gdlab.engine.program.arena import Arena
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from tests.engine.running import trainer_of
from tests.parity.optimizer_cases import BATCH, CASES, LAYERS, ROUNDED_STEPS, SHAPES, Case, examples, slope, start

FOLDER = Path(__file__).with_name("optimizers")
FIGURES = np.load(FOLDER / "figures.npz")
DEFAULTS = json.loads((FOLDER / "defaults.json").read_text())
TOLERANCE = {"float32": 1e-4, "float64": 1e-9}
#: PyTorch's options that ask for another implementation of the same rule.
NOT_HERE = {"foreach", "fused", "capturable", "differentiable"}
#: Where PyTorch's default None is written otherwise in a spec file.
NONE_IS = {"max_eval": 0, "line_search_fn": "none", "adjust_lr_fn": "original"}


def trainer_for(case: Case, dtype: str) -> Trainer:
    x, y = examples()
    training = {"batch_size": "full" if case.full else BATCH, "epochs": 1000, "shuffle": False, "dtype": dtype}
    training |= {"max_steps": case.steps, **case.training}
    optimizer = {"type": case.optimizer, **case.options}
    return trainer_of(LAYERS, x, y, parameters=start(), optimizer=optimizer, training=training)


def flat(parameters: dict[str, np.ndarray]) -> np.ndarray:
    return np.concatenate([parameters[k].ravel() for k in SHAPES])


def relative(ours: np.ndarray, theirs: np.ndarray) -> float:
    assert ours.shape == theirs.shape
    assert np.isfinite(theirs).all()
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


def kernel_steps(arena: Arena, lr: float, steps: int) -> None:
    """Drive the optimizer's kernel with the quadratic's gradients."""
    a, place = arena, int(arena.job[job_columns.GRADIENTS])
    for step in range(steps):
        for p in a.program.parameters:
            values = p.export(a.mem[p.offset : p.offset + p.size])
            gradient = slope(values.astype(np.float64), step)
            a.mem[place + p.offset : place + p.offset + p.size] = p.load(gradient)
        a.fp[a.hyper] = lr
        a.run(loop.update)
        a.ctx[abi.STEP] += 1


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", CASES)
def test_moves_the_parameters_as_pytorch_does(name: str, dtype: str) -> None:
    case = CASES[name]
    steps = case.steps_in(dtype)
    trainer = trainer_for(case, dtype)
    if case.problem == "quadratic":
        kernel_steps(trainer.arena, trainer.spec.optimizer.lr, steps)
    else:
        assert trainer.advance(steps) == steps
    bound = TOLERANCE[dtype] * case.loose
    assert relative(flat(trainer.parameters), FIGURES[f"{name}/{dtype}/parameters"]) < bound
    if case.problem == "network":
        losses = trainer.history["train/loss"][:: max(1, steps // 5)]
        assert relative(losses, FIGURES[f"{name}/{dtype}/losses"]) < bound
    if f"{name}/{dtype}/average" in FIGURES:
        theirs = FIGURES[f"{name}/{dtype}/average"]
        assert relative(flat(trainer.averaged_parameters), theirs) < bound


def test_muon_stays_near_pytorchs_rounding_to_bfloat16() -> None:
    trainer = trainer_for(CASES["Muon-0"], "float32")
    first = flat(trainer.parameters)
    trainer.advance(ROUNDED_STEPS)
    theirs = FIGURES["Muon-bfloat16/parameters"]
    moved = np.linalg.norm(theirs - first)
    # bfloat16 keeps eight bits, and five iterations stretch what it loses: 3 % of the way was measured
    assert np.linalg.norm(flat(trainer.parameters) - theirs) < 0.05 * moved


def plain(value: Any) -> Any:
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize("name", DEFAULTS["defaults"])
def test_options_and_defaults_are_pytorchs(name: str) -> None:
    catalogue.load_engine_members()
    fields = members("optimizer")[name].model_fields
    for option, default in DEFAULTS["defaults"][name].items():
        if option in NOT_HERE:
            continue
        expected = NONE_IS.get(option, 0.0) if default is None else default
        ours = plain(fields[option].default)
        assert ours == ([v or 0.0 for v in expected] if option == "eps" and name == "Adafactor" else plain(expected))


def test_every_optimizer_has_a_case_or_a_twin() -> None:
    from tests.reference.optimizers import TWINS

    catalogue.load_engine_members()
    known = set(members("optimizer"))
    compared = {c.optimizer for c in CASES.values()}
    assert known - compared == set(TWINS) - set(DEFAULTS["defaults"]), (
        "a case here, or a twin for one that PyTorch lacks"
    )
    assert known <= set(TWINS), "a twin in tests/reference/optimizers.py"


def test_every_option_has_a_case() -> None:
    catalogue.load_engine_members()
    for name in DEFAULTS["defaults"]:
        tried = {o for c in CASES.values() if c.optimizer == name for o in c.options}
        own = set(members("optimizer")[name].model_fields) & set(DEFAULTS["defaults"][name])
        # ``maximize`` is tested beside the optimizers: bit for bit what the opposite gradient gives.
        assert own - tried <= {"lr", "max_eval", "maximize"}, name
