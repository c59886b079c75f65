"""Rules about how a figure goes along a factor whose levels are numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from gdlab.lab import evidence
from gdlab.lab.evidence import NOTHING
from gdlab.lab.intervals import interval
from gdlab.lab.number_text import format_number
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import Where, bounds_problem, name_of, present_levels, range_words, too_few
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding


class Slope(Rule):
    """How steeply a figure goes with a factor on double logarithmic axes: the exponent of a power law."""

    type: Literal["slope"] = "slope"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor; its levels are numbers.")
    where: Where = knob({}, "Levels of other factors.")
    low: float = knob(..., "The exponent is at least this.")
    high: float = knob(..., "The exponent is at most this.")

    def words(self) -> str:
        """Return the rule in words."""
        rows, power = name_of(self.where), range_words(self.low, self.high)
        return (
            f"“{self.column}”{f' of {rows}' if self.where else ''} goes with a power of “{self.by}” {power} "
            "(least squares on logarithms, one slope a seed)."
        )

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return bounds_problem(self.low, self.high) or too_few(self, factors, 2, positive=True)

    def judge(self, table: StudyTable) -> Finding:
        """Return what the slopes of the seeds say."""
        x, y = levels_and_figures(table, self.column, self.by, self.where)
        with np.errstate(all="ignore"):
            lx, ly = np.log(x), np.log(y)
        if len(x) < 2 or not np.isfinite(ly).all() or not np.isfinite(lx).all():
            return Finding.of(NOTHING, "A figure is missing, zero or infinite.")
        slopes = np.polyfit(lx, ly, 1)[0]
        return Finding.of(evidence.within(slopes, self.low, self.high), f"The exponent is {interval(slopes)}.")


class Straight(Rule):
    """The question whether a figure rises in a straight line over a factor, as far as its scatter lets that be told.

    Of each seed the rise and the bend are taken, the components along the orthonormal polynomials of first and second
    degree over the levels. A line that explains a share r² of the variance of the means bends by no more than
    √((1 − r²) / r²) of its rise; two one-sided tests say whether that is so.
    """

    type: Literal["straight"] = "straight"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor; its levels are numbers.")
    where: Where = knob({}, "Levels of other factors.")
    r2: float = knob(0.98, "The share of the variance that the line explains is at least this.", gt=0, lt=1)

    def words(self) -> str:
        """Return the rule in words."""
        share = format_number(100 * self.r2, 3)
        return (
            f"A rising straight line of “{self.column}” over “{self.by}” explains at least {share} % of rise and bend."
        )

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return too_few(self, factors, 3, numbers=True)

    def judge(self, table: StudyTable) -> Finding:
        """Return what rise and bend of the seeds say."""
        x, y = levels_and_figures(table, self.column, self.by, self.where)
        if len(x) < 3 or not np.isfinite(y).all():
            return Finding.of(NOTHING, "A figure is missing or infinite, or there are fewer than three levels.")
        rise, bend = _polynomials(x) @ y
        most = float(np.sqrt((1 - self.r2) / self.r2))
        parts = [(bend - most * rise), (-bend - most * rise), -rise]
        found = evidence.evidence_for_all([evidence.within(p, -np.inf, 0.0) for p in parts])
        slope, start = np.polyfit(x, y.mean(axis=1), 1)
        sign, by = "+" if start >= 0 else "−", self.by
        slope_figure, start_figure = format_number(float(slope), 3), format_number(abs(float(start)), 3)
        with np.errstate(all="ignore"):
            share = interval(bend / rise)
        line = f"The line is {slope_figure} · {by} {sign} {start_figure}; the bend over the rise is {share}."
        return Finding.of(found, line)


def _polynomials(x: np.ndarray) -> np.ndarray:
    """Return the orthonormal polynomials of first and second degree over some points, (2, points)."""
    q, _ = np.linalg.qr(np.vander((x - x.mean()) / np.ptp(x), 3, increasing=True))
    signs = np.sign([q[:, 1] @ x, q[:, 2] @ (x - x.mean()) ** 2])
    return signs[:, None] * q[:, 1:].T


def levels_and_figures(table: StudyTable, column: str, by: str, where: Where) -> tuple[np.ndarray, np.ndarray]:
    """Return a factor's levels as numbers (levels,), none unless all are, and a column's figures (levels, seeds).

    Args:
        table: the measured table.
        column: the column.
        by: the factor.
        where: the levels of other factors to which the rows belong.
    """
    labels = present_levels(table, by, where)
    try:
        x = np.array([float(v) for v in labels])
    except ValueError:
        return np.empty(0), np.empty((0, len(table.seeds)))
    return x, np.stack([table.values({**where, by: v}, column) for v in labels])
