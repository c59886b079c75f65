"""What an editor of experiments needs to know before anything is trained: shapes, counts, members, previews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.network.builder import LayerSummary, Tensor
from gdlab.engine.program.assembly import build_network
from gdlab.engine.program.assembly import check_network as check_arena
from gdlab.engine.program.augmenting import augmentation_problems
from gdlab.engine.program.spec_members import loss_of, schedule_of
from gdlab.engine.schedules.base import check_schedule as check_schedule
from gdlab.engine.training.live_edits import apply_edit, live_fields
from gdlab.engine.training.metric_fit import metric_problems
from gdlab.lab.train import Arrays, examples_for
from gdlab.spec.base import Member, load_members, members
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import run_length


@dataclass(frozen=True)
class Description:
    """What a network does to its input, layer by layer, and what is wrong with it.

    Attributes:
        layers: one summary a top-level layer, as far as the layers fit.
        problems: what keeps the experiment from being started.
        input_shape: the shape of one example.
        parameters: how many numbers are trained.
        outputs: the shape that leaves the network.
    """

    layers: tuple[LayerSummary, ...]
    problems: tuple[Problem, ...]
    input_shape: tuple[int, ...]
    parameters: int = 0
    outputs: tuple[int, ...] = ()


def member_choices(kind: str) -> dict[str, type[Member]]:
    """Return the members of a kind by name."""
    load_members()
    return members(kind)


def prepared_examples(spec: RunSpec) -> Examples:
    """Return the prepared examples of a spec; remembered between calls.

    Raises:
        DataError: when they cannot be had.
    """
    return examples_for(spec)


def describe_spec(spec: RunSpec, data: Examples) -> Description:
    """Return shapes, parameter counts and problems of a spec on its data."""
    problems: list[Problem] = []
    done: tuple[LayerSummary, ...] = ()
    parameters, outputs = 0, data.shape
    for count in range(len(spec.network.layers), -1, -1):
        part = spec.replace(network={"layers": spec.network.layers[:count]})
        try:
            builder, out = build_network(part, data.shape)
        except SpecError as error:
            problems = list(error.problems)
            continue
        done = tuple(s for s in builder.summary if "." not in s.name)
        parameters, outputs = sum(p.size for p in builder.parameters), out.shape
        if count == len(spec.network.layers):
            problems = _loss_problems(spec, data, out)
        break
    return Description(done, tuple(problems), data.shape, parameters, outputs)


def check_spec(spec: RunSpec, data: Arrays | None = None) -> None:
    """Refuse, before anything is trained, a spec that does not fit its data or this machine's memory.

    Raises:
        SpecError: with every problem found.
        DataError: when the data cannot be had or used.
    """
    held = examples_for(spec, data)
    found = describe_spec(spec, held).problems
    if found:
        raise SpecError(found)
    check_arena(spec, held.shape, len(held.x_train))
    schedule = schedule_of(spec)
    if schedule is not None:
        steps = run_length(spec, len(held.x_train)).total_steps
        check_schedule(schedule, spec.optimizer.lr, steps if schedule.interval == "step" else spec.training.epochs)


def _loss_problems(spec: RunSpec, data: Examples, out: Tensor) -> list[Problem]:
    loss = loss_of(spec)
    by_class = loss.targets == "class"
    if by_class and data.task != "classification":
        return [Problem("loss", f"{loss.type} needs classes, and {spec.data.type} has values; MSELoss would fit")]
    try:
        _, width = loss.items(out, data.target_width)
    except ValueError as error:
        return [Problem("loss", f"{loss.type}: {error}")]
    classes = len(data.classes)
    if by_class and width < classes:
        return [
            Problem(
                "network", f"the last layer gives {width} outputs and there are {classes} classes; give it {classes}"
            )
        ]
    return metric_problems(spec, data, out) + augmentation_problems(spec, data)


def preview_schedule(spec: RunSpec, n_examples: int) -> tuple[np.ndarray, np.ndarray]:
    """Return epochs and learning rates of a spec's schedule over the whole run, at most 500 points."""
    length = run_length(spec, n_examples)
    per_epoch, steps = length.steps_per_epoch, length.total_steps
    at = np.unique(np.linspace(0, steps - 1, min(500, steps)).astype(np.int64))
    schedule = schedule_of(spec)
    if schedule is None:
        return at / per_epoch, np.full(len(at), spec.optimizer.lr)
    by_step = schedule.interval == "step"
    ticks, horizon = (at, steps) if by_step else (at // per_epoch, spec.training.epochs)
    return at / per_epoch, schedule.rates(ticks, spec.optimizer.lr, horizon, schedule.start())


def live_changes(now: RunSpec, wanted: RunSpec) -> dict[str, Any]:
    """Return the live fields whose change turns one spec into another, nothing where other fields differ too."""
    changes: dict[str, Any] = {}
    for part in ("optimizer", "training"):
        old, new = getattr(now, part), getattr(wanted, part)
        if type(old) is not type(new):
            return {}
        live = live_fields(old)
        changes |= {n: getattr(new, n) for n in live if getattr(new, n) != getattr(old, n)}
    try:
        return changes if apply_edit(now, changes)[0].replace(name=wanted.name) == wanted else {}
    except SpecError:
        return {}


__all__ = [
    "DataError",
    "Description",
    "check_spec",
    "describe_spec",
    "live_changes",
    "member_choices",
    "prepared_examples",
    "preview_schedule",
]
