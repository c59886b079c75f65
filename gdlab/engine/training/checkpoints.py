"""The state of a run as named arrays, and whether one belongs to a run: what may differ between the two specs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.program.arena import Arena
from gdlab.engine.training.arena_state import ArenaState
from gdlab.engine.training.live_edits import live_fields
from gdlab.engine.training.progress import Progress
from gdlab.spec.errors import StateError
from gdlab.spec.run import RunSpec

#: Training options that shape the state or the path; the rest is live or says when to stop and what to record.
_FIXED = ("batch_size", "dtype", "shuffle", "average", "augmentation", "kink")


def check_same_run(ours: RunSpec, theirs: RunSpec) -> None:
    """Compare everything that cannot change while a run trains.

    Raises:
        StateError: naming what differs.
    """
    parts: dict[str, tuple[Any, Any]] = {
        "network": (ours.network, theirs.network),
        "loss": (ours.loss, theirs.loss),
        "seed": (ours.seed, theirs.seed),
        "schedule": (ours.schedule, theirs.schedule),
        "optimizer": (ours.optimizer.type, theirs.optimizer.type),
    }
    parts |= {n: (getattr(ours.training, n), getattr(theirs.training, n)) for n in _FIXED}
    if ours.optimizer.type == theirs.optimizer.type:
        fixed = set(type(ours.optimizer).model_fields) - set(live_fields(ours.optimizer))
        parts |= {n: (getattr(ours.optimizer, n), getattr(theirs.optimizer, n)) for n in sorted(fixed)}
    differs = [name for name, (a, b) in parts.items() if a != b]
    if differs:
        raise StateError(f"the state belongs to another run, whose {' and '.join(differs)} differ from this one's")


@dataclass(eq=False)
class Checkpoint:
    """Everything that a run needs to go on bit for bit.

    Attributes:
        spec: the run as it stood, live edits included.
        arena: what lies in the arena.
        progress: how far the run is.
        memory: what the schedule remembers.
        history: what was measured.
        data: by which the data are known again; nothing where it may go on with others.
    """

    spec: RunSpec
    arena: ArenaState
    progress: Progress
    memory: Mapping[str, float]
    history: History
    data: np.ndarray

    def arrays(self, *, history: bool = True) -> dict[str, np.ndarray]:
        """Return everything as named arrays, copies, fit for ``numpy.savez``; without the metrics if so asked."""
        arrays = self.arena.arrays() | {
            "spec": np.array(json.dumps(self.spec.to_dict())),
            "progress": self.progress.numbers(),
            "reason": np.array(self.progress.reason),
            "data": self.data.copy(),
            "schedule": np.array(json.dumps(dict(self.memory))),
        }
        return arrays | ({f"history/{k}": v for k, v in self.history.state().items()} if history else {})

    @classmethod
    def read(cls, state: Mapping[str, np.ndarray]) -> Checkpoint:
        """Return what :meth:`arrays` gave, here or in another process.

        Raises:
            StateError: when a part is missing or is not what it should be.
        """
        try:  # a file of numpy.load reads an array when it is asked for, and a damaged one raises what it likes
            state = {name: state[name] for name in state}
        except MemoryError:
            raise
        except Exception as error:
            raise StateError(f"this is not a state of a run: {error or type(error).__name__}") from None
        try:
            return cls(
                RunSpec.parse(json.loads(str(state["spec"])), "state"),
                ArenaState.read(state),
                Progress.of(state["progress"], str(state["reason"])),
                json.loads(str(state["schedule"])),
                History.restore({k.removeprefix("history/"): v for k, v in state.items() if k.startswith("history/")}),
                np.asarray(state.get("data", ())),
            )
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError) as error:
            raise StateError(f"this is not a state of a run: {error}") from None

    def check(self, spec: RunSpec, arena: Arena, data: np.ndarray) -> None:
        """Refuse a state of another run.

        Args:
            spec: the run that is to go on.
            arena: its arena.
            data: the mark of its data.

        Raises:
            StateError: naming what differs.
        """
        check_same_run(spec, self.spec)
        self.arena.check(arena)
        if self.data.size and not np.array_equal(self.data, data):
            raise StateError("the state belongs to a run on other data or with another version of this program")
