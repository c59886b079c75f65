"""The ranking of a comparison's variants, paired by seed, in sentences that say what cannot be told."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.number_text import format_difference, format_metric
from gdlab.lab.paired import ALPHA, MOST_SEEDS, PairedDifference, holm, paired_difference
from gdlab.lab.run import Run
from gdlab.spec.html import html_text
from gdlab.spec.metrics import higher_is_better, objective_tag, words_of
from gdlab.translation import tr_noop


@dataclass(frozen=True)
class RankedPair:
    """Two variants over the seeds that both have.

    Attributes:
        first: the variant that is ahead, in the mean over these seeds; second: the other one.
        difference: second − first; of steps to a target, of their natural logarithms.
        p: the p-value after Holm's correction for the pairs of the comparison that can be tested.
        pairs: how many those are: pairs with two seeds or more in common; 1 where there is none.
    """

    first: str
    second: str
    difference: PairedDifference
    p: float
    pairs: int

    @property
    def told(self) -> bool:
        """Return whether the ranking of the two can be told."""
        return self.p < ALPHA


@dataclass(frozen=True)
class Ranking:
    """The variants of a comparison, best first, and what can be said of each pair.

    Attributes:
        tag: the curve, such as ``val/accuracy``, of which the last value counts; or whose target is to be reached.
        target: the value to be reached in few steps, None where the last value counts.
        order: the labels of the variants, best first.
        pairs: every pair of equal data and, where the curve is the loss, equal losses.
        remarks: what keeps variants or seeds out, in sentences.
        leaders: the best variant of each problem, which are the variants that may be compared; the best one first.
    """

    tag: str
    target: float | None
    order: tuple[str, ...]
    pairs: tuple[RankedPair, ...]
    remarks: tuple[str, ...]
    leaders: tuple[str, ...]

    def against_best(self) -> dict[str, RankedPair]:
        """Return the pairs of the best variant and each other one, by the other's label."""
        return self._against(self.order[:1])

    def _against(self, leaders: Sequence[str]) -> dict[str, RankedPair]:
        return {
            pair.second if pair.first in leaders else pair.first: pair
            for pair in self.pairs
            if pair.first in leaders or pair.second in leaders
        }

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what can be said of the best variant of each problem against each other one, then the remarks."""
        against = self._against(self.leaders)
        return (*(self._sentence(against[label]) for label in self.order if label in against), *self.remarks)

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return the sentences for a notebook."""
        return "".join(html_text(sentence) for sentence in self.sentences)

    def _sentence(self, pair: RankedPair) -> str:
        d = pair.difference
        seeds = tr_noop("1 seed") if d.n == 1 else tr_noop(f"{d.n} seeds")
        corrected = f", p = {pair.p:.2g} after Holm's correction for {pair.pairs} pairs" if pair.pairs > 1 else ""
        if not pair.told:
            asked = f"Whether {pair.first} or {pair.second} ends with the better {words_of(self.tag)}"
            if self.target is not None:
                asked = (
                    f"Whether {pair.first} or {pair.second} reaches a {words_of(self.tag)} of "
                    f"{format_metric(self.tag, self.target)} in fewer steps"
                )
            seen = f"{corrected.removeprefix(', ')}; " if d.p < ALPHA and corrected else ""
            return f"{asked} cannot be told with {seeds}; {seen}{_more(pair)}"
        interval = "" if np.isnan(d.low) else tr_noop(f"95 % CI {self._interval(d)}, ")
        return f"{self._claim(pair)} ({interval}{seeds}{corrected})"

    def _claim(self, pair: RankedPair) -> str:
        if self.target is not None:
            share = 100 * (1 - np.exp(-pair.difference.mean))
            target = format_metric(self.tag, self.target)
            return f"{pair.first} reaches {target} in {share:.0f} % fewer steps than {pair.second}"
        size = format_difference(self.tag, abs(pair.difference.mean))
        if higher_is_better(self.tag):
            return f"{pair.first} ends with a {words_of(self.tag)} that is {size} higher than that of {pair.second}"
        return f"{pair.first} ends with a {words_of(self.tag)} that is {size} lower than that of {pair.second}"

    def _interval(self, d: PairedDifference) -> str:
        if self.target is not None:
            return f"{100 * (1 - np.exp(-d.low)):.0f}–{100 * (1 - np.exp(-d.high)):.0f} %"
        low, high = sorted((abs(d.low), abs(d.high)))
        first = format_difference(self.tag, low).removesuffix(" percentage points")
        return f"{first} to {format_difference(self.tag, high).removesuffix(' percentage points')}"


def _more(pair: RankedPair) -> str:
    """Return how many seeds would probably tell two variants apart."""
    needed = pair.difference.seeds_needed(ALPHA / pair.pairs)
    if needed > pair.difference.n:
        return f"{needed} would probably do"
    return "take 5 or more" if pair.difference.n == 1 else f"{MOST_SEEDS} would probably not do either"


def rank(groups: Sequence[tuple[str, Sequence[Run]]], tag: str, target: float | None = None) -> Ranking:
    """Return the ranking of variants by a curve's last value, or by the steps that they take to a target.

    Args:
        groups: label and runs of each variant; runs of equal seeds are pairs.
        tag: the curve, such as ``val/accuracy``.
        target: the value to reach, on the better side of where the curves begin.
    """
    figures = {label: _figures(runs, tag, target) for label, runs in groups}
    seeds = {label: len({run.spec.seed for run in runs}) for label, runs in groups}
    problems = {label: frozenset(_problem(run, tag) for run in runs) for label, runs in groups}
    return rank_figures(figures, seeds, tag, target, problems)


def compared_parts(tag: str) -> tuple[str, ...]:
    """Return the parts of a spec that must be equal for values of a curve to be compared: data and, of a loss, loss."""
    return ("data", "loss") if tag == objective_tag(tag.partition("/")[0]) else ("data",)


def different_problems(tag: str) -> str:
    """Return the sentence that says that values of a curve are not compared across what the variants learn."""
    if "loss" in compared_parts(tag):
        return tr_noop("Variants of different data or loss are not compared with each other")
    return tr_noop("Variants of different data are not compared with each other")


def _problem(run: Run, tag: str) -> str:
    """Return the data and, where it is the loss that is compared, the loss of a run, as text."""
    return "\n".join(repr(getattr(run.spec, part)) for part in compared_parts(tag))


def rank_figures(
    figures: Mapping[str, Mapping[int, float]],
    seeds: Mapping[str, int],
    tag: str,
    target: float | None = None,
    problems: Mapping[str, Hashable] | None = None,
) -> Ranking:
    """Return the ranking of variants by figures that are known already.

    Args:
        figures: of each variant the finite figure of each seed: the last value, or the logarithm of steps to a target.
        seeds: how many seeds each variant has, with those that have no figure.
        tag: the curve.
        target: the value to reach, None where the last value counts.
        problems: what each variant learns; those of different problems are not compared. None: all the same.
    """
    remarks = [_remark(label, seeds[label], len(found), tag, target) for label, found in figures.items()]
    kept = [label for label, found in figures.items() if found]
    sign = -1.0 if target is None and higher_is_better(tag) else 1.0
    kept.sort(key=lambda label: sign * float(np.mean(list(figures[label].values()))))
    solved = {label: problems[label] if problems else None for label in kept}
    best = {solved[label]: label for label in reversed(kept)}
    leaders = tuple(label for label in kept if best[solved[label]] == label)
    if len(leaders) > 1:
        remarks.append(different_problems(tag))
    made: list[tuple[str, str, PairedDifference]] = []
    for a, b in itertools.combinations(kept, 2):
        shared = [seed for seed in figures[a] if seed in figures[b]]
        if not shared or solved[a] != solved[b]:
            continue
        d = paired_difference([figures[a][s] for s in shared], [figures[b][s] for s in shared])
        if sign * d.mean < 0:
            a, b, d = b, a, paired_difference([figures[b][s] for s in shared], [figures[a][s] for s in shared])
        made.append((a, b, d))
    pairs = _corrected(made)
    return Ranking(tag, target, tuple(kept), pairs, tuple(remark for remark in remarks if remark), leaders)


def _corrected(made: Sequence[tuple[str, str, PairedDifference]]) -> tuple[RankedPair, ...]:
    """Return pairs with their p-values corrected for the number of those that can be tested, which takes two seeds."""
    tested = [d.p for _, _, d in made if d.n > 1]
    corrected = iter(holm(tested))
    return tuple(RankedPair(a, b, d, next(corrected) if d.n > 1 else d.p, max(1, len(tested))) for a, b, d in made)


def _figures(runs: Sequence[Run], tag: str, target: float | None) -> dict[int, float]:
    """Return the finite figure of each seed: the last value, or the logarithm of the steps to the target."""
    found: dict[int, float] = {}
    for run in runs:
        value = run.history.last(tag) if target is None else steps_to(run, tag, target)
        value = float(np.log(value)) if target is not None and value > 0 else value
        if np.isfinite(value):
            found.setdefault(run.spec.seed, value)
    return found


def steps_to(run: Run, tag: str, target: float) -> float:
    """Return the first step at which a curve is at a target or beyond it, infinite where it never is."""
    if tag not in run.history:
        return float("inf")
    values = run.history[tag]
    reached = np.flatnonzero(values >= target if higher_is_better(tag) else values <= target)
    return max(float(run.history.index(tag)[reached[0]]), 1.0) if len(reached) else float("inf")


def _remark(label: str, seeds: int, with_figure: int, tag: str, target: float | None) -> str:
    """Return which of a variant's seeds are not in the ranking, "" for none."""
    missing = seeds - with_figure
    if not missing:
        return ""
    does = f"has no finite {words_of(tag)}" if target is None else f"does not reach {format_metric(tag, target)}"
    return f"{label} {does} in {missing} of {seeds} seeds, which are left out; the rest favours it"


def default_tag(names: Sequence[str]) -> str:
    """Return the curve that a table of variants ranks by: the first metric beside the loss, else the loss."""
    return f"val/{[*names[1:2], names[0]][0]}"


__all__ = [
    "RankedPair",
    "Ranking",
    "compared_parts",
    "default_tag",
    "different_problems",
    "rank",
    "rank_figures",
    "steps_to",
]
