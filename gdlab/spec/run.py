"""The description of one run: what to train, on what, how, and from which seed."""

from __future__ import annotations

import os
from functools import partial
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from gdlab.spec.base import Spec, knob
from gdlab.spec.calls import read_list, shorten
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.html import html_table
from gdlab.spec.kinds import (
    AnyAugmentation,
    AnyData,
    AnyLayer,
    AnyLoss,
    AnyMetric,
    AnyOptimizer,
    MetricSpec,
    OptionalAverage,
    OptionalSchedule,
)
from gdlab.spec.known_keys import known_keys
from gdlab.spec.metrics import chosen_metrics, read_metrics
from gdlab.spec.problems import to_spec_error
from gdlab.spec.registry import load_training_fields

#: The upper bound of steps and of examples, more than any run takes.
MANY = 10**12


#: The layers that a network may have, more than any has.
_MOST_LAYERS = 10_000

#: The largest bound of a history in MiB.
_LARGEST_HISTORY = 1 << 20

#: Training options that a table of a run always shows.
_ALWAYS = ("batch_size", "epochs", "dtype")


class NetworkSpec(Spec):
    """The network: its layers in the order in which an example passes them."""

    layers: tuple[AnyLayer, ...] = Field(default=(), max_length=_MOST_LAYERS, description="The layers, first to last.")


#: The field of [training] that the fields of step options follow (:mod:`gdlab.spec.step_options`).
FIELD_BEFORE_STEP_OPTIONS = "eval_every"


class TrainingSpec(Spec):
    """The training table: how examples are fed, for how long, and what is recorded.

    The options that act within a step (clipping, penalties, ...) declare their fields themselves and are added to
    these when the engine's catalogue is loaded.
    """

    batch_size: int | Literal["full"] = knob(32, 'Examples a step; "full" is batch gradient descent.')
    epochs: int = knob(20, "Passes over the training part.", ge=1, le=10_000_000)
    max_steps: int = knob(0, "Stop after this many steps; 0 sets no bound.", ge=0, le=MANY)
    max_seconds: float = knob(
        0.0, "Stop after so many seconds of training; 0 sets no bound.", ge=0, le=1e9, allow_inf_nan=False
    )
    max_evaluations: int = knob(
        0, "Stop after so many gradients of single examples were evaluated; 0 sets no bound.", ge=0, le=MANY
    )
    shuffle: bool = knob(True, "Draw a new order of the examples each epoch; off feeds them in file order.")
    dtype: Literal["float32", "float64"] = knob("float32", "Precision of parameters and arithmetic.")
    threads: int = knob(
        0,
        "Cores that this run may take at most; 0 is all that GDLAB_THREADS or the machine allows and no other run "
        "has. The figures are the same with any number.",
        ge=0,
        le=256,
    )
    eval_every: int = knob(
        0, "Evaluate on the validation part every this many steps; 0 is once an epoch.", ge=0, le=MANY
    )
    average: OptionalAverage = Field(default=None, description="Average of weights used for evaluation.")
    augmentation: tuple[AnyAugmentation, ...] | None = Field(
        default=None,
        description="Random changes of training examples, drawn anew in each epoch, in the order in which they act.",
    )
    diagnostics_every: int = knob(0, "Sample per-layer diagnostics every this many steps; 0 is off.", ge=0, le=MANY)
    curvature_every: int = knob(
        0, "Measure the curvature of the training loss every this many steps; 0 is off.", ge=0, le=MANY, live=True
    )
    curvature_by_layer: bool = knob(
        False, "Measure the extreme eigenvalues of each layer's block of the Hessian too, which takes longer."
    )
    kink: float = knob(0.0, "Subgradient of ReLU and its like at the kink.", choices=(0.0, 0.5, 1.0), ge=0, le=1)
    target_loss: float = knob(0.0, "Stop when the validation loss falls to this value; 0 is off.", ge=0)
    metrics: tuple[AnyMetric, ...] | None = Field(
        default=None, description="What is measured beside the loss; empty takes what is usual for the loss."
    )
    monitor: str = knob("val/loss", "The curve that patience watches: the part, a slash and the metric, as val/f1.")
    patience: int = knob(
        0, "Stop after this many epochs without a better value of the monitored curve; 0 is off.", ge=0, le=MANY
    )
    history: int | Literal["all"] = knob(
        32,
        "Memory for what is recorded of the steps, in MiB; a run that needs more keeps its first and last steps and, "
        'between them, extremes. Evaluations are all kept. "all" keeps every step, on the disk where they are many.',
    )

    @field_validator("metrics", mode="before")
    @classmethod
    def _metrics_are_a_list(cls, value: Any) -> Any:
        return read_metrics(value)

    @field_validator("augmentation", mode="before")
    @classmethod
    def _augmentations_are_a_list(cls, value: Any) -> Any:
        return read_list(value)

    def __init__(self, /, **fields: Any) -> None:
        load_training_fields()
        super().__init__(**fields)

    @field_validator("batch_size")
    @classmethod
    def _batch_size_is_positive(cls, value: int | str) -> int | str:
        if isinstance(value, int) and not 1 <= value <= MANY:
            raise ValueError(f'must be from 1 to {MANY}, or "full" (got {shorten(str(value))})')
        return value

    @field_validator("history")
    @classmethod
    def _history_is_positive(cls, value: int | str) -> int | str:
        if isinstance(value, int) and not 1 <= value <= _LARGEST_HISTORY:
            raise ValueError(f'must be from 1 to {_LARGEST_HISTORY}, or "all" (got {shorten(str(value))})')
        return value

    @property
    def history_bytes(self) -> int | None:
        """Return the memory for what is recorded of the steps in bytes, None where every step is kept on the disk."""
        return None if self.history == "all" else int(self.history) << 20


class RunSpec(Spec):
    """The complete description of one run; equal specs give equal figures, bit for bit, on one kind of processor.

    Raises:
        SpecError: when anything in it is wrong; it names every wrong field.
    """

    name: str = Field(default="", max_length=200, description="What the run is called in lists and files.")
    seed: int = knob(0, "Seed of every random stream: initial weights, order, split, dropout, noise.", ge=0, lt=2**63)
    data: AnyData = Field(default="digits", validate_default=True, description="Where the examples come from.")
    network: NetworkSpec = Field(default_factory=NetworkSpec)
    loss: AnyLoss = Field(default="CrossEntropyLoss", validate_default=True, description="What training makes small.")
    optimizer: AnyOptimizer = Field(default="Adam", validate_default=True, description="How a gradient becomes a step.")
    schedule: OptionalSchedule = Field(default=None, description="How the learning rate changes.")
    training: TrainingSpec = Field(default_factory=TrainingSpec)

    def __init__(self, /, **fields: Any) -> None:
        load_training_fields()
        try:
            super().__init__(**fields)
        except ValidationError as error:
            raise to_spec_error(error, keys=partial(known_keys, type(self), fields)) from None
        except RecursionError:
            raise SpecError([Problem("", "the spec is nested too deeply")]) from None

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed.

        Raises:
            SpecError: when a value does not fit.
        """
        return type(self)(**{**{name: getattr(self, name) for name in type(self).model_fields}, **changes})

    @property
    def metrics(self) -> tuple[MetricSpec, ...]:
        """Return what is measured of the run: the loss, then the metrics that it names or that are usual for it."""
        return chosen_metrics(self.loss, self.training.metrics)

    @classmethod
    def parse(cls, table: dict[str, Any], source: str = "") -> RunSpec:
        """Return the spec that plain data describes.

        Raises:
            SpecError: with ``source`` and every wrong field.
        """
        try:
            return cls(**table)
        except SpecError as error:
            raise SpecError(error.problems, source) from None

    def _repr_html_(self) -> str:
        """Return a table of the spec for a notebook."""
        return spec_html(self)


def required_spec(spec: object) -> RunSpec:
    """Return the spec that a public function was given.

    Raises:
        SpecError: when it is something else, such as a dict or the path of a file.
    """
    if isinstance(spec, RunSpec):
        return spec
    found = f"a spec is a gdlab.RunSpec, and this is {type(spec).__name__}"
    from_file = isinstance(spec, (str, os.PathLike))
    hint = "gdlab.load_spec(path) reads a file" if from_file else "gdlab.RunSpec(**fields) makes one"
    raise SpecError([Problem("spec", f"{found}; {hint}")])


def spec_html(spec: RunSpec) -> str:
    """Return a table of what is trained and how; training options stand there where they were changed."""
    usual = TrainingSpec()
    options = {name: getattr(spec.training, name) for name in TrainingSpec.model_fields}
    changed = [f"{k} = {v}" for k, v in options.items() if k in _ALWAYS or v != getattr(usual, k)]
    rows = (
        ("name", spec.name),
        ("data", spec.data.as_call()),
        ("layers", "\n".join(f"{i}: {layer.as_call()}" for i, layer in enumerate(spec.network.layers))),
        ("loss", spec.loss.as_call()),
        ("optimizer", spec.optimizer.as_call()),
        ("schedule", "" if spec.schedule is None else spec.schedule.as_call()),
        ("training", "\n".join(changed)),
        ("seed", str(spec.seed)),
    )
    return html_table([row for row in rows if row[1]])
