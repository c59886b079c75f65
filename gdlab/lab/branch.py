"""Go on from a point of a run as another run: the same weights, moments and draws, other settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.engine.training.progress import Progress
from gdlab.engine.training.takeover import memory_for, obstacle, progress_for
from gdlab.spec.errors import StateError
from gdlab.spec.run import RunSpec

_MOST_POINTS = 12
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class BranchPoint:
    """The state of a run at a step, without its history."""

    step: int
    epoch: float
    state: Mapping[str, np.ndarray]


@dataclass
class BranchPoints:
    """Some states of a run, evenly spread over its steps; fewer of a large network."""

    kept: list[BranchPoint] = field(default_factory=list)
    every: int = 0
    too_large: bool = False

    def until(self, trainer: Trainer) -> int:
        """Return how many steps there are up to the next state to keep."""
        self.every = self.every or max(1, trainer.total_steps // 10)
        last = self.kept[-1].step if self.kept else 0
        return max(1, last + self.every - trainer.step)

    def record(self, trainer: Trainer) -> None:
        """Keep the trainer's state if it is time; for the thread that trains."""
        last = self.kept[-1].step if self.kept else 0
        if trainer.step - last < self.every or self.too_large:
            return
        point = take_branch_point(trainer)
        if sum(a.nbytes for a in point.state.values()) * _MOST_POINTS > _MOST_BYTES:
            self.too_large = True
            return
        if len(self.kept) >= _MOST_POINTS:
            self.kept, self.every = self.kept[1::2], 2 * self.every
        self.kept = [*self.kept, point]  # a new list: who reads it in another thread keeps the old one


def take_branch_point(trainer: Trainer) -> BranchPoint:
    """Return where a run is now."""
    state = {k: v for k, v in trainer.state().items() if not k.startswith("history/")}
    return BranchPoint(trainer.step, trainer.epoch, state)


def refusal(point: BranchPoint, spec: RunSpec) -> str:
    """Return a sentence that says why a spec cannot go on from a point, "" when it can.

    Args:
        point: where the other run was.
        spec: the branch.
    """
    return obstacle(RunSpec.parse(json.loads(str(point.state["spec"])), "state"), spec)


def branched(point: BranchPoint, spec: RunSpec) -> dict[str, np.ndarray]:
    """Return the state from which a run of another spec, with the same network, goes on from a point.

    Args:
        point: where the other run was.
        spec: the branch, which may differ in every field that does not shape the state.

    Raises:
        StateError: naming a field that cannot change, and why.
    """
    why = refusal(point, spec)
    if why:
        raise StateError(why)
    progress = progress_for(Progress.of(point.state["progress"], ""))
    memory = memory_for(json.loads(str(point.state["schedule"])), spec)
    return dict(point.state) | {
        "spec": np.array(json.dumps(spec.to_dict())),
        "progress": progress.numbers(),
        "reason": np.array(progress.reason),
        "schedule": np.array(json.dumps(dict(memory))),
        "data": np.zeros(0, np.int64),  # it may go on with other data of the same shape
    }
