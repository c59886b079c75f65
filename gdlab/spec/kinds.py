"""The families of members: what a layer, an optimizer, a schedule, a loss, ... has in common as plain data.

The classes themselves live with their kernels, one file each, in the packages of engine and data; these
bases let the spec speak of them without knowing them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, SerializeAsAny

from gdlab.spec.base import Member, knob
from gdlab.spec.resolver import resolver


class LayerSpec(Member):
    """The base of the layers of a network."""

    kind: ClassVar[str] = "layer"
    #: The part of the menu of layers that a layer of a plug-in stands in, "" where it has no wish.
    group: ClassVar[str] = ""


#: What a network's outputs stand for: scores of classes, scores of yes or no (an output each), numbers, or scores of
#: the tokens at the positions of a text. "" says nothing of them, and no metric but the loss fits.
Task = Literal["", "classes", "binary", "values", "language"]


class LossSpec(Member):
    """The quantity that training makes small."""

    kind: ClassVar[str] = "loss"
    #: What the outputs stand for that this loss is made for.
    task: ClassVar[Task] = ""


class MetricSpec(Member):
    """A quantity that says how well a network does; one file a metric under ``gdlab/engine/metrics/``.

    A value is known by its tag in histories, tables and files: the part that it was measured on, a slash, and
    :attr:`name`: ``val/f1``, ``val/f1@micro``.
    """

    kind: ClassVar[str] = "metric"
    #: The name within a tag, without the fields that differ from their defaults.
    tag: ClassVar[str] = ""
    #: The name where there is little room, such as in the head of a column; the title where it is empty.
    short: ClassVar[str] = ""
    #: "%" where the value is a share that is shown in percent, else the unit that is shown behind the value.
    unit: ClassVar[str] = ""
    better: ClassVar[Literal["higher", "lower"]] = "higher"
    #: The tasks that it is defined for.
    tasks: ClassVar[tuple[Task, ...]] = ()
    #: Whether a run that names no metrics has it, where it fits the loss's task.
    default: ClassVar[bool] = False
    #: Whether this is what training makes small; one metric is, it fits every task and every run has it.
    objective: ClassVar[bool] = False
    #: Whether the value is one number, which can be drawn over the steps and watched; a matrix is none.
    scalar: ClassVar[bool] = True
    #: Whether a picture's axis of it is logarithmic where all values are above 0.
    log: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Return the name within a tag: :attr:`tag`, and behind an @ the fields that differ from their defaults."""
        changed = self.changed
        return f"{self.tag}@{'-'.join(changed)}" if changed else self.tag

    @property
    def changed(self) -> tuple[str, ...]:
        """Return, as text, the fields that differ from their defaults."""
        fields = type(self).model_fields
        return tuple(str(getattr(self, n)) for n, f in fields.items() if getattr(self, n) != f.default)


class OptimizerSpec(Member):
    """The base of optimizers; every one has a learning rate."""

    kind: ClassVar[str] = "optimizer"
    rare: ClassVar[tuple[str, ...]] = ("maximize",)
    lr: float = knob(0.001, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)


class ScheduleSpec(Member):
    """The base of schedules: rules that change the learning rate in time."""

    kind: ClassVar[str] = "schedule"
    interval: Literal["epoch", "step"] = knob(
        "epoch", "Whether the schedule counts epochs or steps: its other fields are in this unit."
    )


class InitSpec(Member):
    """The base of initialisers: rules that draw a layer's initial weights."""

    kind: ClassVar[str] = "init"


class AverageSpec(Member):
    """The base of rules that average weights along the run (EMA, SWA)."""

    kind: ClassVar[str] = "average"


class AugmentationSpec(Member):
    """The base of random changes of training examples, drawn anew in each epoch."""

    kind: ClassVar[str] = "augmentation"


class DataSpec(Member):
    """The base of data sets: a source of examples, and how they are split and prepared."""

    kind: ClassVar[str] = "data"
    val_fraction: float = knob(0.2, "Share of the examples held out for validation.", ge=0, lt=1, slider=0.9)
    stratify: bool = knob(True, "Keep the share of each class the same on both sides of the split.")
    test_fraction: float = knob(
        0.0,
        "Share of the examples set aside for a test: they neither train nor validate, and are the same for every seed.",
        ge=0,
        lt=1,
    )
    limit: int = knob(0, "Use at most this many examples, drawn by the seed; 0 uses all.", ge=0)
    scale: Literal["none", "standard", "minmax"] = knob("none", "Scale the inputs, fitted on the training part only.")


#: Which fields a sampler chooses by what it has learnt: all, those of every configuration, or the numbers among these.
Guides = Literal["every field", "common fields", "common numbers"]


class SamplerSpec(Member):
    """The way in which a sweep chooses the next configuration."""

    kind: ClassVar[str] = "sampler"
    #: Whether it can search for several objectives at a time.
    several: ClassVar[bool] = False
    #: Which fields it chooses by what it has learnt; it draws the others by lot.
    guides: ClassVar[Guides] = "every field"
    #: How many fields it needs that it can guide, so that it says more than chance.
    fewest_guided: ClassVar[int] = 0
    #: Whether it takes every combination of listed values, each once.
    enumerates: ClassVar[bool] = False


class PrunerSpec(Member):
    """The rule by which a sweep ends a poor trial early."""

    kind: ClassVar[str] = "pruner"
    #: What a trial reports on its way: nothing, its evaluations (the mean over its seeds), or each seed's final figure.
    reads: ClassVar[Literal["nothing", "evaluations", "seeds"]] = "evaluations"

    @property
    def fewest_seeds(self) -> int:
        """How many seeds a sweep needs, so that a trial can be ended before its last one."""
        return 1


#: The types of fields that hold any registered member of a family; the optional ones also take None or "none".
AnyLayer = Annotated[SerializeAsAny[LayerSpec], BeforeValidator(resolver("layer"))]
AnyLoss = Annotated[SerializeAsAny[LossSpec], BeforeValidator(resolver("loss"))]
AnyOptimizer = Annotated[SerializeAsAny[OptimizerSpec], BeforeValidator(resolver("optimizer"))]
AnyMetric = Annotated[SerializeAsAny[MetricSpec], BeforeValidator(resolver("metric"))]
AnySchedule = Annotated[SerializeAsAny[ScheduleSpec], BeforeValidator(resolver("schedule"))]
AnySampler = Annotated[SerializeAsAny[SamplerSpec], BeforeValidator(resolver("sampler"))]
AnyPruner = Annotated[SerializeAsAny[PrunerSpec], BeforeValidator(resolver("pruner"))]
AnyData = Annotated[SerializeAsAny[DataSpec], BeforeValidator(resolver("data"))]
AnyAugmentation = Annotated[SerializeAsAny[AugmentationSpec], BeforeValidator(resolver("augmentation"))]
OptionalSchedule = Annotated[SerializeAsAny[ScheduleSpec] | None, BeforeValidator(resolver("schedule", optional=True))]
OptionalInit = Annotated[SerializeAsAny[InitSpec] | None, BeforeValidator(resolver("init", optional=True))]
OptionalAverage = Annotated[SerializeAsAny[AverageSpec] | None, BeforeValidator(resolver("average", optional=True))]
