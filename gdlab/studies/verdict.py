"""Held, did not hold, mixed: what the rules found, put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: How every rule decides; shown beside the rules before the run.
HOW = (
    "A comparison holds when the 95 % interval (Student's t) of the difference over paired seeds lies wholly on the "
    "claimed side, and fails when it lies wholly on the other; a bound holds when the whole interval is within it. In "
    "between, the figures do not tell. An order holds when every neighbouring pair does, and fails when its ends, or "
    "most of its pairs, stand the other way round. With one seed, or where a figure is infinite, every seed has to "
    "agree. The claim held when all deciding rules held, did not hold when some failed and none held, and is mixed "
    "otherwise."
)


class State(StrEnum):
    """Say what became of a claim."""

    HELD = "held"
    FAILED = "did not hold"
    MIXED = "mixed"


class RuleOutcome(StrEnum):
    """Say what became of one rule."""

    HELD = "held"
    FAILED = "did not hold"
    UNCLEAR = "not told by these figures"


@dataclass(frozen=True)
class Finding:
    """Hold what one rule found: its outcome and the figures, as a phrase."""

    outcome: RuleOutcome
    figures: str


@dataclass(frozen=True)
class Judged:
    """Hold a rule in words, what it found, and the part that it looked at."""

    words: str
    outcome: RuleOutcome
    figures: str
    supports: bool = True

    @property
    def sentence(self) -> str:
        """Return the finding as one sentence."""
        mark = {RuleOutcome.HELD: "Held", RuleOutcome.FAILED: "Did not hold", RuleOutcome.UNCLEAR: "Not told"}[
            self.outcome
        ]
        return f"{mark}: {self.words} {self.figures}"


@dataclass(frozen=True)
class Verdict:
    """Hold the state of a claim, the findings behind it, and one sentence that says what was measured."""

    state: State
    text: str
    judged: tuple[Judged, ...]
    remarks: tuple[str, ...] = ()


def decide(outcomes: Sequence[RuleOutcome]) -> State:
    """Return the verdict over the rules: held when all did, did not hold when some failed and none held, else mixed."""
    if outcomes and all(o is RuleOutcome.HELD for o in outcomes):
        return State.HELD
    if RuleOutcome.FAILED in outcomes and RuleOutcome.HELD not in outcomes:
        return State.FAILED
    return State.MIXED
