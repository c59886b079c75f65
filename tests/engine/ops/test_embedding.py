"""An embedding says which numbers are no tokens before anything is trained."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.spec.errors import SpecError
from tests.engine.running import trainer_of

LAYERS = ["Embedding(num_embeddings=10, embedding_dim=3)", "Flatten", "Linear(out_features=2)"]


@pytest.mark.parametrize(
    ("x", "words"),
    [
        ([[1, 12]], r"knows the tokens 0 to 9, and the data hold 12; num_embeddings = 13 would hold all"),
        ([[-1, 3]], r"knows the tokens 0 to 9, and the data hold -1$"),
        ([[0.5, 3]], r"knows the tokens 0 to 9, and the data hold 0.5$"),
        ([[np.nan, 3]], r"knows the tokens 0 to 9, and the data hold nan$"),
    ],
    ids=str,
)
def test_numbers_that_are_no_tokens_are_refused_with_what_would_fit(x: list[list[float]], words: str) -> None:
    with pytest.raises(SpecError, match=rf"network.layers\[0\]: Embedding {words}"):
        trainer_of(LAYERS, np.array(x, float), np.array([1]))


def test_strange_tokens_of_the_validation_part_are_refused_too() -> None:
    x, y = np.array([[1.0, 2.0]]), np.array([1])
    with pytest.raises(SpecError, match="the data hold 10"):
        trainer_of(LAYERS, x, y, val=(np.array([[10.0, 2.0]]), y))


def test_every_token_of_the_table_is_taken() -> None:
    trainer = trainer_of(LAYERS, np.array([[0.0, 9.0]]), np.array([1]))
    trainer.advance(3)
    assert np.isfinite(trainer.history["train/loss"]).all()
