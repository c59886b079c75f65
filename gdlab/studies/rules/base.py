"""What rules share: how cells are named, shown and taken, and bounds in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Literal

from gdlab.lab.number_text import with_minus
from gdlab.spec.bounds import Bounds
from gdlab.studies.kinds import Rule
from gdlab.studies.table import StudyTable

#: The levels that pick rows: ``{lr = "0.01"}``.
Where = dict[str, str]
Take = Literal["mean", "min", "max"]
Goal = Literal["low", "high"]
TAKE = "Where several rows fit: their mean a seed, or the row with the lowest or highest mean."
GOAL = "Whether low or high is good."
EFFECT_WORDS = "The relative difference below which a difference counts as none."


def in_quotes(name: str) -> str:
    """Return the name of a row, a level, a column or a factor as it stands in a sentence."""
    return f"“{with_minus(name)}”"


def name_of(where: Mapping[str, str]) -> str:
    """Return levels as the name of the rows that have them, “ReLU, depth 4”; a number needs its factor's name."""
    named = ", ".join(v if _speaks(v) else f"{k.replace('_', ' ')} {v}" for k, v in where.items())
    return in_quotes(named) if named else "all rows"


def _speaks(level: str) -> bool:
    """Return whether a level says by itself what it is."""
    return not level.replace(".", "").replace("-", "").replace("e", "").isdigit()


def shown(table: StudyTable, wheres: list[Where], column: str, take: Take = "mean") -> str:
    """Return cells as "“rate 0.01”: 0.32 ± 0.01, “rate 0.005”: …".

    Args:
        table: the measured table.
        wheres: the rows.
        column: the column.
        take: which figure of the seeds stands for them.
    """
    return ", ".join(f"{name_of(w)}: {table.sample(w, column, take).estimate()}" for w in wheres) + "."


def range_words(low: float, high: float) -> str:
    """Return bounds in words; an infinite one is no bound."""
    return Bounds(low if isfinite(low) else None, high if isfinite(high) else None).description()


def same_rows_problem(a: Where, b: Where) -> str:
    """Return what is wrong where a figure would be set against itself, "" for nothing."""
    return f"a and b are the same rows ({name_of(a)}); a figure cannot differ from itself" if a == b else ""


def bounds_problem(low: float, high: float) -> str:
    """Return what is wrong where no figure lies within bounds, or every one does; "" for nothing."""
    if low > high:
        return f"low must not be above high (got {low:g} and {high:g})"
    return "" if isfinite(low) or isfinite(high) else "every figure fits; give low, high or both"


def too_few(
    rule: Rule, factors: Mapping[str, Sequence[str]], least: int, *, numbers: bool = False, positive: bool = False
) -> str:
    """Return what is wrong with the levels that a rule compares by a factor, "" for nothing.

    Args:
        rule: has ``by`` and perhaps ``where`` and ``labels``.
        factors: the factors of its part with their levels.
        least: how many levels it needs.
        numbers: whether they have to be numbers.
        positive: whether they have to be numbers above 0.
    """
    by, where = getattr(rule, "by", ""), getattr(rule, "where", {})
    labels = rule.labels_read() or tuple(factors.get(by, ()))
    if by in where:
        return f"where fixes '{by}', whose levels the rule compares; leave it out of one of them"
    if repeated := sorted({label for label in labels if labels.count(label) > 1}):
        return f"'{repeated[0]}' is named twice"
    if len(labels) < least:
        return f"{least} levels of '{by}' or more are needed (got {len(labels)})"
    return no_numbers(by, labels, positive=positive) if numbers or positive else ""


def no_numbers(by: str, labels: Sequence[str], *, positive: bool = False) -> str:
    """Return what is wrong with levels that have to be finite numbers, "" for nothing.

    Args:
        by: their factor.
        labels: the levels.
        positive: whether they have to be above 0 besides, as logarithms of them are taken.
    """
    if words := [label for label in labels if not is_numeric_level(label)]:
        return f"the levels of '{by}' have to be numbers (got '{words[0]}')"
    if positive and (low := [label for label in labels if float(label) <= 0]):
        return f"the levels of '{by}' have to be above 0 (got '{low[0]}'), for a power law"
    return ""


def is_numeric_level(label: str) -> bool:
    """Return whether a level is a finite number."""
    try:
        return isfinite(float(label))
    except ValueError:
        return False


def present_levels(table: StudyTable, by: str, where: Where, labels: tuple[str, ...] = ()) -> list[str]:
    """Return the levels of a factor, or those named, that the table has rows of: a quick run leaves some out.

    Args:
        table: the measured table.
        by: the factor.
        where: the levels of other factors to which the rows belong.
        labels: the levels that are wanted; all if none is named.
    """
    wanted = labels or tuple(table.levels(by))
    return [label for label in wanted if any(r.matches({**where, by: label}) for r in table.rows)]
