"""Go on from a point of a run as another run: the same weights, moments and draws, other settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.spec.run import RunSpec

_MOST_POINTS = 12
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class BranchPoint:
    """Hold a run's state at a step, without its history."""

    step: int
    epoch: float
    state: Mapping[str, np.ndarray]


@dataclass
class BranchPoints:
    """Keep some states of a run, evenly spread over its steps; fewer of a large network."""

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
        point = snapshot(trainer)
        if sum(a.nbytes for a in point.state.values()) * _MOST_POINTS > _MOST_BYTES:
            self.too_large = True
            return
        if len(self.kept) >= _MOST_POINTS:
            self.kept, self.every = self.kept[1::2], 2 * self.every
        self.kept = [*self.kept, point]  # a new list: who reads it in another thread keeps the old one


def snapshot(trainer: Trainer) -> BranchPoint:
    """Return where a run stands now."""
    state = {k: v for k, v in trainer.state().items() if not k.startswith("history/")}
    return BranchPoint(trainer.step, trainer.epoch, state)


def branched(point: BranchPoint, spec: RunSpec) -> dict[str, np.ndarray]:
    """Return the state from which a run of another spec, with the same network, goes on from a point.

    The spec's optimizer must keep as many numbers a parameter as the point's; the session refuses it otherwise.
    """
    progress = np.array(point.state["progress"])
    progress[2:5] = 0.0  # epochs without a better loss, diverged, done early
    return dict(point.state) | {
        "spec": np.array(json.dumps(spec.to_dict())),
        "progress": progress,
        "reason": np.array(""),
        "data": np.zeros(0, np.int64),  # it may go on with other data of the same shape
    }


def same_kind(point: BranchPoint, spec: RunSpec) -> bool:
    """Tell whether a spec's optimizer can go on with the moments of a point; else only the weights are taken over."""
    before = json.loads(str(point.state["spec"]))
    old, new = before["optimizer"], spec.optimizer.to_dict()
    shape = ("type", "momentum", "nesterov", "amsgrad", "centered")
    alike = all(bool(old.get(k)) == bool(new.get(k)) if k != "type" else old[k] == new[k] for k in shape)
    return alike and before["training"].get("dtype") == spec.to_dict()["training"].get("dtype")
