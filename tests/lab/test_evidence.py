"""Intervals cover what they say, and ties, missing and infinite figures tell no more than they can."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.lab.evidence import alike, evidence_for_all, evidence_for_any, less, within
from gdlab.lab.intervals import interval, share_ends, student_ends

INF, NAN = float("inf"), float("nan")
N, SAMPLES = 5, 20_000
RNG = np.random.default_rng(7)


@pytest.mark.parametrize(
    ("draw", "middle"),
    [(lambda s: RNG.lognormal(size=s), 0.0), (lambda s: RNG.exponential(size=s), -np.euler_gamma),
     (lambda s: RNG.lognormal(sigma=2.0, size=s), 0.0)],
)  # fmt: skip
def test_the_interval_of_skewed_figures_covers_their_geometric_mean(draw, middle):
    low, high = student_ends(np.log(draw((SAMPLES, N))))
    assert 0.93 < ((low <= middle) & (middle <= high)).mean() < 0.97


def test_the_interval_of_even_figures_covers_their_mean():
    low, high = student_ends(RNG.normal(size=(SAMPLES, N)))
    assert 0.94 < ((low <= 0) & (high >= 0)).mean() < 0.96


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2, 0.5, 0.9, 0.99])
def test_the_interval_of_a_share_covers_it_at_least_so_often(share):
    low, high = share_ends(RNG.binomial(N, share, SAMPLES), N)
    assert ((low <= share) & (share <= high)).mean() > 0.945


def test_the_interval_of_proportions_ends_at_0_and_1():
    high = interval(np.array([0.9, 1, 1, 1, 1]), "proportion")
    assert high.low < 0.98 < high.high == 1
    assert str(high).startswith("0.980 (0.92")
    assert interval(np.array([0.02, 0, 0, 0.01, 0]), "proportion").low == 0
    even = np.array([0.4, 0.5, 0.6, 0.45])
    assert interval(even, "proportion") == interval(even)


def test_equal_figures_have_the_interval_of_what_they_are():
    assert str(interval(np.ones(8), "share")) == "1.00 (0.631 to 1.00)"
    assert str(interval(np.full(5, 3.0))) == "3.00"
    found = interval(np.array([1.0, 10.0, 100.0]), "log")
    assert found.mean == pytest.approx(10.0)
    assert found.low > 0


@pytest.mark.parametrize("draw", [RNG.standard_normal, RNG.standard_exponential, lambda s: RNG.integers(0, 2, s) * 1.0])
def test_equal_variants_are_seldom_told_apart(draw):
    found = [less(a, b) for a, b in zip(draw((2_000, N)), draw((2_000, N)), strict=True)]
    assert np.mean([e.held < 0.05 for e in found]) < 0.035
    assert np.mean([e.failed < 0.05 for e in found]) < 0.035


@pytest.mark.parametrize("seeds", [2, 3, 5])
@pytest.mark.parametrize("examples", [30, 100])
def test_equal_accuracies_are_seldom_told_apart(seeds, examples):
    first, second = RNG.binomial(examples, 0.95, (2, 2_000, seeds)) / examples
    found = [less(a, b, effect=0.01) for a, b in zip(first, second, strict=True)]
    assert np.mean([e.held < 0.05 for e in found]) < 0.035
    assert np.mean([e.failed < 0.05 for e in found]) < 0.035


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ([1, 2, 3, 4, 5], [2.1, 3.2, 4.1, 5.3, 6.2], "held"),
        ([1, NAN, NAN, NAN, NAN], [2, 2, 2, 2, 2], ""),
        ([INF] * 5, [INF] * 5, ""),
        ([3] * 5, [INF] * 5, "held"),
        ([INF] * 5, [3] * 5, "failed"),
        ([1, 1, 1, 1, INF], [2] * 5, ""),
        ([2] * 5, [2] * 5, ""),
        ([1], [2], ""),
        ([0.9] * 2, [14 / 15] * 2, ""),
        ([0.9, 14 / 15], [14 / 15, 29 / 30], ""),
        ([0.9] * 5, [14 / 15] * 5, "held"),
        ([np.pi] * 2, [2 * np.pi] * 2, "held"),
        ([1e200, 2e200, 3e200], [2e200, 3e200, 4.1e200], "held"),
        ([1.0, 1.1, 0.9, 1.05, 0.95], [1.004, 1.104, 0.905, 1.0541, 0.954], ""),
    ],
)
def test_lower_is_told_only_where_the_figures_tell_it(a, b, told):
    found = less(np.array(a, float), np.array(b, float), effect=0.01)
    assert (found.held < 0.05, found.failed < 0.05) == (told == "held", told == "failed")


@pytest.mark.parametrize(
    ("values", "low", "high", "scale", "told"),
    [
        ([1, 1.1, 0.9, 1.05, 0.95], 0.5, 1.5, "plain", "held"),
        ([1, 1.1, 0.9, 1.05, INF], 0.5, 1.5, "plain", ""),
        ([INF] * 5, 0.5, 1.5, "plain", "failed"),
        ([1] * 5, 0.9, INF, "share", ""),
        ([1] * 5, 0.4, INF, "share", "held"),
        ([0] * 8, 0.5, INF, "share", "failed"),
        ([1, NAN, 1, 1, 1], 0, 2, "plain", ""),
        ([0.1, 10, 0.2, 5, 1], 0.9, 1.1, "log", ""),
        ([3] * 3, 3, 3, "plain", "held"),
        ([1, 2, 3], -INF, 0, "log", "failed"),
        ([1, 2, 3], -INF, -1, "log", "failed"),
        ([1, 2, 3], -1, 9, "log", "held"),
        ([1.1e300, 1.0e300, 1.2e300], 0, 1e299, "plain", "failed"),
    ],
)
def test_a_bound_is_told_only_where_the_figures_tell_it(values, low, high, scale, told):
    found = within(np.array(values, float), low, high, scale=scale)
    assert (found.held < 0.05, found.failed < 0.05) == (told == "held", told == "failed")


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ([1, 1.1, 0.9], [1.01, 1.09, 0.9], "held"),
        ([INF] * 5, [INF] * 5, ""),
        ([INF] * 5, [1] * 5, "failed"),
        ([1, 5, -3], [0, 0, 0], ""),
        ([1, 1.1, 0.9], [3, 3, 3.1], "failed"),
        ([2] * 4, [2] * 4, "held"),
    ],
)
def test_alike_is_a_statement_that_has_to_be_shown(a, b, told):
    found = alike(np.array(a, float), np.array(b, float), 0.2)
    assert (found.held < 0.05, found.failed < 0.05) == (told == "held", told == "failed")


def test_all_of_several_need_all_and_one_of_several_pays_for_their_number():
    strong, weak = less(np.zeros(5), np.full(5, 1.0)), less(np.zeros(5), np.zeros(5))
    assert evidence_for_all([strong, weak]).held == 1.0
    assert evidence_for_any([strong, weak]).held == pytest.approx(2 * strong.held)
    assert evidence_for_all([]).held == evidence_for_any([]).held == 1.0
