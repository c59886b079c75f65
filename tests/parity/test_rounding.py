"""In single precision, gradients of convolutions are no further from the exact ones than twice PyTorch's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gdlab.engine.trainer import Trainer
from tests.engine.running import trainer_of
from tests.parity.cases import Case
from tests.parity.rounding_cases import ROUNDING_CASES, rounded_start, rounding_error

PYTORCH = json.loads(Path(__file__).with_name("rounding.json").read_text())


def gradients(case: Case, dtype: str) -> dict[str, np.ndarray]:
    """Return the gradient of the first batch's loss by each parameter, as stored."""
    training = {"batch_size": case.batch, "epochs": 1, "shuffle": False, "dtype": dtype}
    x = case.inputs().astype("float32").astype("float64")
    trainer: Trainer = trainer_of(case.layers, x, case.answers(), optimizer="SGD(lr=0.0)", training=training)
    parameters = trainer.arena.program.parameters
    values = rounded_start(case, {p.name: p.shape for p in parameters})
    for p in parameters:
        trainer.arena.mem[p.offset : p.offset + p.size] = p.load(values[p.name])
    trainer.advance(1)
    return {p.name: trainer.arena.gradient[p.offset : p.offset + p.size].copy() for p in parameters}


@pytest.mark.parametrize("name", ROUNDING_CASES)
def test_gradients_are_within_twice_pytorchs_rounding_error(name: str) -> None:
    single, double = (gradients(ROUNDING_CASES[name], dtype) for dtype in ("float32", "float64"))
    ratios = {k: rounding_error(single[k], double[k]) / theirs for k, theirs in PYTORCH[name].items()}
    assert max(ratios.values()) <= 2.0, ratios
