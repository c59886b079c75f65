"""What a network has learnt, asked of runs while they train, after their end and opened again from a store."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.program.assembly import build_network
from gdlab.lab import views
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.asked import held_out
from gdlab.lab.inside.cost import multiply_adds
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.errors import DataError
from tests.lab.small import SMALL, spec, trained


def opened(run: Run) -> ActiveRun:
    return ActiveRun(run.spec, lambda _event: None, run=run)


def test_a_run_opened_from_a_store_answers_as_it_did_when_it_ended(tmp_path):
    averaged = spec(training__average="EMA(decay=0.9)")
    trainer = SpecTrainer(averaged)
    trainer.advance(10_000)
    store = Store(tmp_path / "runs.sqlite")
    store.save(run := train(averaged))
    again = opened(store.load([run.id])[0]).network()
    x = trainer.examples.x_val
    np.testing.assert_array_equal(again.predict(x), trainer.predict(x))
    np.testing.assert_array_equal(views.confusion(again).counts, views.confusion(trainer).counts)
    np.testing.assert_array_equal(views.boundary(again).field, views.boundary(trainer).field)


def test_a_run_on_arrays_shows_its_weights_and_says_why_nothing_else(tmp_path):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2)).astype(np.float32)
    store = Store(tmp_path / "runs.sqlite")
    store.save(run := train(SMALL, (x, (x[:, 0] > 0).astype(np.int64))))
    network = opened(store.load([run.id])[0]).network()
    np.testing.assert_array_equal(views.weights(network).parameters["0.weight"], run.parameters["0.weight"])
    with pytest.raises(DataError, match="arrays given from Python, which are not kept"):
        held_out(network)


@pytest.mark.parametrize(
    ("status", "why"),
    [(Status.IMPORTED, "its curves are known, its network is not"), (Status.FAILED, "no trained parameters")],
)
def test_a_run_without_a_network_says_why(status, why):
    with pytest.raises(DataError, match=why):
        opened(Run(SMALL, status=status)).network()


def test_a_sample_says_that_it_is_one():
    trainer = SpecTrainer(SMALL)
    assert held_out(trainer).words == "15 validation examples"
    some = held_out(trainer, 5)
    assert some.words == "a sample of 5 of 15 validation examples"
    np.testing.assert_array_equal(some.x, trainer.examples.x_val[some.rows])


@pytest.mark.parametrize(
    ("layers", "shape", "expected"),
    [
        (["Linear(out_features=5)", "ReLU", "Linear(out_features=3)"], (4,), {"0": 20, "2": 15}),
        (["Conv2d(out_channels=6, kernel_size=3, padding=1)"], (2, 8, 8), {"0": 6 * 2 * 9 * 64}),
        (["Conv2d(out_channels=4, kernel_size=3, groups=4)"], (4, 5, 5), {"0": 4 * 9 * 9}),
        (["LSTM(hidden_size=3)"], (7, 2), {"0": 7 * 4 * 3 * (2 + 3)}),
        (["Embedding(num_embeddings=9, embedding_dim=3)", "LayerNorm", "Linear(out_features=2)"], (5,), {"2": 30}),
        ([{"type": "Residual", "layers": ["Linear(out_features=4)"]}], (4,), {"0.layers.0": 16}),
    ],
)
def test_multiply_adds_are_those_of_the_matrices(layers, shape, expected):
    assert multiply_adds(build_network(spec(network__layers=layers), shape)[0].instructions) == expected


def test_images_come_wrong_ones_first_the_surest_mistakes_before_others():
    run = trained(data={"type": "digits"}, network__layers=["Linear(out_features=10)"], training__epochs=1)
    network = opened(run).network()
    found = views.predictions(network, 400)
    mistaken = found.predicted != found.true
    assert 0 < found.wrong == mistaken.sum() < found.asked == 359
    assert mistaken[: found.wrong].all()
    assert (np.diff(found.confidence[: found.wrong]) <= 0).all()
    shares = views.class_probabilities(network.predict(found.inputs).astype(np.float64), network)
    np.testing.assert_allclose(found.true_confidence, shares[np.arange(359), found.true])
