"""The table of a comparison: a line a group, the fields in which runs differ, and the figures with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gdlab.lab.comparison.compared_run import field_text, short_field
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.run_figures import RUN_FIGURES, group_figure, group_figure_text
from gdlab.translation import tr, tr_noop

#: Fields that the table shows at the most.
_MOST_FIELDS = 12
_OF_SEVERAL = tr_noop(
    "; of several seeds the mean ± half of its 95 % interval, where they differ by factors the geometric mean "
    "with the ends of its interval"
)


@dataclass(frozen=True)
class TableHead:
    """The heading of a column: its title, what it means, and whether figures are beneath it."""

    title: str
    tip: str
    is_figure: bool = False


@dataclass(frozen=True)
class GroupTable:
    """The table of a comparison.

    Attributes:
        heads: a heading a column.
        cells: the texts, a line a group.
        sort_keys: what the lines are sorted by in each column; NaN for nothing.
    """

    heads: list[TableHead]
    cells: list[list[str]]
    sort_keys: list[list[Any]]


def group_table(shown: ComparedSet) -> GroupTable:
    """Return the table of a comparison; figures to the target are there where it has one."""
    names = list(shown.varied)[:_MOST_FIELDS]
    figures = [f for f in RUN_FIGURES if not f.to_target or not math.isnan(shown.asked.target)]
    if not any(math.isfinite(figure.value(run, shown.asked)) for figure in figures for run in shown.runs):
        figures = []
    heads = [
        TableHead(tr_noop("Group"), tr_noop("What is drawn as one curve")),
        *(TableHead(short_field(n, names), n) for n in names),
    ]
    heads += [TableHead(tr_noop("Status"), tr_noop("How its runs ended"))]
    heads += [TableHead(tr_noop("Seeds"), tr_noop("Different seeds in the group"), True)]
    heads += [TableHead(figure.title, tr(figure.tip) + tr(_OF_SEVERAL), True) for figure in figures]
    cells: list[list[str]] = []
    keys: list[list[Any]] = []
    for group in shown.groups:
        found = [group_figure(group.runs, figure, shown.asked) for figure in figures]
        fields = [field_text(group.fields[n]) if n in group.fields else tr("several") for n in names]
        status = ", ".join(dict.fromkeys(tr(run.run.status) for run in group.runs))
        texts = [group_figure_text(figure, shown.asked, g) for figure, g in zip(figures, found, strict=True)]
        cells.append([group.label, *fields, status, str(group.seeds), *texts])
        keys.append([
            group.label.casefold(), *(_field_key(group.fields.get(n)) for n in names), status, group.seeds,
            *(g.over.mean for g in found),
        ])  # fmt: skip
    return GroupTable(heads, cells, keys)


def _field_key(value: Any) -> Any:
    if value is None:
        return math.nan
    return (0, float(value), "") if isinstance(value, int | float) else (1, 0.0, str(value))
