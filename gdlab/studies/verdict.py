"""Held, did not hold, mixed, inconclusive, not to be told now: what the rules found, put into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations_with_replacement

from gdlab.lab.evidence import ALPHA, NOTHING, Evidence
from gdlab.lab.paired import holm
from gdlab.translation import tr_noop

#: The relative difference below which a difference counts as none.
EFFECT = 0.01

#: How every rule decides; shown beside the rules before the run.
HOW = (
    "A rule holds, or does not, when a test at the 5 % level says so after Holm's correction for the number of rules "
    "that decide. Comparisons are paired by seed (Student's t; of times and counts the logarithms), shares are tested "
    "by the binomial distribution, “alike” by two one-sided tests, and infinite or equal figures by ranks. A "
    "difference of less than 1 % counts as none. An order holds when every neighbouring pair does, and fails when one "
    "pair is the other way round. Anything else cannot be told: a missing figure, one seed alone, too much scatter. "
    "The claim held when all deciding rules held, did not hold when some failed and none held, is mixed where only "
    "some held, and inconclusive where none can be told. Where other programs took more than 15 % of the time, rules "
    "about times, and a verdict that hangs on them, are not to be told on this machine now."
)


class State(StrEnum):
    """What became of a claim."""

    HELD = tr_noop("held")
    FAILED = "did not hold"
    MIXED = tr_noop("mixed")
    INCONCLUSIVE = tr_noop("inconclusive")
    BUSY = "not to be told on this machine now"


class RuleOutcome(StrEnum):
    """What became of one rule."""

    HELD = "held"
    FAILED = "did not hold"
    UNCLEAR = "not told by these figures"
    BUSY = "not to be told on this machine now"


_MARKS = {
    RuleOutcome.HELD: tr_noop("Held"),
    RuleOutcome.FAILED: "Did not hold",
    RuleOutcome.UNCLEAR: "Cannot be told",
    RuleOutcome.BUSY: "Not to be told on this machine now",
}


@dataclass(frozen=True)
class Finding:
    """What one rule found: its outcome by itself, the figures as a phrase, and the evidence behind it."""

    outcome: RuleOutcome
    figures: str
    evidence: Evidence = NOTHING

    @classmethod
    def of(cls, evidence: Evidence, figures: str) -> Finding:
        """Return what evidence says, with a note where there is one."""
        note = "" if evidence.note in figures else evidence.note  # a rule inside may have said it
        return cls(outcome_of_evidence(evidence), f"{figures} {note}".strip(), evidence)


@dataclass(frozen=True)
class Judged:
    """A rule in words, what it found, and whether the verdict hangs on it.

    Attributes:
        p: the p-value of the outcome after Holm's correction, NaN where there is none.
    """

    words: str
    outcome: RuleOutcome
    figures: str
    supports: bool = True
    p: float = float("nan")

    @property
    def sentence(self) -> str:
        """Return the finding as one sentence."""
        return f"{_MARKS[self.outcome]}: {self.words} {self.figures}{p_words(self.p)}"


@dataclass(frozen=True)
class Verdict:
    """The state of a claim, the findings behind it, and one sentence that says what was measured.

    Attributes:
        headline: the claim's first sentence with what became of it, to be remembered and repeated.
    """

    state: State
    text: str
    judged: tuple[Judged, ...]
    remarks: tuple[str, ...] = ()
    headline: str = ""


_HEADS = {
    State.HELD: "It holds",
    State.FAILED: "It does not hold",
    State.MIXED: "It holds in part",
    State.INCONCLUSIVE: "It cannot be told",
    State.BUSY: "It cannot be told on this machine now",
}


def headline(claim: str, state: State) -> str:
    """Return the first sentence of a claim behind what became of it."""
    said = first_sentence(claim)
    end = "" if said.endswith(("?", "!")) else "."
    return f"{_HEADS[state]}: {said}{end}" if said else f"{_HEADS[state]}."


def first_sentence(claim: str) -> str:
    """Return the first sentence of a claim, or its part before a colon or a semicolon, without its end."""
    return re.split(r"(?<=[a-z)%0-9])[.:;](?:\s|$)", claim, maxsplit=1)[0].rstrip(" .:;")


def outcome_of_evidence(evidence: Evidence) -> RuleOutcome:
    """Return what evidence tells at the 5 % level."""
    if evidence.held < ALPHA <= evidence.failed:
        return RuleOutcome.HELD
    return RuleOutcome.FAILED if evidence.failed < ALPHA <= evidence.held else RuleOutcome.UNCLEAR


def corrected(found: Sequence[Finding]) -> list[Finding]:
    """Return findings whose evidence is corrected by Holm's method for their number.

    What rules that are not to be told now would have weighed is not known: another rule whose outcome hangs on it is
    not to be told now either.
    """
    busy = [f.outcome is RuleOutcome.BUSY for f in found]
    most, least = (_corrected(found, busy, p) for p in (0.0, 1.0))
    made = list(found)
    for i, (one, other) in enumerate(zip(most, least, strict=True)):
        if not busy[i]:
            made[i] = other if one.outcome is other.outcome else replace(other, outcome=RuleOutcome.BUSY)
    return made


def _corrected(found: Sequence[Finding], busy: Sequence[bool], p_of_busy: float) -> list[Finding]:
    """Return findings that are corrected as if each one that is not to be told now had some p-value."""
    smaller = [p_of_busy if b else min(f.evidence.held, f.evidence.failed) for f, b in zip(found, busy, strict=True)]
    made: list[Finding] = []
    for old, value in zip(found, holm(smaller), strict=True):
        held = old.evidence.held <= old.evidence.failed
        new = replace(old.evidence, held=value) if held else replace(old.evidence, failed=value)
        made.append(replace(old, outcome=outcome_of_evidence(new), evidence=new))
    return made


def p_words(p: float) -> str:
    """Return a p-value as the end of a sentence, "" for none."""
    if p != p or p >= 1:
        return ""
    return " (p < 0.0001)" if p < 1e-4 else f" (p = {p:.2g})"


def decide(outcomes: Sequence[RuleOutcome]) -> State:
    """Return the verdict over the rules.

    Held when all held, did not hold when some failed and none held, inconclusive when none can be told, else mixed.
    Where a rule that is not to be told now would change that, neither is the verdict.
    """
    busy = RuleOutcome.BUSY
    told = [o for o in outcomes if o is not busy]
    if len(told) == len(outcomes):
        return _decided(told)
    ends = (RuleOutcome.HELD, RuleOutcome.FAILED, RuleOutcome.UNCLEAR)
    states = {_decided([*told, *several]) for several in combinations_with_replacement(ends, len(outcomes) - len(told))}
    return states.pop() if len(states) == 1 else State.BUSY


def _decided(outcomes: Sequence[RuleOutcome]) -> State:
    """Return the verdict over rules all of which could be judged."""
    if outcomes and all(o is RuleOutcome.HELD for o in outcomes):
        return State.HELD
    if RuleOutcome.FAILED in outcomes and RuleOutcome.HELD not in outcomes:
        return State.FAILED
    return State.MIXED if RuleOutcome.HELD in outcomes else State.INCONCLUSIVE
