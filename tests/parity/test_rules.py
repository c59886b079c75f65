"""Every shipped update rule goes where its own export as an optimizer of PyTorch goes, run by PyTorch itself."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from tests.engine.running import trainer_of
from tests.parity.optimizer_cases import BATCH, LAYERS, SHAPES, examples, start
from tests.parity.rule_cases import FIGURES, STEPS, exported, texts

KEPT = np.load(FIGURES)
TOLERANCE = {"float32": 1e-5, "float64": 1e-10}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", texts())
def test_a_rule_moves_the_parameters_as_its_export_does_in_pytorch(name: str, dtype: str) -> None:
    x, y = examples()
    training = {"batch_size": BATCH, "epochs": 1000, "shuffle": False, "dtype": dtype, "max_steps": STEPS}
    rule = {"type": "UpdateRule", "text": texts()[name]}
    trainer = trainer_of(LAYERS, x, y, parameters=start(), optimizer=rule, training=training)
    for theirs in KEPT[f"{name}/{dtype}"]:
        trainer.advance(STEPS // 10)
        ours = np.concatenate([trainer.parameters[k].ravel() for k in SHAPES])
        assert np.abs(ours - theirs).max() / np.abs(theirs).max() < TOLERANCE[dtype]


def test_the_figures_are_those_of_the_export_as_it_is() -> None:
    digests = {name: hashlib.sha256(source.encode()).hexdigest() for name, source in exported().items()}
    assert {name: str(KEPT[f"{name}/digest"]) for name in digests} == digests
