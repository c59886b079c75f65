"""Laws fitted to figures, one fit a seed: a line, a power law, an exponential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Literal

import numpy as np

from gdlab.spec.base import knob
from gdlab.studies.kinds import Derivation
from gdlab.studies.rules.base import no_numbers
from gdlab.studies.table import Row, StudyTable

_NAMES = {"line": ("slope", "intercept"), "power": ("exponent", "factor"), "exponential": ("rate", "factor")}


class Fit(Derivation):
    """A law fitted to a column over the levels of a factor, or to the columns that begin alike over their numbers.

    A line is fitted by least squares; a power law a·x^b on both logarithms; an exponential a·exp(b·x) on the figure's.
    Each seed has its fit, so that intervals and tests are those of any other column.
    """

    type: Literal["fit"] = "fit"
    column: str = knob(..., "Which figure; with * at its end the columns that begin so, over the numbers in its place.")
    by: str = knob("", "The factor whose levels are numbers; none with *.")
    law: Literal["line", "power", "exponential"] = knob("line", "Which law.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (*_NAMES[self.law], "r²")

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why it gives no figures."""
        if bool(self.by) == self.column.endswith("*"):
            return "give either by, a factor, or a column that ends with *"
        levels = factors.get(self.by, ())
        if self.by and len(levels) < 2:
            return f"two levels of '{self.by}' or more are needed (got {len(levels)})"
        return no_numbers(self.by, levels, positive=self.law == "power")

    def rows(self, rows: list[Row], factors: Mapping[str, list[str]]) -> list[Row]:
        """Return a row for each combination of the other factors."""
        if not self.by:
            return rows
        rest = [{k: v for k, v in r.levels.items() if k != self.by} for r in rows]
        made = {", ".join(levels.values()) or "all": levels for levels in rest}
        return [Row(label, levels) for label, levels in made.items()]

    def fill(self, source: StudyTable, target: StudyTable) -> None:
        """Fill in the fits; NaN where a figure is missing, infinite or not positive where a logarithm is taken."""
        for row in target.rows:
            x, y = self._points(source, row)
            fits = np.array([_fit(x, y[:, s], self.law) for s in range(y.shape[1])])
            for name, figures in zip(self.columns(), fits.T, strict=True):
                target.put_all(row.label, name, figures)

    def _points(self, source: StudyTable, row: Row) -> tuple[np.ndarray, np.ndarray]:
        """Return the places (points,) and the figures (points, seeds)."""
        if self.by:
            labels = [
                v for v in source.levels(self.by) if any(r.matches({**row.levels, self.by: v}) for r in source.rows)
            ]
            return _numbers(labels), np.stack([source.values({**row.levels, self.by: v}, self.column) for v in labels])
        head = self.column.removesuffix("*")
        names = [c for c in source.columns if c.startswith(head)]
        if not names:
            return np.empty(0), np.empty((0, len(source.seeds)))
        return _numbers([c.removeprefix(head) for c in names]), np.stack([source.cell(row.label, c) for c in names])


def _numbers(labels: Sequence[str]) -> np.ndarray:
    """Return labels as numbers, NaN for one that is none."""
    made = np.full(len(labels), np.nan)
    for i, label in enumerate(labels):
        with suppress(ValueError):
            made[i] = float(label)
    return made


def _fit(x: np.ndarray, y: np.ndarray, law: str) -> tuple[float, float, float]:
    """Return the two constants of a law and the share of the variance that it explains."""
    with np.errstate(all="ignore"):
        u = np.log(x) if law == "power" else x
        v = np.log(y) if law in ("power", "exponential") else y
    if len(u) < 2 or not (np.isfinite(u).all() and np.isfinite(v).all()):
        return float("nan"), float("nan"), float("nan")
    slope, start = np.polyfit(u, v, 1)
    spread = float(((v - v.mean()) ** 2).sum())
    share = 1 - float(((v - slope * u - start) ** 2).sum()) / spread if spread else 1.0
    return float(slope), float(start if law == "line" else np.exp(start)), share
