"""When the curvature of a run is measured, and how the figures get into its history."""

from __future__ import annotations

import time

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.step_state import StepState
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

    def before(self, step: int, spec: RunSpec, optimizer: Optimizer, history: History) -> float:
        """Measure at the start of a run, and note the gradient before the step after which is measured next.

        Args:
            step: steps done so far.
            spec: the run with its live edits.
            optimizer: the run's.
            history: what was recorded so far.

        Returns:
            The seconds that it took.
        """
        every, began = spec.training.curvature_every, time.perf_counter()
        if not every:
            return 0.0
        if step == 0 and not history.tables:
            self._first = self._sampler.sample(spec, self._batch, optimizer, StepState())
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
            state = StepState(momentum=_momentum(segment, 0))
            history.record(*self._row(segment, 0, self._first, optimizer, state), 1)
            self._first = None
        step = segment.start + segment.steps_done
        if step % every == 0 and not segment.diverged:
            state = self._sampler.step_state(_momentum(segment, step))
            values = self._sampler.sample(spec, self._batch, optimizer, state)
            history.record(*self._row(segment, step, values, optimizer, state), 1)
        return time.perf_counter() - began

    def _row(
        self, segment: Segment, step: int, values: dict[str, float], optimizer: Optimizer, state: StepState
    ) -> tuple[dict[str, np.ndarray], dict[str, float]]:
        """Return index and values of a row; the rate of its edge is that of the step before it, or of the first."""
        lr = float(segment.rates[_place(segment, step), 0])
        edge = optimizer.stability_edge(lr, state.momentum, state)
        told = {} if np.isnan(edge) or optimizer.ascends else {EDGE: edge}
        index = self._recorder.index_of(segment, np.array([step]))
        return index, {SHARPNESS: values[SHARPNESS]} | told | values


def _place(segment: Segment, step: int) -> int:
    """Return the place in a segment of the step that led to ``step``, or of the first."""
    return max(step - segment.start, 1) - 1


def _momentum(segment: Segment, step: int) -> float | None:
    """Return the momentum of the step that led to ``step``, where a schedule moves it."""
    momentum = float(segment.rates[_place(segment, step), 1])
    return None if np.isnan(momentum) else momentum
