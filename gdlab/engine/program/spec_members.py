"""Take a spec's parts as what they are to the engine: the spec knows their fields, the engine their kernels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.averages.base import Average
from gdlab.engine.losses.base import Loss
from gdlab.engine.metrics.base import Metric
from gdlab.engine.ops.base import Layer, as_layers
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.schedules.base import Schedule
from gdlab.spec.base import Member
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec

_MemberType = TypeVar("_MemberType", bound=Member)


def layers_of(spec: RunSpec) -> tuple[Layer, ...]:
    """Return the layers of a run's network, first to last.

    Raises:
        SpecError: like all functions here, when the member is only a description, without a kernel.
    """
    return as_layers(spec.network.layers)


def loss_of(spec: RunSpec) -> Loss:
    """Return the loss of a run."""
    return _as(spec.loss, Loss, "loss")


def metrics_of(metrics: Iterable[Member]) -> tuple[Metric, ...]:
    """Return metrics as what computes them."""
    return tuple(_as(metric, Metric, "training.metrics") for metric in metrics)


def optimizer_of(spec: RunSpec) -> Optimizer:
    """Return the optimizer of a run."""
    return _as(spec.optimizer, Optimizer, "optimizer")


def schedule_of(spec: RunSpec) -> Schedule | None:
    """Return the schedule of a run, None where the rate stays."""
    return None if spec.schedule is None else _as(spec.schedule, Schedule, "schedule")


def average_of(spec: RunSpec) -> Average | None:
    """Return the average of weights of a run, None where there is none."""
    held = spec.training.average
    return None if held is None else _as(held, Average, "training.average")


def augmentations_of(spec: RunSpec) -> tuple[Augmentation, ...]:
    """Return the augmentations of a run, in the order in which they act."""
    return tuple(_as(each, Augmentation, "training.augmentation") for each in spec.training.augmentation or ())


def _as(member: Member, wanted: type[_MemberType], path: str) -> _MemberType:
    if isinstance(member, wanted):
        return member
    made_of = type(member).__name__
    raise SpecError(
        [Problem(path, f"{member.type or made_of} ({made_of}) is not {wanted.__name__.lower()} with a kernel")]
    )
