"""Which rows no other beats in both of two figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.spec.base import knob
from gdlab.studies.kinds import Derivation
from gdlab.studies.table import Row, StudyTable


class Pareto(Derivation):
    """Of each row whether it is on the Pareto front of two figures, both better when low, seed by seed."""

    type: Literal["pareto"] = "pareto"
    column: str = knob(..., "One figure, such as a loss.")
    cost: str = knob(..., "The other figure, such as seconds.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("on the front",)

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why it gives no figures."""
        return f"column and cost are the same figure ('{self.column}')" if self.column == self.cost else ""

    def scales(self) -> Mapping[str, Scale]:
        """Return that it is a share of the seeds."""
        return {"on the front": "share"}

    def rows(self, rows: list[Row], factors: Mapping[str, list[str]]) -> list[Row]:
        """Return the same rows."""
        return rows

    def fill(self, source: StudyTable, target: StudyTable) -> None:
        """Fill in 1 for a row that no other is as good as in both figures and better in one, else 0."""
        a = np.stack([source.cell(r.label, self.column) for r in source.rows])
        b = np.stack([source.cell(r.label, self.cost) for r in source.rows])
        for i, row in enumerate(source.rows):
            beaten = ((a <= a[i]) & (b <= b[i]) & ((a < a[i]) | (b < b[i]))).any(axis=0)
            missing = ~(np.isfinite(a[i]) & np.isfinite(b[i]))
            target.put_all(row.label, "on the front", np.where(missing | beaten, 0.0, 1.0))
