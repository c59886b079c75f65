"""The lines of the store's list, and what the record of a run says of its process."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gdlab.lab.run import Status

#: The statuses of runs that a process trains.
UNDER_WAY = tuple(str(status) for status in Status if not status.ended)


@dataclass(frozen=True)
class StoredRun:
    """A line of the store's list: a run without its arrays.

    Attributes:
        id, name, group, status, reason, started, elapsed: as in :class:`gdlab.lab.run.Run`; the status of a run whose
            process has ended before it is "interrupted".
        summary: final and best metrics by name.
        tags: the words that the user gave it.
        steps: the steps of its last checkpoint, from which an interrupted run goes on; 0 for none.
    """

    id: str
    name: str
    group: str
    status: str
    reason: str
    started: float
    elapsed: float
    summary: Mapping[str, Any]
    tags: tuple[str, ...] = ()
    steps: int = 0


#: The status in the list of a run whose line in the store is damaged.
DAMAGED = "damaged"
#: Seconds since 1970 at the end of the year 9999, the last that a date can be made of.
_LAST_SECOND = 253_402_300_799.0


def line_is_whole(texts: Sequence[object], started: object, elapsed: object) -> bool:
    """Return whether the cells of a run's line hold what they should: texts, a moment, and seconds.

    Args:
        texts: the cells that hold texts.
        started: the cell of the moment, seconds since 1970.
        elapsed: the cell of the seconds of training.
    """
    numbers = [value for value in (started, elapsed) if isinstance(value, int | float) and math.isfinite(value)]
    return all(isinstance(text, str) for text in texts) and len(numbers) == 2 and 0 <= numbers[0] < _LAST_SECOND


def stored_run(row: Sequence[Any], tags: Sequence[str], alive: set[str]) -> StoredRun:
    """Return a line of the list.

    Args:
        row: id, name, group, status, reason, started, elapsed, summary, process and steps, as the store holds them.
        tags: the run's tags.
        alive: the tokens of the processes that live.
    """
    key, name, group, status, reason, started, elapsed, summary, process, steps = row
    whole = line_is_whole((key, name, group, status, reason, summary, process), started, elapsed)
    if not (whole and status in tuple(Status) and isinstance(steps, int)):
        return StoredRun(f"{key}", f"{name}", "", DAMAGED, "its line in the store is damaged", 0.0, 0.0, {}, (), 0)
    now = recorded_status(status, process, alive)
    return StoredRun(key, name, group, now, reason, started, elapsed, figures(summary), tuple(tags), steps)


def recorded_status(status: str, process: str, alive: set[str]) -> str:
    """Return the status of a run, "interrupted" when it is under way in the record and its process has ended."""
    return str(Status.INTERRUPTED) if status in UNDER_WAY and process not in alive else status


def figures(text: str) -> dict[str, Any]:
    """Return the summary that a record holds, nothing where it is damaged."""
    try:
        held: Any = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    numbers = {str(k): v for k, v in held.items() if v is None or isinstance(v, int | float)}  # pyright: ignore
    return {name: v for name, v in numbers.items() if v is None or abs(v) < 1e300}
