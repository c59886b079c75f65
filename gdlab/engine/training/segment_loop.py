"""The mini-batches of a segment, in the order of their epochs, by the compiled loop or by an optimizer's own steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdlab.engine.machine import compiled_streams, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.program.arena import Arena, example_columns
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.training.closures import closure_steps
from gdlab.engine.training.segment import Segment
from gdlab.engine.training.step_schedule import StepSchedule
from gdlab.spec.run import RunSpec


class SegmentLoop:
    """The loop over a segment's mini-batches and the evaluations among them.

    Args:
        arena: the run's memory; its parameters and optimizer state move on.
        train: the training part.
        val: the validation part, which may be empty.
        schedule: the steps of the run and of its epochs.
        measure: fills a line, (metrics,), with the metrics of the validation part that the compiled loop does not sum.

    Attributes:
        sound_weights: the last weights of a finite loss, for optimizers that move within a step; else None.
    """

    def __init__(
        self,
        arena: Arena,
        train: Arrays,
        val: Arrays,
        schedule: StepSchedule,
        measure: Callable[[np.ndarray], None],
        *,
        moves_within_a_step: bool,
    ) -> None:
        self._arena, self._train, self._val, self._schedule, self._measure = arena, train, val, schedule, measure
        self._indices = np.arange(max(len(train[0]), len(val[0])), dtype=np.int64)
        self._order, self._order_epoch = self._indices[: len(train[0])].copy(), -1
        self.sound_weights = arena.weights.copy() if moves_within_a_step else None

    def begin_anew(self) -> None:
        """Take the arena's weights as sound, and draw the order of the epoch again; for a restored run."""
        self._order_epoch = -1
        if self.sound_weights is not None:
            self.sound_weights[:] = self._arena.weights

    def run(self, segment: Segment, spec: RunSpec, optimizer: Optimizer) -> int:
        """Train, and evaluate where the segment says.

        Metrics that the compiled loop does not sum are measured before the first step and after the last one; where a
        run has any, no segment has events in between.

        Args:
            segment: the steps; what was computed is written into its arrays.
            spec: the run's spec with its live edits.
            optimizer: the spec's optimizer.

        Returns:
            How many gradients of single examples were taken beyond one an example and step.
        """
        evaluates_first = segment.start in segment.events[:1]
        if evaluates_first:
            self._measure(segment.measured[0])
        first = self._run_compiled(segment, spec, alone=not isinstance(optimizer, ClosureOptimizer))
        extra = 0
        finite = np.isfinite(segment.evaluations[: segment.evaluations_done]).all()
        if isinstance(optimizer, ClosureOptimizer) and finite:
            extra = closure_steps(optimizer, self._arena, self._train, self._order, first, segment, self.sound_weights)
            self._evaluate_last(segment)
        if segment.evaluations_done > evaluates_first:
            self._measure(segment.measured[segment.evaluations_done - 1])
        return extra

    def _run_compiled(self, segment: Segment, spec: RunSpec, *, alone: bool) -> int:
        """Run the compiled loop, for no steps unless it trains ``alone``; return the place in the epoch's order."""
        n, steps_per_epoch, job = len(segment.out), self._schedule.steps_per_epoch, self._arena.job
        epoch, within = divmod(segment.start, steps_per_epoch)
        first = within * int(job[columns.BATCH_SIZE])
        told = self._order_columns(spec, epoch, (within + n) // steps_per_epoch + 1) | self._segment_columns(segment)
        self._arena.run(loop.advance, told | {columns.FIRST: first, columns.STEPS: n if alone else 0})
        segment.steps_done = int(job[columns.STEPS_DONE])
        segment.evaluations_done = int(job[columns.EVALUATIONS_DONE])
        self._order_epoch = epoch + int(job[columns.EPOCHS_BEGUN]) if n else self._order_epoch
        return first

    def _evaluate_last(self, segment: Segment) -> None:
        """Evaluate the validation part after the last step, where the segment says and its loss was finite."""
        if len(segment.events) > segment.evaluations_done and not segment.diverged:
            order = self._indices[: len(self._val[0])]
            segment.evaluations[segment.evaluations_done] = self._arena.evaluate(self._val, order)
            segment.evaluations_done += 1

    def _order_columns(self, spec: RunSpec, epoch: int, epochs: int) -> dict[int, np.ndarray | int]:
        """Return the columns of the job for the examples and the order in which so many epochs take them."""
        shuffle = spec.training.shuffle
        keys = compiled_streams.keys(spec.seed, compiled_streams.ORDER, epoch, epochs) if shuffle else 0
        fresh = int(shuffle and epoch != self._order_epoch)
        return example_columns(self._train, self._order) | {columns.KEYS: keys, columns.FRESH: fresh}

    def _segment_columns(self, segment: Segment) -> dict[int, np.ndarray | int]:
        """Return the columns of the job for a segment and its evaluations."""
        inputs, classes, values = self._val
        return {
            columns.RATES: segment.rates,
            columns.OUT: segment.out,
            columns.PROBES: segment.probes,
            columns.LAST: self._schedule.total_steps,
            columns.EVALUATE_EVERY: self._schedule.evaluate_every,
            columns.EVALUATE_FIRST: int(segment.start in segment.events[:1]),
            columns.EVALUATIONS: segment.evaluations,
            columns.VAL_INPUTS: inputs,
            columns.VAL_CLASSES: classes,
            columns.VAL_VALUES: values,
            columns.VAL_ORDER: self._indices,
            columns.VAL_EXAMPLES: len(inputs),
        }
