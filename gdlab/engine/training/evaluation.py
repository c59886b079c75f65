"""The metrics of a run on a part of its data, or on any examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import ValidationError

from gdlab.engine.metrics.base import CompiledMetric, Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.engine.network.tensors import Tensor
from gdlab.engine.program import inference
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.example_arrays import Arrays, ExampleForm
from gdlab.engine.program.spec_members import metrics_of
from gdlab.engine.training.metric_fit import task_of, unfit
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import Task
from gdlab.spec.problems import to_spec_error
from gdlab.spec.run import RunSpec

#: Numbers of outputs worked on at once: they fit into a core's cache, and the interpreter's lock is not held long.
_AT_ONCE = 2**17


class Evaluator:
    """The way from a network's outputs to metrics, for one run.

    Args:
        spec: the run.
        arena_for: gives the network, as it stands whenever something is measured, for so many examples.
        output: the network's output.
        examples: what it is trained on.
        parts: the parts of its data by name, prepared.
        form: the form into which other examples are brought.
    """

    def __init__(
        self,
        spec: RunSpec,
        arena_for: Callable[[int], Arena],
        output: Tensor,
        examples: Examples,
        parts: Mapping[str, Arrays],
        form: ExampleForm,
    ) -> None:
        self._spec, self._arena_for, self._output = spec, arena_for, output
        self._examples, self._parts, self._form = examples, parts, form
        self._loss, self._metrics = form.loss, metrics_of(spec.metrics)
        self._task: Task = task_of(self._loss, examples)
        self._width = self._loss.items(output, examples.target_width)[1]
        self._target_scale = _target_scale(examples, self._width)

    def evaluate(self, x: Any, y: Any, metrics: Any) -> dict[str, Any]:
        """Return metrics by name; see :meth:`gdlab.engine.trainer.Trainer.evaluate`."""
        wanted = self._metrics if metrics is None else self._chosen(metrics)
        arrays = self._arrays(x, y)
        if len(arrays[0]) == 0:
            return {}
        values: dict[str, Value] = {}
        compiled = [metric for metric in wanted if isinstance(metric, CompiledMetric)]
        arena, order = self._arena_for(len(arrays[0])), np.arange(len(arrays[0]), dtype=np.int64)
        sums = np.array([arena.evaluate(arrays, order)])
        values |= {metric.name: float(metric.of_evaluations(sums)[0]) for metric in compiled}
        values |= self.measure(arrays, [metric for metric in wanted if metric not in compiled])
        return {metric.name: values[metric.name] for metric in wanted}

    def measure(self, arrays: Arrays, metrics: Sequence[Metric]) -> dict[str, Value]:
        """Return the values of metrics that follow from the outputs; NaN where an output is NaN or no item counts.

        Args:
            arrays: the examples.
            metrics: what is measured; nothing is computed for none.
        """
        if not metrics:
            return {}
        arena, totals, whole = self._arena_for(len(arrays[0])), dict[str, np.ndarray](), True
        rows = len(arrays[0]) if arena.program.couples_evaluation else max(1, _AT_ONCE // self._output.size)
        with inference.evaluation_point(arena):
            for first in range(0, len(arrays[0]), max(rows, 1)):
                inputs, classes, values = (array[first : first + rows] for array in arrays)
                batch = self._batch(inference.raw_outputs(arena, inputs), classes, values)
                whole = whole and not np.isnan(batch.outputs).any()
                if whole and len(batch.outputs):
                    for metric in metrics:
                        part, name = metric.measure(batch), metric.name
                        totals[name] = metric.join(totals[name], part) if name in totals else part
        nan = float("nan")
        return {m.name: m.finish(totals[m.name]) if whole and m.name in totals else nan for m in metrics}

    def _batch(self, outputs: np.ndarray, classes: np.ndarray, values: np.ndarray) -> Batch:
        """Return the items of some examples that count."""
        outputs = outputs.reshape(-1, self._width)
        if self._loss.targets == "value":
            return self._batch_of_values(outputs, values.reshape(outputs.shape))
        targets = classes.reshape(-1)
        counted = self._loss.counted(targets)
        if counted is not None:
            outputs, targets = outputs[counted], targets[counted]
        return Batch(self._task, outputs, targets, self._loss.normalised)

    def _batch_of_values(self, outputs: np.ndarray, targets: np.ndarray) -> Batch:
        """Return items whose targets are numbers, in the data's own unit where they were scaled for training."""
        if self._target_scale is None or self._task != "values":
            return Batch(self._task, outputs, targets)
        shift, width = self._target_scale
        return Batch(self._task, outputs.astype(np.float64) * width + shift, targets.astype(np.float64) * width + shift)

    def _chosen(self, metrics: Any) -> tuple[Metric, ...]:
        """Return the loss and the given metrics.

        Raises:
            SpecError: when a metric is unknown or does not fit.
        """
        try:
            spec = self._spec.replace(training=self._spec.training.replace(metrics=metrics))
        except ValidationError as error:
            raise to_spec_error(error) from None
        chosen = metrics_of(spec.metrics)
        if sentences := unfit(chosen, self._loss, self._examples, self._output):
            raise SpecError([Problem("metrics", text) for text in sentences])
        return chosen

    def _arrays(self, x: Any, y: Any) -> Arrays:
        """Return a part of the run's data by its name, or given examples in the form in which the machine reads them.

        Raises:
            DataError: when the part or the examples are not what the run has.
        """
        if isinstance(x, str):
            if y is not None or x not in self._parts:
                known = " or ".join(f"'{name}'" for name in self._parts)
                raise DataError(f"'{x}' is no part of the data; give {known} alone, or inputs and targets")
            return self._parts[x]
        if y is None:
            raise DataError("inputs alone cannot be evaluated; give their targets too, as evaluate(X, y)")
        arrays = self._form.pair(x, y)
        if not len(arrays[0]):
            raise DataError("X is empty; an evaluation needs at least one example")
        return arrays


def _target_scale(examples: Examples, width: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Return what scaled targets were shifted and divided by, one number or one an output; None for unscaled ones."""
    scale = examples.extra.get("target_scale")
    if scale is None:
        return None
    shift, size = (np.asarray(scale[name], np.float64).reshape(-1) for name in ("shift", "width"))
    return (shift, size) if size.size in (1, width) else None
