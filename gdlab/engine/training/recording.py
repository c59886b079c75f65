"""Write what a trainer measured into its history: one row a step, an evaluation or a sample of diagnostics."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.metrics.base import CompiledMetric, Metric
from gdlab.engine.thinning import Limit
from gdlab.engine.training.metric_fit import measured_metrics
from gdlab.engine.training.segment import Segment
from gdlab.spec.run_length import RunLength

#: Samples of diagnostics of up to so many tags share a table. More are divided, because the fewer tags share their
#: rows, the fewer rows a bucket leaves.
_MOST_A_TABLE = 24
_TAGS_A_TABLE = 8


class Recorder:
    """The writer of a run's history, which maps steps to examples and epochs.

    Args:
        length: how long the run is over its training part.
        probe_every: steps from one sample of diagnostics to the next, 0 for none.
        metrics: what is measured: of mini-batches what the compiled loop sums, of evaluations all that are numbers.
        memory: bytes that the steps and the samples of diagnostics may take; None keeps all of them.
        tail: how many of the last steps are read back and must be there in full.
    """

    def __init__(
        self,
        length: RunLength,
        probe_every: int = 0,
        metrics: Sequence[Metric] = (),
        memory: int | None = None,
        tail: int = 0,
    ) -> None:
        self.n_examples, self.batch_size, self.probe_every = length.n_examples, length.batch_size, probe_every
        self._memory, self._tail = memory, tail
        self._compiled = [metric for metric in metrics if isinstance(metric, CompiledMetric)]
        self._measured = measured_metrics(metrics)
        self.steps_per_epoch = length.steps_per_epoch

    def examples_at(self, steps: Any) -> Any:
        """Return how many examples were seen after so many steps, for one number or an array."""
        epochs, rest = np.divmod(steps, self.steps_per_epoch)
        return epochs * self.n_examples + rest * self.batch_size

    def record(self, history: History, segment: Segment, tags: list[tuple[int, str]]) -> None:
        """Append the steps, the evaluations and the samples of diagnostics of a segment."""
        if segment.steps_done:
            self._steps(history, segment)
        if segment.evaluations_done:
            self._evaluations(history, segment)
        if len(segment.probes):
            self._probes(history, segment, tags)

    def _steps(self, history: History, segment: Segment) -> None:
        did = segment.steps_done
        rows = self._index(segment, segment.steps) | {"gradients": segment.gradients[:did]}
        (first, *rest) = [(f"train/{metric.name}", metric.of_steps(segment.out[:did])) for metric in self._compiled]
        values = dict([first, ("train/lr", segment.rates[:did, 0]), *rest])
        history.record(rows, values, did, self._limit(2 if self.probe_every else 1, self._tail))

    def _probes(self, history: History, segment: Segment, tags: list[tuple[int, str]]) -> None:
        done = segment.steps[: segment.steps_done - segment.diverged]
        steps = done[done % self.probe_every == 0]
        rows = self._index(segment, steps) | {"gradients": segment.gradients[steps - segment.start - 1]}
        size = len(tags) if len(tags) <= _MOST_A_TABLE else _TAGS_A_TABLE
        groups = [tags[first : first + size] for first in range(0, len(tags), max(size, 1))]
        for group in groups if len(steps) else []:
            values = {tag: segment.probes[: len(steps), column] for column, tag in group}
            history.record(rows, values, len(steps), self._limit(2 * len(groups)))

    def _limit(self, share: int, tail: int = 0) -> Limit | None:
        return Limit(self._memory // share, tail) if self._memory is not None else None

    def _evaluations(self, history: History, segment: Segment) -> None:
        n = segment.evaluations_done
        steps = segment.events[:n]
        taken = np.concatenate([[segment.gradients_before], segment.gradients])[steps - segment.start]
        rows = self._index(segment, steps, np.arange(1, n + 1)) | {"gradients": taken}
        compiled = {f"val/{m.name}": m.of_evaluations(segment.evaluations[:n]) for m in self._compiled}
        history.record(rows, compiled, n)
        if self._measured:
            measured = {f"val/{m.name}": segment.measured[:n, i] for i, m in enumerate(self._measured)}
            history.record(rows, measured, n)

    def index_of(self, segment: Segment, steps: np.ndarray) -> dict[str, Any]:
        """Return the index columns of rows at these steps, which are the segment's or the one before it.

        Args:
            segment: the segment.
            steps: the step of each row.
        """
        taken = np.concatenate([[segment.gradients_before], segment.gradients])[steps - segment.start]
        return self._index(segment, steps) | {"gradients": taken}

    def _index(self, segment: Segment, steps: np.ndarray, evaluations: np.ndarray | None = None) -> dict[str, Any]:
        """Return the index columns of rows at these steps.

        Args:
            segment: the segment that the rows belong to.
            steps: the step of each row.
            evaluations: how many of the segment's evaluations came before each row; None: as many as the steps say.
        """
        seen = self.examples_at(steps)
        before = (
            np.searchsorted(segment.events[: segment.evaluations_done], steps) if evaluations is None else evaluations
        )
        elapsed = segment.elapsed(steps, before)
        return {
            "step": steps,
            "epoch": seen / self.n_examples,
            "examples": seen,
            "elapsed": elapsed,
            "wall_time": time.time() - (segment.span[1] - elapsed),
        }
