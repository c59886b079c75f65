"""Runs of a comparison in groups: variants over their seeds, one group a run, or the values of one field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gdlab.lab.comparison.compared_run import SEED_FIELDS, ComparedRun, field_text, short_field, varied_fields
from gdlab.lab.run import Status
from gdlab.lab.run_names import EXPERIMENT_MARK, variant_label

OVER_SEEDS, EACH_RUN = "seeds", "runs"
#: Fields that a label names at the most.
_MOST_FIELDS = 3


@dataclass(frozen=True)
class RunGroup:
    """Runs that are shown as one: a curve, a line of the table.

    Attributes:
        label: what is shown; unlike that of every other group.
        runs: its runs.
        fields: the fields in which the groups differ, with this group's value; absent where its own runs differ.
    """

    label: str
    runs: tuple[ComparedRun, ...]
    fields: Mapping[str, Any]

    @property
    def seeds(self) -> int:
        """How many different seeds its runs have."""
        return len({run.seed for run in self.runs})

    @property
    def id(self) -> str:
        """The identity of the group: that of its first run."""
        return self.runs[0].run.id


def group_runs(
    runs: Sequence[ComparedRun], by: str = OVER_SEEDS, varied: Mapping[str, Sequence[Any]] | None = None
) -> list[RunGroup]:
    """Return runs in groups, in the order in which each group's first run is.

    Args:
        runs: the runs.
        by: :data:`OVER_SEEDS` puts together what differs in the seed alone, :data:`EACH_RUN` nothing; a dotted path
            puts together what has the same value of that field.
        varied: what :func:`varied_fields` gives for the runs, where it is known already.
    """
    varied = varied_fields(runs) if varied is None else varied
    groups: dict[object, list[ComparedRun]] = {}
    for i, run in enumerate(runs):
        groups.setdefault(_key(run, by, i), []).append(run)
    labels = _labels(list(groups.values()), list(varied), by)
    return [
        RunGroup(label, tuple(members), {path: members[0].fields.get(path) for path in varied if _agree(members, path)})
        for label, members in zip(labels, groups.values(), strict=True)
    ]


def variant_key(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what runs that differ in the seed and the name alone have in common.

    Args:
        fields: the spec by dotted paths.
    """
    return tuple((path, repr(value)) for path, value in fields.items() if path not in SEED_FIELDS)


def _key(run: ComparedRun, by: str, place: int) -> object:
    if by == EACH_RUN or (by == OVER_SEEDS and run.run.status == Status.IMPORTED):  # its settings are not known
        return place
    if by == OVER_SEEDS:
        return variant_key(run.fields)
    return repr(run.fields.get(by))


def _agree(members: Sequence[ComparedRun], path: str) -> bool:
    return len({repr(run.fields.get(path)) for run in members}) == 1


def _labels(groups: Sequence[Sequence[ComparedRun]], varied: Sequence[str], by: str) -> list[str]:
    """Return a label for each group, no two alike."""
    if by not in (OVER_SEEDS, EACH_RUN):
        found = [_written(by, group[0].fields.get(by), varied) for group in groups]
    else:
        found = [_common_name(group) for group in groups]
        if by == OVER_SEEDS and (len(set(found)) < len(found) or "" in found):
            found = [_described(group[0], varied) or name or "run" for group, name in zip(groups, found, strict=True)]
    found = _without_common_experiment(found)
    count, seen = Counter(found), Counter[str]()
    for i, label in enumerate(found):
        seen[label] += 1
        if count[label] > 1:
            found[i] = f"{label} [{groups[i][0].run.id}]"
    return found


def _without_common_experiment(labels: list[str]) -> list[str]:
    """Return labels without the experiment's name behind them where all have the same."""
    parts = [label.rpartition(EXPERIMENT_MARK) for label in labels]
    return [name for name, _, _ in parts] if len({(m, e) for _, m, e in parts}) == 1 and parts[0][1] else labels


def _common_name(group: Sequence[ComparedRun]) -> str:
    """Return the name that a group's runs share once the seed is taken off, "" where they share none."""
    if len(group) == 1:
        return group[0].run.name
    names = {variant_label(run.run.name) for run in group}
    return names.pop() if len(names) == 1 else ""


def _described(run: ComparedRun, varied: Sequence[str]) -> str:
    shown = [path for path in varied if run.fields.get(path) is not None][:_MOST_FIELDS]
    return ", ".join(_written(path, run.fields.get(path), varied) for path in shown)


def _written(path: str, value: Any, varied: Sequence[str]) -> str:
    text = field_text(value)
    return text if path.endswith(".type") else f"{short_field(path, varied)} = {text}"
