"""The lines of the store's list, and what the record of a run says of its process."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def standing(status: str, process: str, alive: set[str]) -> str:
    """Return the status of a run, "interrupted" when it is under way in the record and its process has ended."""
    return str(Status.INTERRUPTED) if status in UNDER_WAY and process not in alive else status


def figures(text: str) -> dict[str, Any]:
    """Return the summary that a record holds, nothing where it is damaged."""
    try:
        held: Any = json.loads(text)
    except ValueError:
        return {}
    return dict(held) if isinstance(held, dict) else {}  # pyright: ignore[reportUnknownArgumentType]
