"""How long runs take beside one another: their steps interleaved, in processor time, with the load of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.train import SpecTrainer
from gdlab.spec.run import RunSpec

#: Rounds at least and at most, the seconds of one run in a round, and the seconds after which no more are begun.
_FEWEST, _MOST, _ROUND, _ENOUGH = 5, 11, 0.004, 1.0
_STEPS, _STEPS_OF_ROUND = 1_000_000, 2000


@dataclass(frozen=True)
class Timing:
    """The seconds of one example in each of several runs, and the share of the time that other programs took."""

    seconds_per_example: tuple[float, ...]
    busy: float


def interleaved_times(specs: Sequence[RunSpec], stop: Callable[[], bool]) -> Timing:
    """Return how long one example takes in each of several runs, evaluation apart.

    The runs take rounds of some milliseconds, so that whatever slows the machine slows all of them; a figure is the
    median over the rounds of the thread's processor time, relative to the mean of the round. What the clock shows
    beyond the processor time was taken by other programs.

    Args:
        specs: the runs.
        stop: asked between rounds; True ends it.

    Raises:
        KeyboardInterrupt: when ``stop`` returned True.
    """
    runs = [_Interleaved(spec) for spec in specs]
    began = time.perf_counter()
    while len(runs[0].used) < _FEWEST or (len(runs[0].used) < _MOST and time.perf_counter() - began < _ENOUGH):
        for run in runs:
            if stop():
                raise KeyboardInterrupt
            run.take()
    used = np.log(np.array([run.used for run in runs]))
    relative = used - used.mean(axis=0)
    middle = np.median(relative, axis=1) + np.median(used.mean(axis=0))
    clock, processor = sum(run.clock for run in runs), sum(run.processor for run in runs)
    busy = max(0.0, 1 - processor / clock) if clock > 0 else 0.0
    return Timing(tuple(float(v) for v in np.exp(middle)), busy)


class _Interleaved:
    """A run that is timed a few steps at a time."""

    def __init__(self, spec: RunSpec) -> None:
        training = spec.training.replace(
            epochs=_STEPS,
            max_steps=0,
            target_loss=0.0,
            patience=0,
            eval_every=_STEPS,
            diagnostics_every=0,
            threads=1,  # the processor's time is that of this thread
        )
        self._spec = spec.replace(training=training)
        self._trainer = SpecTrainer(self._spec)
        self._trainer.ready()
        self._steps = 1
        self._forget()
        self.take()  # the first step warms the caches
        while (seconds := self._fewest_seconds()) < _ROUND and self._steps < _STEPS_OF_ROUND:
            self._steps = min(_STEPS_OF_ROUND, self._steps * int(np.clip(np.ceil(_ROUND / seconds), 2, 8)))
        self._forget()

    def _fewest_seconds(self) -> float:
        """Return the fewest seconds that a round takes now, of two: one alone may be slow by chance.

        Were a slow round taken for one that is long enough, the run would be timed by single steps, and so with what
        each call of the trainer takes beside them, which can be as long as the step.
        """
        seconds: list[float] = []
        for _ in range(2):
            self.take()
            seconds.append(self._last)
        return min(seconds)

    def _forget(self) -> None:
        self.used: list[float] = []
        self.clock = self.processor = self._last = 0.0

    def take(self) -> None:
        """Do the steps of one round and note the processor's time an example."""
        if self._trainer.finished:
            self._trainer = SpecTrainer(self._spec)
        clock, processor = time.perf_counter(), time.thread_time()
        did = self._trainer.advance(self._steps)
        spent = time.thread_time() - processor
        self.clock += time.perf_counter() - clock
        self.processor += spent
        self._last = max(spent, 1e-9)
        self.used.append(self._last / max(did * self._trainer.batch_size, 1))
