"""Where trials train: threads of this process, or workers of a cluster."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from gdlab.lab.run import Run
from gdlab.lab.sweeps.seed_training import LocalSeed, LocalTraining, TrialRules, TrialTraining
from gdlab.lab.train import Arrays
from gdlab.spec.errors import GdlabError

State = Mapping[str, np.ndarray]


class PlaceLostError(GdlabError):
    """The reason why no trial can train for now: the sweep stops, and goes on when it is resumed."""


class Place(Protocol):
    """Where the runs of trials train.

    Attributes:
        most_slots: how many there may ever be.
        data_hash: the content hash of the user's own arrays, "" for none.
        own_data: whether there are such arrays.
    """

    @property
    def slots(self) -> int:
        """Return how many trials train at a time."""
        ...

    most_slots: int
    data_hash: str
    own_data: bool

    def begin(self, runs: Sequence[tuple[Run, State | None]], rules: TrialRules) -> TrialTraining:
        """Return the training of a trial's runs, each from its start or from a state."""
        ...

    def stop(self) -> None:
        """Take in that the end was asked for: what does not answer is no longer waited for."""
        ...

    def close(self) -> None:
        """Let go of what trains."""
        ...


class LocalPlace:
    """Threads of this process.

    Args:
        slots: how many trials train at a time; one a core if 0.
        data: the user's own arrays in place of the spec's data.
        test: inputs and targets of theirs that are set aside.
    """

    def __init__(self, slots: int = 0, data: Arrays | None = None, test: Arrays | None = None) -> None:
        self.most_slots = slots or os.cpu_count() or 1
        self.own_data = data is not None
        self.data_hash = "" if data is None else array_hash([*data, *(test or ())])
        self._data, self._test = data, test

    @property
    def slots(self) -> int:
        """Return how many trials train at a time."""
        return self.most_slots

    def begin(self, runs: Sequence[tuple[Run, State | None]], rules: TrialRules) -> LocalTraining:
        """Return the training of a trial's runs in the caller's thread."""
        return LocalTraining([LocalSeed(run, state, rules, self._data, self._test) for run, state in runs], rules)

    def stop(self) -> None:
        """Do nothing: a thread ends after its slice."""

    def close(self) -> None:
        """Do nothing: the threads belong to the sweep."""


def array_hash(arrays: Sequence[np.ndarray]) -> str:
    """Return a hash of the contents, shapes and types of arrays."""
    held = hashlib.sha256()
    for array in arrays:
        whole = np.ascontiguousarray(array)
        held.update(f"{whole.dtype.str}{whole.shape}".encode())
        held.update(whole.tobytes())
    return held.hexdigest()[:32]
