"""Figures over those of one level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.spec.base import knob
from gdlab.studies.kinds import Derivation
from gdlab.studies.table import Row, StudyTable


class RatioTo(Derivation):
    """Reckon a column over that of one level of a factor, seed by seed."""

    type: Literal["ratio_to"] = "ratio_to"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    base: str = knob(..., "The level that the others are divided by.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"{self.column} over {self.base}",)

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why it gives no figures."""
        known = factors.get(self.by, ())
        if known and self.base not in known:
            return f"'{self.base}' is no level of '{self.by}'; there are {', '.join(known)}"
        return f"'{self.by}' has one level alone, so there is nothing to divide" if len(known) == 1 else ""

    def scales(self) -> Mapping[str, Scale]:
        """Return that a ratio scatters by factors."""
        return dict.fromkeys(self.columns(), "log")

    def rows(self, rows: list[Row], factors: Mapping[str, list[str]]) -> list[Row]:
        """Return the rows of the other levels."""
        return [r for r in rows if r.levels[self.by] != self.base]

    def fill(self, source: StudyTable, target: StudyTable) -> None:
        """Fill in the ratios."""
        for row in target.rows:
            below = source.values({**row.levels, self.by: self.base}, self.column)
            with np.errstate(all="ignore"):
                figures = source.cell(row.label, self.column) / below
            target.put_all(row.label, self.columns()[0], figures)
