"""Comparisons of kept runs without a screen: the table, the ranking and the importance of fields."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdlab.lab.comparison.compared_run import compared_runs
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.field_importance import FieldImportance, field_importance
from gdlab.lab.comparison.group_table import GroupTable, group_table
from gdlab.lab.comparison.run_figures import AskedFigure
from gdlab.lab.comparison.run_groups import OVER_SEEDS, group_runs
from gdlab.lab.ranking import Ranking
from gdlab.lab.store import Store, StoredRun
from gdlab.lab.store.run_lines import RunLine, RunLines
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.html import html_table, html_text
from gdlab.spec.metrics import metric_tags, objective_tag

#: The start of an id that names a run.
_SHORTEST_ID = 4


@dataclass(frozen=True)
class KeptComparison:
    """A comparison of kept runs, which a notebook shows as a table with what can be said of the order.

    Attributes:
        compared: the runs in their groups.
    """

    compared: ComparedSet

    @property
    def table(self) -> GroupTable:
        """The table: a line a group, with the fields that differ and the figures."""
        return group_table(self.compared)

    @property
    def ranking(self) -> Ranking | None:
        """The ranking of the groups by the last value, paired by seed; None of one group or too many."""
        return self.compared.ranking

    @property
    def sentences(self) -> list[str]:
        """What can be said of the order of the groups."""
        return self.compared.sentences

    def importance(self, figure: str = "last") -> list[FieldImportance]:
        """Return how much of the spread of a figure goes with each varied field, the largest first.

        Args:
            figure: ``"last"``, ``"best"``, ``"target_step"``, ``"time"`` or another figure's key.

        Raises:
            SpecError: when no run has the figure.
        """
        column = self.compared.column(figure)
        if column is None or figure in self.compared.varied:
            known = ", ".join(c.key for c in self.compared.columns if c.key not in self.compared.varied)
            raise SpecError([Problem("figure", f"no run has '{figure}'; choose one of {known}")])
        return field_importance(self.compared.varied, np.array(column.values, np.float64))

    def _repr_html_(self) -> str:
        table = self.table
        rows = [tuple(line) for line in table.cells]
        return html_table(rows, [head.title for head in table.heads]) + "".join(html_text(s) for s in self.sentences)


def compare_kept(
    keys: Sequence[str] = (),
    *,
    words: str = "",
    tag: str = "",
    by: str = OVER_SEEDS,
    target: float | None = None,
    store: Store | str | Path | None = None,
) -> KeptComparison:
    """Compare runs that were kept, as the Compare page does.

    Args:
        keys: ids, starts of ids, or names of runs; all for none.
        words: words that each run has in its name, status, race, tags, optimizer or data.
        tag: the curve, such as ``"val/accuracy"``; the validation loss, or what else the runs have, for "".
        by: ``"seeds"`` puts together what differs in the seed alone, ``"runs"`` nothing; the dotted path of a field
            puts together what has the same value of it.
        target: a value of the curve, to which steps, examples, evaluations and time are compared; none for None.
        store: the store or its file; your own for None.

    Raises:
        StoreError: when the store cannot be read.
        SpecError: when no run matches, none has the curve, or there is no such field.
    """
    opened = store if isinstance(store, Store) else Store(store)
    lines = kept_lines(opened, keys, words)
    if not lines:
        raise SpecError([Problem("runs", "no kept run matches; `gdlab runs` lists those there are")])
    tags = metric_tags(dict.fromkeys(name for line in lines for name in line.run.summary))
    usual = objective_tag("val") if objective_tag("val") in tags or not tags else tags[-1]
    if tag and tag not in tags:
        raise SpecError([Problem("tag", f"no run has the curve '{tag}'; choose one of {', '.join(tags)}")])
    runs = compared_runs(opened, lines, tag or usual)
    known = {path for run in runs for path in run.fields}
    by = by if by in ("seeds", "runs") or by in known else f"{by}.type"
    if by not in ("seeds", "runs") and by not in known:
        name = by.removesuffix(".type")
        raise SpecError([Problem("by", f"no run has the field '{name}'; take seeds, runs or a path as optimizer.lr")])
    asked = AskedFigure(tag or usual, math.nan if target is None else target)
    return KeptComparison(ComparedSet(tuple(runs), tuple(group_runs(runs, by)), asked))


def kept_lines(store: Store, keys: Sequence[str] = (), words: str = "") -> list[RunLine]:
    """Return the runs of a store that keys name and that have every word, the oldest first."""
    wanted = words.lower().split()
    return [
        line
        for line in RunLines(store).refresh()[0][::-1]
        if all(word in line.text for word in wanted) and (not keys or any(is_named(line.run, key) for key in keys))
    ]


def is_named(run: StoredRun, key: str) -> bool:
    """Return whether a key is a run's id, the start of its id, or its name."""
    return key in (run.id, run.name) or (len(key) >= _SHORTEST_ID and run.id.startswith(key))
