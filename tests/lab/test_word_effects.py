"""The effect of each word of a sentence on a text classifier's answer."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.data.loading import load
from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.word_effects import has_sentences, word_effects
from gdlab.spec.change import change
from gdlab.spec.errors import DataError
from gdlab.spec.run import RunSpec
from tests.lab.small import SMALL

_TEXTS = RunSpec(
    data={"type": "reviews", "limit": 200, "vocabulary": 100},
    network={"layers": ["Linear(out_features=2)"]},
    optimizer="Adam(lr=0.02)",
    training={"epochs": 2, "batch_size": 40},
)


def trained(**changes: object) -> Trainer:
    spec = change(_TEXTS, {name.replace("__", "."): value for name, value in changes.items()})
    trainer = Trainer(spec, load(spec.data, spec.seed))
    trainer.advance(8)
    return trainer


def test_of_a_linear_network_on_counts_a_words_effect_is_its_weight():
    trainer = trained()
    words = list(trainer.examples.extra["vocabulary"])
    sentence = f"{words[3]} unheard {words[7]} {words[3]}"
    found = word_effects(trainer, sentence=sentence)
    weights = trainer.parameters["0.weight"]
    chosen = trainer.examples.classes.index(found.predicted)
    wanted = [weights[chosen, 3], 0.0, weights[chosen, 7], weights[chosen, 3]]
    np.testing.assert_allclose(found.effects, wanted, atol=1e-5)
    assert found.known.tolist() == [True, False, True, True]
    assert found.true == ""


def test_of_word_numbers_it_is_the_answer_less_the_answer_without_the_word():
    layers = ["Embedding(num_embeddings=100, embedding_dim=4)", "Flatten", "Linear(out_features=2)"]
    trainer = trained(data__encoding="indices", data__length=12, network__layers=layers)
    examples = trainer.examples
    number = {word: k for k, word in enumerate(examples.extra["vocabulary"])}
    for row in (0, 5):
        found = word_effects(trainer, example=row)
        tokens = [number.get(word, 1) for word in found.words]

        def asked(tokens: list[int]) -> np.ndarray:
            used = tokens[:12]
            return trainer.predict(np.array([[0] * (12 - len(used)) + used], np.float32))[0]

        whole = trainer.predict(examples.x_val[row : row + 1])[0]
        chosen = int(whole.argmax())
        wanted = [whole[chosen] - asked(tokens[:k] + tokens[k + 1 :])[chosen] for k in range(len(tokens))]
        np.testing.assert_allclose(found.effects, wanted, atol=1e-5)
        assert found.true == examples.classes[int(examples.y_val[row])]


def test_other_data_and_sentences_without_a_word_are_refused():
    trainer = trained()
    with pytest.raises(DataError, match="no word"):
        word_effects(trainer, sentence="… !")
    assert not has_sentences(load(SMALL.data, SMALL.seed))
