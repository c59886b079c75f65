"""When the state of a run that trains is copied for the store."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.store import Store
from tests.lab.small import spec


class Waiting:
    """A trainer whose thread waits for a processor while its state is copied, as on a busy machine."""

    def __init__(self) -> None:
        self.step, self.elapsed, self.history, self.copies = 1, 0.0, History(), 0
        self.state_size = 0

    def state_memory(self) -> dict[str, np.ndarray]:
        return {}

    def state(self, *, history: bool = True, into: object = None) -> dict[str, np.ndarray]:
        self.copies += 1
        time.sleep(0.1)
        return {}


class FirstIsDear(Waiting):
    """A trainer whose first copy takes long, since its memory is new."""

    def state(self, *, history: bool = True, into: object = None) -> dict[str, np.ndarray]:
        self.copies += 1
        until = time.thread_time() + (0.05 if self.copies == 1 else 0.0)
        while time.thread_time() < until:
            pass
        return {}


def test_a_first_copy_that_takes_long_makes_the_next_no_later(tmp_path: Path):
    recorder, trainer, run = RunRecorder(Store(tmp_path / "runs.sqlite"), interval=0.0), FirstIsDear(), Run(spec())
    recorder.begin(run)
    until = time.monotonic() + 3  # a hundredth of the time would have it wait for five
    while trainer.copies < 2 and time.monotonic() < until:
        recorder.offer(run, trainer)
        time.sleep(0.01)
    recorder.close()
    assert trainer.copies == 2


def test_waiting_for_a_processor_makes_checkpoints_no_rarer(tmp_path: Path):
    recorder, trainer, run = RunRecorder(Store(tmp_path / "runs.sqlite"), interval=0.0), Waiting(), Run(spec())
    recorder.begin(run)
    until = time.monotonic() + 5  # by the clock on the wall, the copy of a tenth of a second is due for ten
    while trainer.copies < 2 and time.monotonic() < until:
        recorder.offer(run, trainer)
        time.sleep(0.01)
    recorder.close()
    assert trainer.copies == 2


def test_a_run_counts_as_ended_once_its_parameters_are_written(tmp_path: Path):
    store, run = Store(tmp_path / "runs.sqlite"), Run(spec())
    recorder = RunRecorder(store)
    recorder.begin(run)
    run.status = Status.FINISHED  # by the thread that trains it, just before it hands over the parameters
    assert recorder.flush(10.0)
    assert [line.status for line in store.list()] == ["running"]  # a crash now has it go on from its checkpoint
    run.parameters = {"0.weight": np.ones(2, np.float32)}
    recorder.end(run)
    recorder.close()
    assert [(one.status, list(one.parameters)) for one in store.load()] == [(Status.FINISHED, ["0.weight"])]
