"""What happens to runs, rarely enough to be told one by one; the metrics themselves are pulled from the history."""

from __future__ import annotations

from dataclasses import dataclass

from gdlab.lab.run import Status


@dataclass(frozen=True)
class RunEvent:
    """An event of a run: its beginning, progress or end."""

    run_id: str


@dataclass(frozen=True)
class StatusChanged(RunEvent):
    """A run's new status, with the reason where it ended."""

    status: Status
    reason: str = ""


@dataclass(frozen=True)
class Preparing(RunEvent):
    """What is being done before the first step: loading data, compiling a kernel."""

    text: str


@dataclass(frozen=True)
class Edited(RunEvent):
    """A live edit that took effect at a step."""

    step: int
    text: str


@dataclass(frozen=True)
class Observed(RunEvent):
    """The result of an observer's question about a run's network, such as predictions or a boundary."""

    kind: str
    result: object
