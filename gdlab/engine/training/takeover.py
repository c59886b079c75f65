"""Whether a run of another spec can take over a run's state: every field can change but those that shape the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.program.spec_members import average_of, optimizer_of, schedule_of
from gdlab.engine.training.progress import Progress
from gdlab.spec.calls import shorten
from gdlab.spec.run import RunSpec


def obstacle(before: RunSpec, after: RunSpec) -> str:
    """Return a sentence that names the first field that cannot change and why, "" when the state can be taken over.

    Args:
        before: the spec of the run whose state it is.
        after: the spec of the run that is to go on.
    """
    old, new = before.training, after.training
    averages = [type(average).__name__ if average else "none" for average in (average_of(before), average_of(after))]
    changes = [
        ("training.dtype", old.dtype, new.dtype, "the state is held in that precision"),
        ("training.batch_size", old.batch_size, new.batch_size, "the place in the data is counted in mini-batches"),
        ("training.average", *averages, "the averaged weights are part of the state"),
    ]
    for field, was, wanted, why in changes:
        if was != wanted:
            return _sentence(field, was, wanted, why)
    return _of_optimizers(optimizer_of(before), optimizer_of(after))


def _of_optimizers(old: Optimizer, new: Optimizer) -> str:
    if old.type != new.type:
        held = [", ".join(v.name for v in optimizer.vectors) or "no vector" for optimizer in (old, new)]
        return _sentence("the optimizer", old.type, new.type, f"one keeps {held[0]} and the other {held[1]}")
    for name, info in type(old).model_fields.items():
        was, wanted = getattr(old, name), getattr(new, name)
        extra = info.json_schema_extra
        fixed = str(extra.get("fixed", "")) if isinstance(extra, dict) else ""
        shaped = [kept.name for kept in (*old.vectors, *old.numbers) if name in (kept.count, getattr(kept, "when", ""))]
        why = fixed or (f"it decides whether or how many of {', '.join(shaped)} are kept" if shaped else "")
        if was != wanted and why:
            return _sentence(f"{old.type}'s {name}", was, wanted, why)
    return ""


def _sentence(field: str, was: Any, wanted: Any, why: str) -> str:
    before, after = (shorten(" ".join(str(value).split())) for value in (was, wanted))
    return f"{field} cannot change from {before} to {after} in a run that goes on from another's state, because {why}"


def memory_for(before: Mapping[str, float], after: RunSpec) -> Mapping[str, float]:
    """Return what a run's schedule begins with: what another's remembered, where both remember the same things.

    Args:
        before: the memory of the other run's schedule.
        after: the spec of the run that is to go on.
    """
    schedule = schedule_of(after)
    start = schedule.start() if schedule is not None else {}
    return before if start.keys() == before.keys() else start


def progress_for(before: Progress) -> Progress:
    """Return a run's progress for one that goes on from its state: nothing has ended it, and patience begins anew."""
    return Progress(elapsed=before.elapsed, best=before.best, extra=before.extra)
