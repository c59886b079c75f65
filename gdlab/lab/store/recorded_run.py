"""A run that is being recorded: what of it was handed over, what of it is on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run
from gdlab.lab.store.records import SavedRows

#: Bytes from which on a checkpoint is large: it has a file of its own, and its memory is made before it is copied.
LARGE = 1 << 22
#: The share of a run's time that copying its state may take; a state that takes longer to copy is copied less often.
_SHARE = 0.0085
#: Seconds that copying may take beyond that share at once, and those that a run's first copy, whose memory is new, may.
_ALLOWANCE, _FIRST_ALLOWANCE = 0.02, 0.1
#: Seconds for which a large checkpoint waits for the disk before the next one is copied.
_WAITS = 5.0


class Recordable(Protocol):
    """The part of a trainer that recording needs."""

    @property
    def step(self) -> int:
        """Return the steps done."""
        ...

    @property
    def elapsed(self) -> float:
        """Return the seconds of training."""
        ...

    @property
    def history(self) -> History:
        """Return the metrics so far."""
        ...

    @property
    def state_size(self) -> int:
        """Return how many bytes the large part of a state takes."""
        ...

    def state_memory(self) -> Mapping[str, np.ndarray]:
        """Return memory for a state; another thread than the one that trains may ask for it."""
        ...

    def state(self, *, history: bool = True, into: Mapping[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
        """Return a copy of the state from which the run goes on, with or without its history.

        The memory of an earlier copy, ``into``, is written again where it fits.
        """
        ...


@dataclass
class RecordedRun:
    """A run that is being recorded.

    Attributes:
        run: its record, whose history grows while it trains.
        resumed: whether it goes on from what the store holds of it; the old checkpoint goes otherwise.
        saved: what of its history is in the store.
        state, step: the newest checkpoint that is still to be written, None for none, and its step.
        spare: a checkpoint that is written, whose memory takes the next one; None for none.
        memory: makes the memory of a large checkpoint, while training goes on; None when there is none to make.
        readers: how many threads write the checkpoint just now, so that its memory must stay as it is.
        due, state_due: when its metrics and its state are to be handed over next, by the monotonic clock.
        copied, credit: when its state was copied last, and seconds that copying may take at once.
        begun: whether it was written once.
        version, written: how often something was handed over, and how much of that is on the disk.
        ended: whether it is to be written as a whole.
        may_wait: whether its end may be gathered with others before it is written.
        withdrawn: whether it is to be taken out of the store.
        is_foreign: whether another process has made it its own, and writes it from then on.
    """

    run: Run
    resumed: bool = False
    saved: SavedRows = field(default_factory=SavedRows)
    state: Mapping[str, np.ndarray] | None = None
    step: int = 0
    spare: Mapping[str, np.ndarray] | None = None
    memory: Callable[[], Mapping[str, np.ndarray]] | None = None
    readers: int = 0
    due: float = 0.0
    state_due: float = 0.0
    copied: float = 0.0
    credit: float = 0.0
    begun: bool = False
    version: int = 1
    written: int = 0
    ended: bool = False
    may_wait: bool = False
    withdrawn: bool = False
    is_foreign: bool = False

    def note_copy(self, now: float, took: float, interval: float) -> None:
        """Note that the state was copied, and when it is due again.

        Args:
            now: the time of the monotonic clock.
            took: seconds for which the copy held training up.
            interval: seconds to the next copy at the least.
        """
        if self.copied:
            self.credit = min(_ALLOWANCE, self.credit + _SHARE * (now - self.copied)) - took
        else:
            self.credit = min(_ALLOWANCE, _FIRST_ALLOWANCE - took)
        self.copied, self.state_due = now, now + max(interval, -self.credit / _SHARE)

    def may_copy(self, trainer: Recordable) -> bool:
        """Return whether a checkpoint may be copied now: the last one is not being read, and memory for it is ready.

        The memory of a large checkpoint is prepared by the writer's thread, since the operating system provides memory
        page by page when it is first written, which may take fifty times as long as the copy itself. A large checkpoint
        is copied only after the last one has been written to disk, or after some seconds if that fails.
        """
        if self.readers or self.memory is not None:
            return False
        if trainer.state_size <= LARGE:
            return True
        if self.state is not None and time.monotonic() - self.copied < _WAITS:
            return False
        if self.spare is None:
            self.memory = trainer.state_memory
        return self.spare is not None

    def make_memory(self) -> str:
        """Make the memory that the next checkpoint waits for, and return why that cannot be done, "" where it can."""
        memory, problem = self.memory, ""
        if memory is not None:
            try:
                self.spare = memory()
            except MemoryError:
                self.state_due = time.monotonic() + _WAITS
                problem = f"run {self.run.id}: there is no memory for a copy of its state beside the run itself"
            self.memory = None
        return problem

    def take_spare(self) -> Mapping[str, np.ndarray] | None:
        """Return the checkpoint whose memory the next one may take, and keep it for no other."""
        taken, self.spare = self.spare, None
        return taken

    def put_state(self, state: Mapping[str, np.ndarray], step: int) -> None:
        """Note the newest checkpoint; the memory of one that it replaces serves for the next unless it is read now."""
        if self.state is not None and not self.readers:
            self.spare = self.state
        self.state, self.step = state, step

    @property
    def changed(self) -> bool:
        """Return whether anything of it is still to be written, also while that is being done."""
        return self.written != self.version

    @property
    def is_urgent(self) -> bool:
        """Return whether it is to be written without gathering more first."""
        return self.changed and (self.withdrawn or (self.ended and not self.may_wait))


@dataclass(frozen=True)
class StoreTrouble:
    """The reason why the store cannot be written at the moment.

    Attributes:
        message: the reason in a sentence, without the full stop.
        since: when it began, in seconds since 1970.
        runs: how many runs have something that is not on the disk.
    """

    message: str
    since: float
    runs: int


def checkpoint_of(trainer: Recordable, into: Mapping[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
    """Return a copy of a trainer's state without its metrics, which the store holds already up to its step.

    Args:
        trainer: which trains.
        into: an earlier checkpoint that is no longer needed; its large array is overwritten and used again.
    """
    until = np.array([len(trainer.history.marks), trainer.step], np.int64)
    return trainer.state(history=False, into=into) | {"marks": until}
