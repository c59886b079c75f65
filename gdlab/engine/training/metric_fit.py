"""Whether the metrics of a run fit its task, and the curve that it monitors its metrics."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.engine.losses.base import Loss
from gdlab.engine.metrics.base import CompiledMetric, Metric
from gdlab.engine.network.tensors import Tensor
from gdlab.engine.program.spec_members import loss_of, metrics_of
from gdlab.spec.errors import Problem
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import Task
from gdlab.spec.metrics import registered
from gdlab.spec.run import RunSpec

_GIVEN = {
    "": "outputs of which nothing is known",
    "classes": "scores of classes",
    "binary": "scores of yes or no",
    "values": "values",
    "language": "scores of tokens",
}


def task_of(loss: Loss, examples: Examples) -> Task:
    """Return what a network's outputs stand for: classes at the positions of a sequence are tokens of a language."""
    sequence = examples.target_width > 1 or examples.look == "tokens"
    return "language" if loss.task == "classes" and sequence else loss.task


def metric_problems(spec: RunSpec, examples: Examples, output: Tensor) -> list[Problem]:
    """Return what is wrong with the metrics of a run and with the curve that it monitors.

    Args:
        spec: the run.
        examples: what it is trained on.
        output: the network's output, which fits the loss.
    """
    metrics, validates = metrics_of(spec.metrics), len(examples.x_val) > 0
    problems = [Problem("training.metrics", text) for text in unfit(metrics, loss_of(spec), examples, output)]
    measured = [metric.type for metric in measured_metrics(metrics)]
    if measured and not validates:
        text = f"{' and '.join(measured)} would be measured on the validation part, and these data have none"
        problems.append(Problem("training.metrics", text))
    tags = monitored_tags(metrics, validates=validates)
    usual = type(spec.training).model_fields["monitor"].default
    if not problems and spec.training.monitor not in (*tags, usual):
        text = f"'{spec.training.monitor}' is no curve of this run; choose one of {', '.join(tags)}"
        problems.append(Problem("training.monitor", text))
    return problems


def unfit(metrics: Sequence[Metric], loss: Loss, examples: Examples, output: Tensor) -> list[str]:
    """Return a sentence for each metric that does not fit a task, with those that do.

    Args:
        metrics: the metrics that were chosen.
        loss: the loss, which with the data makes the task.
        examples: the data.
        output: what the network returns.
    """
    task, width = task_of(loss, examples), loss.items(output, examples.target_width)[1]
    fitting = ", ".join(str(other.model_fields["type"].default) for other in registered() if task in other.tasks)
    sentences: list[str] = []
    for metric in metrics:
        if task not in metric.tasks:
            sentences.append(f"{metric.type} does not fit {loss.type}, whose outputs are {_GIVEN[task]}; {fitting} do")
        elif why := metric.complaint(task, width):
            sentences.append(f"{metric.type}: {why}")
    return sentences


def measured_metrics(metrics: Sequence[Metric]) -> list[Metric]:
    """Return the metrics whose curves follow from the outputs of the validation part, outside of the compiled loop."""
    return [metric for metric in metrics if metric.scalar and not isinstance(metric, CompiledMetric)]


def monitored_tags(metrics: Sequence[Metric], *, validates: bool) -> list[str]:
    """Return the tags that a run can watch, those of the validation part first where there is one."""
    val = [f"val/{metric.name}" for metric in metrics if metric.scalar] if validates else []
    return val + [f"train/{metric.name}" for metric in metrics if isinstance(metric, CompiledMetric)]
