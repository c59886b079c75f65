"""What happens to runs, rarely enough to be told one by one; the metrics themselves are pulled from the history."""

from __future__ import annotations

from dataclasses import dataclass

from gdlab.lab.run import Status


@dataclass(frozen=True)
class RunEvent:
    """Be something that happened to a run."""

    run_id: str


@dataclass(frozen=True)
class StatusChanged(RunEvent):
    """Say that a run is now queued, running, paused, finished, stopped, diverged or failed, and why."""

    status: Status
    reason: str = ""


@dataclass(frozen=True)
class Preparing(RunEvent):
    """Say what is being done before the first step: loading data, compiling a kernel."""

    text: str


@dataclass(frozen=True)
class Edited(RunEvent):
    """Say that a live edit took effect at a step."""

    step: int
    text: str


@dataclass(frozen=True)
class Observed(RunEvent):
    """Carry what an observer asked of a run's network (predictions, a boundary)."""

    kind: str
    result: object
