"""The finer parts of the curves of a comparison: which a view needs, and how they are read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from gdlab.lab.comparison.group_curves import smoothing_of
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.store import Store
from gdlab.lab.store.curve_detail import CurveDetail, RowRange, finer_rows, read_detail, rows_between

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DetailWanted:
    """A part of a run's curve that is to be read.

    Attributes:
        run: the id of the run.
        tag: the tag of the curve.
        column: the column of the x-axis.
        rows: which rows, and how finely.
        weight: the weight of smoothing, 0 for none.
    """

    run: str
    tag: str
    column: str
    rows: RowRange
    weight: float


@dataclass(frozen=True)
class CurveView:
    """What a chart shows of a comparison.

    Attributes:
        tag: the tag of the curves.
        column: the column of the x-axis.
        weight: the weight of smoothing.
        left, right: the ends of the x-axis.
        points: how many points of a curve are drawn.
    """

    tag: str
    column: str
    weight: float
    left: float
    right: float
    points: int


def detail_wanted(group: RunGroup, view: CurveView, held: CurveDetail | None) -> DetailWanted | None:
    """Return the part of a group's curve that a view needs and that is not there; None for a mean over several runs.

    Args:
        group: the group.
        view: what the chart shows.
        held: the part that was read before.
    """
    run = group.runs[0]
    if len(group.runs) > 1 or run.curve is None or not run.curve.is_thinned or view.column == "wall_time":
        return None
    between = rows_between(run.curve, view.column, view.left, view.right)
    if between is None:
        return None
    weight = smoothing_of(view.tag, view.weight)
    rows = finer_rows(run.curve, between, view.points, weight, held)
    return None if rows is None else DetailWanted(run.run.id, view.tag, view.column, rows, weight)


def read_details(store: Store, wanted: Sequence[DetailWanted]) -> list[CurveDetail | None]:
    """Return parts of curves, in the order asked; None for one that is gone or damaged.

    Raises:
        StoreError: when the store cannot be read.
    """
    found: list[CurveDetail | None] = []
    with store.reading() as db:
        for one in wanted:
            try:
                found.append(read_detail(db, one.run, one.tag, one.column, one.rows, one.weight))
            except (ValueError, KeyError, TypeError) as error:
                _log.warning("the curve %s of run %s is damaged: %s", one.tag, one.run, error)
                found.append(None)
    return found
