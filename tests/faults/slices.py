"""Every slice of training noted in a file, by which the training that a kill has lost is counted to the slice."""

from __future__ import annotations

import os
import struct
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Of one slice: the run's id, the step, the time since 1970, seconds for which its threads waited for a processor.
_RECORD = struct.Struct("<8sqdd")
#: The beginning of a program whose slices are noted in the file that follows as a string.
PRELUDE = "from tests.faults.slices import note_slices\nnote_slices({path!r})\n"


@dataclass(frozen=True)
class Slice:
    """The end of one slice of a run.

    Attributes:
        step: the steps done.
        time: when, in seconds since 1970.
        waited: seconds for which threads that trained the run had waited for a processor in all.
    """

    step: int
    time: float
    waited: float


def note_slices(path: str) -> None:
    """Note from now on each slice after which a run is offered to this process's recorder; what is noted stays."""
    from gdlab.lab.store.recorder import RunRecorder

    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    offered, seen, waited = RunRecorder.offer, threading.local(), defaultdict[str, float](float)

    def offer(self: RunRecorder, run, trainer, **words):  # type: ignore[no-untyped-def]
        now = _waited()
        waited[run.id] += now - getattr(seen, "waited", now)
        seen.waited = now
        os.write(file, _RECORD.pack(run.id.encode(), trainer.step, time.time(), waited[run.id]))
        offered(self, run, trainer, **words)

    RunRecorder.offer = offer  # type: ignore[method-assign]


def noted_slices(path: Path, since: float) -> dict[str, list[Slice]]:
    """Return the slices that ended after a time, by the run's id."""
    found = defaultdict[str, list[Slice]](list)
    with suppress(FileNotFoundError):
        raw = path.read_bytes()
        for key, step, when, waited in _RECORD.iter_unpack(raw[: len(raw) // _RECORD.size * _RECORD.size]):
            if when > since:
                found[key.decode()].append(Slice(step, when, waited))
    return found


def _waited() -> float:
    """Return the seconds for which this thread could have run and had no processor; 0 where the system does not say."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
