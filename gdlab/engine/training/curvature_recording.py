"""When the curvature of a run is measured, and how the figures get into its history."""

from __future__ import annotations

import time

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.training.curvature_sampler import EDGE, SHARPNESS, CurvatureSampler
from gdlab.engine.training.recording import Recorder
from gdlab.engine.training.segment import Segment
from gdlab.spec.run import RunSpec


class CurvatureRecorder:
    """The measurements of a run's curvature at its start and after every k-th step, k = ``training.curvature_every``.

    Args:
        sampler: what measures.
        recorder: the writer of the run's history.
        batch: examples of a mini-batch.
    """

    def __init__(self, sampler: CurvatureSampler, recorder: Recorder, batch: int) -> None:
        self._sampler, self._recorder, self._batch = sampler, recorder, batch
        self._first: dict[str, float] | None = None

    def before(self, step: int, spec: RunSpec, history: History) -> float:
        """Measure at the start of a run, and note the gradient before the step after which is measured next.

        Args:
            step: steps done so far.
            spec: the run with its live edits.
            history: what was recorded so far.

        Returns:
            The seconds that it took.
        """
        every, began = spec.training.curvature_every, time.perf_counter()
        if not every:
            return 0.0
        if step == 0 and not history.tables:
            self._first = self._sampler.sample(spec, self._batch)
        if (step + 1) % every == 0:
            self._sampler.note_gradient(spec)
        return time.perf_counter() - began

    def after(self, segment: Segment, spec: RunSpec, optimizer: Optimizer, history: History) -> float:
        """Record what was measured before a segment, and measure after it where that is due.

        Args:
            segment: the steps that were done and recorded.
            spec: the run with its live edits.
            optimizer: whose step is stable up to some sharpness.
            history: is written.

        Returns:
            The seconds that it took.
        """
        every, began = spec.training.curvature_every, time.perf_counter()
        if not every or not segment.steps_done:
            return 0.0
        if self._first is not None:
            self._record(segment, 0, self._first, optimizer, history)
            self._first = None
        step = segment.start + segment.steps_done
        if step % every == 0 and not segment.diverged:
            self._record(segment, step, self._sampler.sample(spec, self._batch), optimizer, history)
        return time.perf_counter() - began

    def _record(
        self, segment: Segment, step: int, values: dict[str, float], optimizer: Optimizer, history: History
    ) -> None:
        """Add a row of values; the rate of its edge is that of the step before it, or of the first step."""
        lr, momentum = segment.rates[max(step - segment.start, 1) - 1]
        edge = optimizer.stability_edge(float(lr), None if np.isnan(momentum) else float(momentum))
        index = self._recorder.index_of(segment, np.array([step]))
        history.record(index, {SHARPNESS: values[SHARPNESS], EDGE: edge} | values, 1)
