"""A run finds with how many helpers its steps are shortest, and tries others seldom."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from gdlab import Trainer
from gdlab.engine.machine import helper_choice
from gdlab.engine.machine.helper_choice import HelperChoice
from tests.engine.test_threads import arrays_of, spec_of

STEP = 0.004


def train(chosen: HelperChoice, parts: int, step: Callable[[int], float]) -> Counter[int]:
    """Train for some parts where a step takes ``step(helpers)``; return how many each number of helpers had."""
    spent: Counter[int] = Counter()
    for _ in range(parts):
        helpers, steps = chosen.helpers, min(chosen.steps, 1000)
        chosen.note(helpers, steps, sum(step(helpers) for _ in range(steps)))
        spent[helpers] += 1
    return spent


def noisy(step: Callable[[int], float], scatter: float) -> Callable[[int], float]:
    source = random.Random(0)
    return lambda helpers: step(helpers) * source.lognormvariate(0, scatter)


@pytest.mark.parametrize("scatter", [0, 0.5])
def test_helpers_that_pay_are_kept(scatter):
    spent = train(HelperChoice(1), 1200, noisy(lambda helpers: STEP / (1 + 0.7 * helpers), scatter))
    assert spent[0] < 0.03 * 1200


@pytest.mark.parametrize("scatter", [0, 0.5])
def test_helpers_that_hinder_are_sent_away(scatter):
    spent = train(HelperChoice(1), 1200, noisy(lambda helpers: STEP * (1 + 0.2 * helpers), scatter))
    assert spent[1] < 3 * helper_choice.FIRST + 0.03 * 1200, "two trials at the most until they are sent away"


def test_helpers_come_back_once_the_machine_is_quiet():
    chosen = HelperChoice(1)
    train(chosen, 600, lambda helpers: STEP * (1 + 0.2 * helpers))
    spent = train(chosen, 600, lambda helpers: STEP / (1 + 0.7 * helpers))
    assert spent[0] <= helper_choice.SELDOM + 1


@pytest.mark.parametrize("best", range(8))
def test_the_best_of_many_is_come_near_to(best):
    def step(helpers: int) -> float:
        return STEP * (1 + 0.3 * abs(helpers - best))

    chosen = HelperChoice(7)
    train(chosen, 1200, step)
    reached = {number: step(number) for number in (0, 1, 3, 7)}  # what halving seven comes to
    assert step(chosen._usual) == min(reached.values())


def test_what_tells_nothing_is_left_out():
    chosen = HelperChoice(3)
    train(chosen, 10, lambda helpers: STEP)
    before = vars(chosen).copy()
    for helpers, steps, seconds in ((chosen.helpers - 1, 10, 9.0), (chosen.helpers, 0, 9.0), (chosen.helpers, 10, 0.0)):
        chosen.note(helpers, steps, seconds)
    assert vars(chosen) == before


def test_parts_are_short_enough_to_try_another_number():
    chosen = HelperChoice(1)
    assert chosen.steps == 8
    chosen.note(1, 8, 8 * STEP)
    assert chosen.steps == int(helper_choice.PART / STEP)
    chosen.note(1, 8, 8 * 5.0)
    assert chosen.steps == 1


def test_a_run_tells_what_its_steps_took_and_one_call_is_cut_into_parts(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    noted = []
    kept = HelperChoice.note
    monkeypatch.setattr(HelperChoice, "note", lambda self, *told: (noted.append(told), kept(self, *told))[1])
    monkeypatch.setattr(helper_choice, "PART", 1e-9)
    run = Trainer(spec_of(), data=arrays_of())
    assert run.advance(20) == 20
    assert sum(steps for _, steps, _ in noted) >= 20, "evaluations count as steps"
    assert len(noted) >= 12, "eight steps, and one each from then on"
    assert all(seconds > 0 for *_, seconds in noted)
    whole = Trainer(spec_of(threads=1), data=arrays_of())
    whole.advance(20)
    assert (run.history["train/loss"] == whole.history["train/loss"]).all()
