"""Means over the seeds of a race while its runs train, computed as those of a comparison are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gdlab.lab.chart_math import Floats, Spread
from gdlab.lab.comparison.group_curves import GroupCurve, averaged_points, mean_curve
from gdlab.lab.comparison.run_groups import variant_key
from gdlab.lab.run_book import ShownRun
from gdlab.lab.run_names import variant_label
from gdlab.lab.store.overview import StoredCurve, drawn_means
from gdlab.spec.change import flatten

#: The column of the x-axis over which runs that trained one after the other have no mean.
_CLOCK = "wall_time"


@dataclass(frozen=True)
class SeedGroup:
    """Runs of one race that differ in the seed alone.

    Attributes:
        label: what distinguishes them from the other runs of the race.
        members: the runs, in their order.
    """

    label: str
    members: tuple[ShownRun, ...]

    @property
    def id(self) -> str:
        """The identity of the group, which is no run's."""
        return f"mean of {self.members[0].run.id}"


def seed_groups(shown: Iterable[ShownRun]) -> list[SeedGroup]:
    """Return the groups of two visible runs and more that belong to one race and differ in the seed alone."""
    found: dict[object, list[ShownRun]] = {}
    for each in shown:
        record = each.run.run
        if record.group and each.visible and not record.is_foreign:
            key = (record.group, variant_key(flatten(record.spec.to_dict())))
            found.setdefault(key, []).append(each)
    groups = [SeedGroup(variant_label(m[0].name), tuple(m)) for m in found.values() if len(m) > 1]
    times = Counter(group.label for group in groups)
    return [replace(g, label=f"{g.label} ({g.members[0].race})") if times[g.label] > 1 else g for g in groups]


def has_means(column: str) -> bool:
    """Return whether runs have a mean along a column: not along the clock, since they do not begin together."""
    return column != _CLOCK


def seed_mean(group: SeedGroup, tag: str, column: str, spread: Spread, weight: float) -> GroupCurve | None:
    """Return the mean over the runs of a group, None where none of them has values.

    While some of the runs train, the mean ends where the slowest of them has got to, so that it rests on the same runs
    everywhere.

    Args:
        group: the runs.
        tag: the tag of their curves; those of the training part are smoothed.
        column: the column of the x-axis.
        spread: what the band is.
        weight: the weight of smoothing, 0 to 0.999.
    """
    there = [shown for shown in group.members if tag in shown.run.history and shown.run.history.overview(tag).length]
    if not there:
        return None
    curves = [averaged_points(_live_curve(shown, tag, column), tag, column, weight) for shown in there]
    ends = [float(x[-1]) for shown, (x, _) in zip(there, curves, strict=True) if not shown.run.status.ended]
    if ends:
        curves = [part for x, y in curves if len((part := _until(x, y, min(ends)))[0])]
    return mean_curve(curves, spread)


def means_words(counts: Sequence[int], band_words: str) -> str:
    """Return what means and their bands are, such as ``mean of 5 seeds, 95 % interval``.

    Args:
        counts: of each mean, over how many runs it is.
        band_words: what the band is.
    """
    low, high = min(counts), max(counts)
    if high == 1:
        return "one seed so far"
    return (f"mean of {low} seeds" if low == high else f"means of {low} to {high} seeds") + f", {band_words}"


def _live_curve(shown: ShownRun, tag: str, column: str) -> StoredCurve:
    """Return a run's curve as the store would give it, with the columns that a mean needs."""
    rows = shown.run.history.overview(tag)
    columns = {column: rows.read(column), "value": rows.read(tag)}
    return StoredCurve(columns, drawn_means(columns), rows.length)


def _until(x: Floats, y: Floats, end: float) -> tuple[Floats, Floats]:
    """Return the part of a curve up to a place on the x-axis."""
    n = int(x.searchsorted(end, side="right"))
    return x[:n], y[:n]
