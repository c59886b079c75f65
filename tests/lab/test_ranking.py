"""A ranking is paired by seed and says what cannot be told."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import gdlab
from gdlab.lab.compare import compare
from gdlab.lab.intervals import interval, scatters_by_factors
from gdlab.lab.paired import holm, paired_difference
from gdlab.lab.ranking import rank
from gdlab.lab.run import Run
from gdlab.lab.scatter_remark import scatter_remarks
from tests.lab.small import SMALL, spec


def run_with(values: list[float], seed: int, tag: str = "val/loss") -> Run:
    """Return a run whose curve has these values at the steps 10, 20, ..."""
    run = Run(SMALL.replace(seed=seed), name=f"run {seed}")
    steps = 10.0 * np.arange(1, len(values) + 1)
    index = dict.fromkeys(("step", "epoch", "examples", "gradients", "elapsed", "wall_time"), steps)
    run.history.record(index, {tag: np.array(values)}, len(values))
    return run


def group(label: str, ends: list[float], tag: str = "val/loss") -> tuple[str, list[Run]]:
    return label, [run_with([end], seed, tag) for seed, end in enumerate(ends)]


DRAWS = {
    "normal": lambda rng, size: rng.normal(0, 1, size),
    "skewed": lambda rng, size: rng.exponential(1, size),
    "binary": lambda rng, size: (rng.random(size) < 0.3).astype(float),
}


@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("seeds", [3, 5, 10, 20])
def test_the_interval_of_a_difference_covers_the_truth_in_95_of_100_experiments(kind, seeds):
    rng, experiments, covered = np.random.default_rng(seeds), 600, 0
    for _ in range(experiments):
        shared = rng.integers(0, 9, seeds)  # what a seed does to every variant
        first, second = (DRAWS[kind](rng, seeds) + shared for _ in range(2))
        found = paired_difference(first, second + 0.5)
        covered += np.isnan(found.low) or found.low <= 0.5 <= found.high
    assert covered / experiments >= 0.93


@pytest.mark.parametrize("seeds", [3, 5, 10, 20])
@pytest.mark.parametrize(
    ("draw", "middle"),
    [(lambda rng, size: rng.lognormal(-3, 1, size), np.exp(-3)),
     (lambda rng, size: rng.exponential(1, size), np.exp(-np.euler_gamma))],
)  # fmt: skip
def test_the_interval_that_is_said_of_figures_that_scatter_by_factors_covers_their_geometric_mean(draw, middle, seeds):
    figures = draw(np.random.default_rng(seeds), (500, seeds))
    found = [interval(values, "log") for values in figures if scatters_by_factors(values)]
    assert np.mean([each.low <= middle <= each.high for each in found]) >= 0.92


def test_figures_that_scatter_by_factors_are_remarked_on_with_their_geometric_mean():
    runs = [group("SGD", [0.01, 0.1, 0.03]), group("Adam", [0.2, 0.21, 0.22])]
    (remark,) = scatter_remarks(runs, ["val/loss"])
    assert "The validation loss of SGD scatters by factors over its seeds (0.01000 to 0.1000)" in remark
    assert "the geometric mean is 0.03107 (95 % CI" in remark
    assert not scatter_remarks([group("SGD", [0.1, 0.9, 0.3], "val/accuracy")], ["val/accuracy"])


@pytest.mark.parametrize("kind", DRAWS)
def test_variants_that_do_not_differ_are_ranked_in_at_most_one_of_twenty_comparisons(kind):
    rng, told = np.random.default_rng(1), 0
    for _ in range(200):
        runs = [DRAWS[kind](rng, 6) for _ in range(4)]
        pairs = [paired_difference(a, b).p for i, a in enumerate(runs) for b in runs[:i]]
        told += min(holm(pairs)) < 0.05
    assert told / 200 <= 0.075


def test_the_paired_test_is_scipys_and_holm_raises_the_smallest_most():
    first, second = np.array([0.2, 0.4, 0.3, 0.6]), np.array([0.3, 0.7, 0.4, 0.8])
    found = paired_difference(first, second)
    theirs = stats.ttest_rel(second, first)
    assert found.p == pytest.approx(theirs.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(theirs.confidence_interval()))
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])


def test_a_difference_that_every_seed_shares_is_told_although_the_seeds_differ_more():
    found = rank([group("SGD", [1.0, 5.0, 3.0, 9.0]), group("Adam", [0.51, 4.5, 2.48, 8.5])], "val/loss")
    assert found.order == ("Adam", "SGD")
    assert found.pairs[0].told
    assert str(found) == (
        "Adam ends with a validation loss that is 0.5025 lower than that of SGD (95 % CI 0.4825 to 0.5225, 4 seeds)"
    )


def test_what_cannot_be_told_says_so_and_how_many_seeds_would_probably_do():
    found = rank([group("SGD", [1.0, 1.4, 1.1]), group("Adam", [0.9, 0.7, 1.12])], "val/loss")
    d = found.pairs[0].difference
    assert not found.pairs[0].told
    needed = d.seeds_needed()
    assert 3 < needed < 40
    assert str(found) == (
        "Whether Adam or SGD ends with the better validation loss cannot be told with 3 seeds; "
        f"{needed} would probably do"
    )
    drawn = np.random.default_rng(0).normal(d.mean, d.deviation, (2000, needed))
    assert 0.75 < np.mean(stats.ttest_1samp(drawn, 0, axis=1).pvalue < 0.05) < 0.9


def test_one_seed_tells_nothing_and_several_pairs_are_corrected():
    assert "cannot be told with 1 seed; take 5 or more" in str(rank([group("a", [1.0]), group("b", [2.0])], "val/loss"))
    three = [group("a", [1.0, 2.0, 3.0]), group("b", [1.2, 2.3, 3.1]), group("c", [9.0, 9.9, 11.1])]
    found = rank(three, "val/loss")
    assert [p.pairs for p in found.pairs] == [3, 3, 3]
    assert "after Holm's correction for 3 pairs" in " ".join(found.sentences)


def test_steps_to_a_target_are_compared_as_a_share_and_seeds_that_never_get_there_are_named():
    slow = [run_with([1.0, 0.8, 0.5, 0.3, 0.2, 0.09], s) for s in range(4)]
    fast = [run_with([1.0, 0.5, 0.09 if s % 2 else 0.11, 0.08], s) for s in range(4)]
    found = rank([("SGD", slow), ("Adam", fast)], "val/loss", 0.1)
    assert str(found) == "Adam reaches 0.1000 in 42 % fewer steps than SGD (95 % CI 25–56 %, 4 seeds)"
    stuck = [*fast[:3], run_with([1.0, 0.9], 3)]
    assert "Adam does not reach 0.1000 in 1 of 4 seeds" in str(rank([("SGD", slow), ("Adam", stuck)], "val/loss", 0.1))


def test_a_share_is_compared_in_percentage_points_and_higher_is_ahead():
    worse, better = ([0.5, 0.6, 0.7], [0.6, 0.71, 0.79])
    found = rank([group("a", worse, "val/accuracy"), group("b", better, "val/accuracy")], "val/accuracy")
    assert found.order == ("b", "a")
    assert "b ends with a validation accuracy that is 10.00 percentage points higher than that of a" in str(found)


def test_a_comparison_ranks_its_variants():
    runs = compare(spec(epochs=2), {"lr": [0.1, 0.5]}, seeds=3)
    assert runs.ranking().tag == "val/accuracy"
    assert len(runs.ranking("val/loss").pairs) == 1
    assert "Ranking, paired by seed" in runs._repr_html_()
    with pytest.raises(gdlab.SpecError, match="no run has the curve 'val/nothing'"):
        runs.ranking("val/nothing")


def test_runs_of_other_data_or_another_loss_are_neither_compared_nor_counted_as_pairs():
    a, b = group("a", [1.0, 1.4, 1.1, 1.3]), group("b", [1.2, 1.7, 1.3, 1.4])
    alone = rank([a, b], "val/loss")
    others = [group("old", [0.1, 0.2, 0.15, 0.12]), group("older", [0.3, 0.5, 0.4, 0.35])]
    for (_, runs), loss in zip(others, ("MSELoss", "NLLLoss"), strict=True):
        for run in runs:
            run.spec = run.spec.replace(loss=loss)
    found = rank([a, b, *others], "val/loss")
    assert found.pairs == alone.pairs
    said = "Variants of different data or loss are not compared with each other"
    assert found.sentences == (*alone.sentences, said)
    assert found.leaders == ("old", "older", "a")


def test_a_pair_with_one_seed_in_common_is_no_test_to_correct_for():
    a, b = group("a", [1.0, 1.4, 1.1, 1.3]), group("b", [1.2, 1.7, 1.3, 1.4])
    found = {(pair.first, pair.second): pair for pair in rank([a, b, group("c", [9.0])], "val/loss").pairs}
    assert found["a", "b"] == rank([a, b], "val/loss").pairs[0]
    assert found["a", "c"].p == 1
