"""Remarks on searches whose best level is at the edge of its grid: a wider grid might find a better one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from gdlab.spec.bounds import exact_number
from gdlab.studies.derivations.tuned import Tuned
from gdlab.studies.kinds import Rule
from gdlab.studies.model import Study
from gdlab.studies.rules.base import in_quotes, name_of
from gdlab.studies.table import StudyTable


def edge_remarks(study: Study, tables: Mapping[str, StudyTable]) -> list[str]:
    """Return a sentence for each deciding comparison that takes the best of a grid and finds it at the grid's edge."""
    found: dict[str, None] = {}
    for check in (c for c in study.checks if c.decides):
        for part, rule in check.rule.nested(study.part(check.part).name):
            found |= dict.fromkeys(_of_rule(rule, tables[part]))
            search = study.part(part).derive
            if isinstance(search, Tuned):
                found |= dict.fromkeys(_of_search(rule, search, tables[search.of], tables[part]))
    return list(found)


def _of_rule(rule: Rule, table: StudyTable) -> Iterator[str]:
    take, column = getattr(rule, "take", "mean"), getattr(rule, "column", "")
    if take == "mean" or column not in table.columns:
        return
    for _, where in rule.levels_read():
        rows = [r for r in table.rows if r.matches(where)]
        means = np.array([table.cell(r.label, column).mean() for r in rows])
        if len(rows) < 3 or not np.isfinite(means).any():
            continue
        signed = (
            np.where(np.isfinite(means), means, np.inf)
            if take == "min"
            else -np.where(np.isfinite(means), means, -np.inf)
        )
        best = rows[int(signed.argmin())]
        for factor in (f for f in table.factors if f not in where):
            numbers = _numbers({r.levels[factor] for r in rows})
            if len(numbers) > 2 and float(best.levels[factor]) in (numbers[0], numbers[-1]):
                name, at = factor.replace("_", " "), best.levels[factor]
                yield f"The best “{name}” of {name_of(where)} stands at the edge of its grid ({at})."


def _of_search(rule: Rule, search: Tuned, source: StudyTable, tuned: StudyTable) -> Iterator[str]:
    """Yield a sentence for each compared row of a search that chose the edge of what it tried in most seeds."""
    for where in dict.fromkeys(tuple(sorted(levels.items())) for _, levels in rule.levels_read()):
        for row in (r for r in tuned.rows if r.matches(dict(where))):
            numbers = _numbers(set(list(source.levels(search.by))[: int(row.levels["budget"])]))
            if len(numbers) < 3 or "chosen" not in tuned.columns:
                continue
            levels, counts = np.unique(tuned.cell(row.label, "chosen"), return_counts=True)
            level = float(levels[counts.argmax()])
            if level in (numbers[0], numbers[-1]) and counts.max() > len(tuned.seeds) / 2:
                by, at = search.by.replace("_", " "), exact_number(level)
                yield f"The best “{by}” of {in_quotes(row.label)} stands at the edge of its grid ({at})."


def _numbers(levels: set[str]) -> list[float]:
    """Return levels as ascending numbers, none where one is no number."""
    try:
        return sorted(float(level) for level in levels)
    except ValueError:
        return []
