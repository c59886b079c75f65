"""What a process that carries out many studies and the processes that train for it say to each other."""

from __future__ import annotations

import pickle
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gdlab.studies.model import Size, Study
from gdlab.studies.result import Result


@dataclass(frozen=True)
class StudyTerms:
    """What holds for all studies: the first message to a process that trains.

    Attributes:
        size, seeds: how many runs; seeds in place of each study's own number.
        store: where runs are kept.
        fresh: train again what the store has.
        threads: cores over which one run is spread at most.
        draws: whether the pictures are wanted as an image as well.
    """

    size: Size
    seeds: int | None
    store: Path
    fresh: bool
    threads: int
    draws: bool


@dataclass(frozen=True)
class BeginStudy:
    """To a process that trains: carry out a study."""

    study: Study


@dataclass(frozen=True)
class MeasureTimes:
    """To a process that trains: nothing else works now, so measure the times of a study that waits."""

    name: str


@dataclass(frozen=True)
class Stop:
    """To a process that trains: end soon; the number is that of the signal that asked for it."""

    number: int


@dataclass(frozen=True)
class RunsDone:
    """From a process that trains: how many runs of a study are done, and what is worked on."""

    name: str
    done: int
    note: str


@dataclass(frozen=True)
class StudyWaits:
    """From a process that trains: all runs of a study have ended, and its times are still to be measured."""

    name: str


@dataclass(frozen=True)
class StudyEnded:
    """From a process that trains: what became of a study, or in a sentence why it could not be carried out."""

    name: str
    result: Result | None
    problem: str = ""


class Messages:
    """Messages over two pipes, whole and in order; any thread may send.

    Args:
        incoming: where they come from; outgoing: where they go.
    """

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._guard = threading.Lock()

    def send(self, message: Any) -> bool:
        """Send a message and return whether the other process still takes any."""
        packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            with self._guard:
                self._outgoing.write(packed)
                self._outgoing.flush()
        except (OSError, ValueError):  # the other end, or this one, is closed
            return False
        return True

    def receive(self) -> Any:
        """Wait for the next message and return it, None when the other process has ended."""
        try:
            return pickle.load(self._incoming)  # noqa: S301 - of a process that this one started, or was started by
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return None

    def close(self) -> None:
        """Close both ends, once no other thread sends or receives."""
        for pipe in (self._incoming, self._outgoing):
            with suppress(OSError):  # what was to be sent has no reader any more
                pipe.close()
