"""Rules made of other rules, over one part or several: one at least, all, or so many of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from gdlab.lab import evidence
from gdlab.lab.evidence import NOTHING, Evidence
from gdlab.lab.number_text import format_number
from gdlab.spec.base import Spec, knob
from gdlab.studies.kinds import AnyRule, Rule
from gdlab.studies.rules.base import TAKE, Take, Where, in_quotes, name_of
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import EFFECT, Finding


class Alternative(Spec):
    """A rule among several, with the part whose table it reads; "" for the part of the whole rule."""

    rule: AnyRule
    part: str = ""
    says: str = ""


class _Several(Rule):
    """A rule over several others."""

    rules: tuple[Alternative, ...] = knob(..., "The rules, each with the part that it reads.", min_length=1)

    def nested(self, part: str) -> Iterator[tuple[str, Rule]]:
        """Yield the rules inside with their parts."""
        for one in self.rules:
            yield from one.rule.nested(one.part or part)

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns of all rules inside."""
        return tuple(dict.fromkeys(c for one in self.rules for c in one.rule.columns_read()))

    def judge(self, table: StudyTable) -> Finding:
        """Return what the rules say of one table."""
        return self._joined([(one, one.rule.judge(table)) for one in self.rules])

    def judge_in(self, tables: Mapping[str, StudyTable], part: str) -> Finding:
        """Return what the rules say, each of its part's table."""
        return self._joined([(one, one.rule.judge_in(tables, one.part or part)) for one in self.rules])

    def _joined(self, found: list[tuple[Alternative, Finding]]) -> Finding:
        said = "; ".join(
            f"{one.says} {f.outcome}" if _is_nested(one) else f"{one.says} {f.figures.removesuffix('.')}".strip()
            for one, f in found
        )
        return Finding.of(self._evidence([f.evidence for _, f in found]), f"{said}.")

    def _evidence(self, parts: list[Evidence]) -> Evidence:
        raise NotImplementedError

    def _listed(self) -> str:
        return "; ".join(
            one.says.removesuffix(":")
            if _is_nested(one)
            else f"{one.says} {one.rule.words().removesuffix('.')}".strip()
            for one in self.rules
        )


def _is_nested(one: Alternative) -> bool:
    """Return whether an alternative is made of rules itself and says by a name of its own what it stands for."""
    return bool(one.says) and isinstance(one.rule, _Several)


class AnyOf(_Several):
    """The question whether one rule at least holds, as a claim that something *can* happen needs."""

    type: Literal["any_of"] = "any_of"

    def words(self) -> str:
        """Return the rule in words."""
        return f"One of these at least: {self._listed()}."

    def _evidence(self, parts: list[Evidence]) -> Evidence:
        return evidence.evidence_for_any(parts)


class AllOf(_Several):
    """The question whether all of several rules hold, which count as one."""

    type: Literal["all_of"] = "all_of"

    def words(self) -> str:
        """Return the rule in words."""
        return f"All of these: {self._listed()}."

    def _evidence(self, parts: list[Evidence]) -> Evidence:
        return evidence.evidence_for_all(parts)


class NoneOf(_Several):
    """The question whether none of several rules holds: each is shown not to."""

    type: Literal["none_of"] = "none_of"

    def words(self) -> str:
        """Return the rule in words."""
        return f"None of these: {self._listed()}."

    def _evidence(self, parts: list[Evidence]) -> Evidence:
        return evidence.evidence_for_all([evidence.opposite(p) for p in parts])


class Across(Rule):
    """The question whether a figure of one part is lower than the same figure of another part, over paired seeds."""

    type: Literal["across"] = "across"
    column: str = knob(..., "Which figure; both parts have it.")
    first: str = knob(..., "The part whose figure should be lower.")
    second: str = knob(..., "The part whose figure should be higher.")
    where: Where = knob({}, "The levels of the rows, in both parts.")
    margin: float = knob(0.0, "By how much.")
    take: Take = knob("mean", TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        rows, first, second = name_of(self.where), self.first, self.second
        margin = format_number(abs(self.margin), 3)
        if self.margin > 0:
            return f"“{self.column}” of {rows} in part “{first}” is more than {margin} below that in part “{second}”."
        if self.margin < 0:
            return (
                f"“{self.column}” of {rows} in part “{first}” is not above, by {margin} or more, that in part "
                f"“{second}”."
            )
        return f"“{self.column}” of {rows} in part “{first}” is below that in part “{second}”."

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return f"first and second are the same part ('{self.first}')" if self.first == self.second else ""

    def nested(self, part: str) -> Iterator[tuple[str, Rule]]:
        """Yield the rule once with each of its parts."""
        yield self.first, self
        yield self.second, self

    def judge(self, table: StudyTable) -> Finding:
        """Return nothing that is told: the rule needs the tables of two parts."""
        return Finding.of(NOTHING, "The rule needs the tables of two parts.")

    def judge_in(self, tables: Mapping[str, StudyTable], part: str) -> Finding:
        """Return what the paired differences between the parts say."""
        a, b = (tables[name].sample(self.where, self.column, self.take) for name in (self.first, self.second))
        found = evidence.less(a.values, b.values, margin=self.margin, log=a.scale == "log", effect=EFFECT)
        return Finding.of(found, f"{in_quotes(self.first)}: {a.estimate()}, {in_quotes(self.second)}: {b.estimate()}.")
