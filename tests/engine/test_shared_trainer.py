"""One trainer in several threads: each call waits for the others, and answers as if it had been alone."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, StateError
from tests.engine.running import trainer_of

pytestmark = pytest.mark.skipif(INTERPRETED, reason="interpreted kernels hold Python's lock")
TURNS = 400


def made() -> Trainer:
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(300, 20)), rng.integers(0, 3, 300)
    layers = ["Linear(out_features=64)", "Tanh", "Linear(out_features=3)"]
    return trainer_of(layers, x, y, val=(x, y), training={"batch_size": 10, "epochs": 1000})


def together(*calls: Callable[[int], object]) -> None:
    """Make each call for TURNS times in a thread of its own, and raise what one of them raises."""
    with ThreadPoolExecutor(len(calls)) as pool:
        for future in [pool.submit(lambda call=call: [call(k) for k in range(TURNS)]) for call in calls]:
            future.result()


def test_threads_that_predict_get_their_own_answers() -> None:
    trainer, rng = made(), np.random.default_rng(6)
    inputs = [rng.normal(size=(n, 20)) for n in (1, 7, 500, 3000)]
    expected = [trainer.predict(x) for x in inputs]
    gradient = trainer.input_gradient(inputs[1], np.zeros(7, int))

    def ask(k: int) -> None:
        np.testing.assert_array_equal(trainer.predict(inputs[k % 4]), expected[k % 4])

    def ask_for_gradients(_k: int) -> None:
        np.testing.assert_array_equal(trainer.input_gradient(inputs[1], np.zeros(7, int)), gradient)

    together(ask, ask, ask_for_gradients)


def test_a_run_that_others_look_at_and_train_meanwhile_trains_as_one_alone() -> None:
    trainer, alone = made(), made()
    x = np.zeros((2000, 20))
    together(
        lambda _k: trainer.advance(3),
        lambda _k: trainer.advance(2),
        lambda _k: np.testing.assert_equal(np.isfinite(trainer.predict(x)), True),
        lambda _k: np.testing.assert_equal(np.isfinite(list(trainer.evaluate("train").values())), True),
    )
    alone.advance(5 * TURNS)
    assert trainer.step == alone.step
    np.testing.assert_array_equal(trainer.parameters["0.weight"], alone.parameters["0.weight"])
    np.testing.assert_array_equal(trainer.history["train/loss"], alone.history["train/loss"])


def test_states_that_are_taken_back_while_another_thread_trains_are_whole() -> None:
    trainer = made()
    trainer.advance(5)
    state = trainer.state()

    def check(_k: int) -> None:
        taken = trainer.state()
        trainer.restore(state)
        trainer.edit(lr=0.002)
        assert len(taken["history/0/column/step"]) == taken["counters"][0]

    together(lambda _k: trainer.advance(2), check)


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_trainer_is_not_copied_and_says_how_a_run_is_kept(take: Callable[[Trainer], object]) -> None:
    with pytest.raises(StateError, match=r"keep trainer\.state\(\) and restore it"):
        take(made())


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([10**9], "numbers holds 1000000000, and the training part has the examples 0 to 299"),
        ([0, -5], "numbers holds -5"),
        ([2**63], "numbers holds 9223372036854775808"),
        ([1.5], "must be whole numbers in one row, and are float64 of shape (1,)"),
        ([[0, 1], [2, 3]], "and are int64 of shape (2, 2)"),
        ("a", "must hold numbers"),
        (3, "single number"),
    ],
)
def test_only_examples_that_there_are_can_be_augmented(numbers: object, words: str) -> None:
    with pytest.raises(DataError) as caught:
        made().augmented(numbers)
    assert words in str(caught.value)


def test_of_no_examples_there_is_no_mean_gradient_but_a_sentence() -> None:
    with pytest.raises(DataError, match="inputs is empty"):
        made().feature_gradient(np.ones((0, 20)), np.zeros(0, int))
