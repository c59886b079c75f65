"""Every layer, activation and loss trains as PyTorch's does, from the same start on the same batches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from tests.engine.running import trainer_of
from tests.parity.cases import SGD, Case, all_cases, start

CASES = all_cases()
FOLDER = Path(__file__).with_name("layers")
TOLERANCE = {"float32": 1e-4, "float64": 1e-9}


def train(case: Case, dtype: str) -> Trainer:
    """Return the trainer of a case after its last step."""
    epochs = 1 + case.steps // -(-case.examples // case.batch)
    training = {"batch_size": case.batch, "epochs": epochs, "max_steps": case.steps, "shuffle": False}
    training |= {"dtype": dtype, **(case.training or {})}
    trainer = trainer_of(
        case.layers,
        case.inputs(),
        case.answers(),
        loss=case.loss_table,
        optimizer=case.optimizer or SGD,
        training=training,
    )
    shapes = {p.name: p.shape for p in trainer.arena.program.parameters}
    values = start(case, shapes)
    for p in trainer.arena.program.parameters:
        trainer.arena.mem[p.offset : p.offset + p.size] = p.load(values[p.name])
    trainer.advance(case.steps)
    return trainer


def relative(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Return the largest difference over the largest figure."""
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-3)) if theirs.size else 0.0


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", CASES)
def test_trains_as_pytorch_does(name: str, dtype: str) -> None:
    case = CASES[name]
    stored = np.load(FOLDER / f"{name}.npz")
    figures = {k.removeprefix(f"{dtype}/"): stored[k] for k in stored.files if k.startswith(dtype)}
    trainer = train(case, dtype)
    bound = TOLERANCE[dtype] * case.loose
    assert trainer.step == case.steps == len(figures["losses"])
    assert relative(trainer.history["train/loss"], figures["losses"]) < bound
    ours = trainer.parameters
    theirs = {k.removeprefix("state/"): v for k, v in figures.items() if k.startswith("state/")}
    assert set(ours) == set(theirs)
    assert {k: v.shape for k, v in ours.items()} == {k: v.shape for k, v in theirs.items()}
    off = {k: relative(ours[k], v) for k, v in theirs.items()}
    assert max(off.values(), default=0.0) < bound, off
    outputs = trainer.predict(case.inputs()[:4])
    assert relative(outputs.reshape(4, -1), figures["outputs"].reshape(4, -1)) < bound


def test_every_layer_and_loss_has_a_case() -> None:
    catalogue.load_engine_members()
    layers = {layer["type"] for case in CASES.values() for layer in case.layers}
    losses = {case.loss_table["type"] for case in CASES.values()}
    assert not set(members("layer")) - layers, "add cases to tests/parity/families/"
    assert not set(members("loss")) - losses, "add cases to tests/parity/families/"


def test_every_file_of_figures_has_a_case() -> None:
    assert {path.stem for path in FOLDER.glob("*.npz")} == set(CASES)
