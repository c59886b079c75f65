"""The part of a gain that was luck, against a simulation in which the truth is known."""

from __future__ import annotations

import numpy as np

from gdlab.lab.sweeps.confirm import CheckedConfiguration, Confirmation
from gdlab.lab.sweeps.luck import Luck, luck_of
from gdlab.lab.sweeps.report import luck_sentences


def simulated(rng: np.random.Generator, spread: float) -> tuple[float, float, float, float]:
    """Search among 40 configurations; return luck and true luck, and the true gain with its place in the interval."""
    truth = np.append(0.0, rng.normal(0.0, spread, 40))  # losses; the spec itself is 0
    seen = truth + rng.normal(0.0, 1.0, truth.size) / np.sqrt(2)
    best = int(seen[1:].argmin()) + 1
    seeds = rng.normal(0.0, 0.5, 5)  # what a seed does to every configuration
    reference = truth[0] + seeds + rng.normal(0.0, 1.0, 5)
    again = truth[best] + seeds + rng.normal(0.0, 1.0, 5)
    found = luck_of(seen[0], seen[best], reference, again, higher=False)
    true_gain = truth[0] - truth[best]
    return found.luck, found.seen - true_gain, true_gain, float(found.found.low <= true_gain <= found.found.high)


def test_the_luck_is_told_without_bias_and_its_interval_covers():
    rng = np.random.default_rng(7)
    for spread in (0.0, 0.5, 2.0):
        drawn = np.array([simulated(rng, spread) for _ in range(1500)])
        error = drawn[:, 0] - drawn[:, 1]
        assert abs(error.mean()) < 3.5 * error.std() / np.sqrt(len(error))
        assert 0.93 < drawn[:, 3].mean() < 0.97


def test_a_search_among_equals_gains_by_luck_alone():
    rng = np.random.default_rng(8)
    drawn = np.array([simulated(rng, 0.0) for _ in range(500)])
    assert drawn[:, 1].mean() > 1.0  # the best of 40 looks better by more than a standard deviation
    assert abs(drawn[:, 0].mean() - drawn[:, 1].mean()) < 0.15


def test_the_verdict_has_three_values():
    held = luck_of(1.0, 0.0, [1.0, 1.1, 0.9], [0.0, 0.2, 0.1], higher=False)
    lost = luck_of(1.0, 0.0, [1.0, 1.1, 0.9], [1.5, 1.7, 1.4], higher=False)
    open_ = luck_of(0.5, 0.6, [0.5, 0.6, 0.7], [0.7, 0.5, 0.8], higher=True)
    assert [one.told for one in (held, lost, open_)] == ["held", "did not hold", "cannot be told"]
    assert held.share < 0.2
    assert lost.share > 1
    sentences = [luck_sentences(_confirmation(one))[-1] for one in (held, lost, open_)]
    assert sentences[0] == "10 % of the gain (0.100) was luck of the search's seeds and examples"
    assert "100 % of the gain" in sentences[1]
    assert sentences[2] == "How much of it was luck cannot be told either"


def test_a_gain_that_was_larger_again_is_called_no_luck_only_where_it_is_told():
    sure = luck_of(1.0, 0.9, [1.0, 1.1, 0.9], [0.0, 0.2, 0.1], higher=False)
    open_ = luck_of(1.0, 0.99, [1.0, 1.1, 0.9], [0.7, 1.2, 0.9], higher=False)
    assert open_.share < 0
    assert luck_sentences(_confirmation(sure))[-1] == "None of the gain was luck"
    assert luck_sentences(_confirmation(open_))[-1] == "How much of it was luck cannot be told either"


def _confirmation(luck: Luck) -> Confirmation:
    row = CheckedConfiguration("lr=0.1", 0, 0.0, (0.0, 0.2, 0.1), luck.found)
    return Confirmation("val/loss", False, (row, row), luck)


def test_the_field_that_decides_is_the_most_important_and_its_interval_holds_the_truth():
    from gdlab.lab.sweeps.importance import parameter_importance
    from gdlab.lab.sweeps.trial import SweepTrial, TrialState

    rng = np.random.default_rng(3)
    trials = []
    for i in range(120):
        values = {"lr": float(10 ** rng.uniform(-4, 0)), "size": int(rng.integers(1, 4)), "none": float(rng.uniform())}
        figure = np.log10(values["lr"]) ** 2 + 0.5 * values["size"] + rng.normal(0, 1)
        trials.append(SweepTrial(i, values, {}, TrialState.COMPLETE, (float(figure),)))
    found = {one.name: one for one in parameter_importance(trials)}
    assert next(iter(found)) == "lr"
    assert found["lr"].low > found["none"].high
    assert found["none"].low == 0.0
    assert all(one.low <= one.share <= one.high for one in found.values())
    assert parameter_importance(trials[:9]) == []
