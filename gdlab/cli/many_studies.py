"""Many studies at a time: processes that carry out one each, the longest first, and times when nothing else works.

Threads of one process wait for one another wherever they are in Python, which is more than half of the time in short
runs. So each core has a process of its own, with one study at a time in it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Self

from gdlab.studies.catalogue import longest_first
from gdlab.studies.model import Study
from gdlab.studies.process_messages import (
    BeginStudy,
    MeasureTimes,
    Messages,
    RunsDone,
    Stop,
    StudyEnded,
    StudyTerms,
    StudyWaits,
)
from gdlab.studies.result import Result

#: Seconds after which it is asked whether to stop.
_INTERVAL = 0.2


@dataclass(eq=False)
class _Worker:
    """A process, and what it has to do: the study that it works on, and those that wait until all is quiet."""

    process: subprocess.Popen[bytes]
    messages: Messages
    listener: threading.Thread = field(default_factory=threading.Thread)
    study: str = ""
    waiting: list[str] = field(default_factory=list)
    ended: bool = False


class ManyStudies:
    """Processes that carry out studies; they begin to start at once, so that they are ready when the studies are read.

    Args:
        workers: how many processes.

    Attributes:
        results, failures: what became of the studies so far, by name.
        done: how many runs have ended, by study; notes: what is worked on.
    """

    def __init__(self, workers: int) -> None:
        self.results: dict[str, Result] = {}
        self.failures: dict[str, str] = {}
        self.done: dict[str, int] = {}
        self.notes: dict[str, str] = {}
        self._came: SimpleQueue[tuple[_Worker, Any]] = SimpleQueue()
        self._left: deque[Study] = deque()
        self._workers = [self._started() for _ in range(workers)]

    def run(
        self,
        studies: Sequence[Study],
        terms: StudyTerms,
        progress: Callable[[], None],
        ended: Callable[[StudyEnded], None],
    ) -> None:
        """Carry out studies.

        Args:
            studies: which.
            terms: what holds for all of them.
            progress: called several times a second; an exception from it, such as KeyboardInterrupt, stops.
            ended: called with each study that has ended.
        """
        self._left.extend(longest_first(studies))
        for worker in self._workers:
            worker.messages.send(terms)
            self._give(worker)
        while self.ended < len(studies):
            progress()
            try:
                worker, message = self._came.get(timeout=_INTERVAL)
            except Empty:
                continue
            for over in self._heard(worker, message):
                ended(over)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def ended(self) -> int:
        """Return how many studies have ended."""
        return len(self.results) + len(self.failures)

    def close(self, number: int = signal.SIGTERM) -> None:
        """Have the processes end, with what they have trained in the store, and wait for them.

        Args:
            number: the signal for which they stop.
        """
        for worker in self._workers:
            worker.messages.send(Stop(number))
        for worker in self._workers:
            worker.process.wait()
            worker.listener.join()  # it has read the end
            worker.messages.close()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _started(self) -> _Worker:
        """Return a process that is on its way, away from the terminal, whose signals are for this one alone."""
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
        process = subprocess.Popen(
            [sys.executable, "-m", "gdlab.cli.study_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            creationflags=flags, start_new_session=True,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        worker = _Worker(process, Messages(process.stdout, process.stdin))
        worker.listener = threading.Thread(target=self._listen, args=(worker,), name="gdlab-studies", daemon=True)
        worker.listener.start()
        return worker

    def _listen(self, worker: _Worker) -> None:
        while (message := worker.messages.receive()) is not None:
            self._came.put((worker, message))
        self._came.put((worker, None))

    def _heard(self, worker: _Worker, message: Any) -> list[StudyEnded]:
        """Take a message, give the process its next work, and return the studies that have ended by it."""
        match message:
            case RunsDone(name, done, note):
                self.done[name], self.notes[name] = done, note
                return []
            case StudyWaits(name):
                worker.waiting.append(name)
                over = []
            case StudyEnded(name, _, _):
                over = [message]
            case _:
                over = self._lost(worker)
        for one in over:
            self.notes.pop(one.name, None)
            if one.result is not None:
                self.results[one.name] = one.result
            else:
                self.failures[one.name] = one.problem
        worker.study = ""
        self._give(worker)
        return over

    def _give(self, worker: _Worker) -> None:
        """Give a process its next study; when none is left and all is quiet, the times of one that waits."""
        if self._left and not worker.ended:
            study = self._left.popleft()
            worker.study = study.name
            worker.messages.send(BeginStudy(study))
        elif not any(other.study for other in self._workers):
            waits = next((other for other in self._workers if other.waiting), None)
            if waits is not None:
                waits.study = waits.waiting.pop(0)
                waits.messages.send(MeasureTimes(waits.study))

    def _lost(self, worker: _Worker) -> list[StudyEnded]:
        """Return the studies that a process takes with it that has ended by itself, all where it was the last one."""
        worker.ended = True
        names = [name for name in (worker.study, *worker.waiting) if name]
        worker.waiting.clear()
        if all(other.ended for other in self._workers):
            names += [study.name for study in self._left]
            self._left.clear()
        code = worker.process.wait()
        said = f"the process that trained it ended by itself (code {code}); its runs are kept"
        return [StudyEnded(name, None, said) for name in names]
