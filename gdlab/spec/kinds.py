"""The families of members: what a layer, an optimizer, a schedule, a loss, ... has in common as plain data.

The classes themselves live with their kernels, one file each, in the rooms of the engine and of the data; these
bases let the spec speak of them without knowing them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, SerializeAsAny

from gdlab.spec.base import Member, knob, resolver


class LayerSpec(Member):
    """Be a layer of a network."""

    kind: ClassVar[str] = "layer"


class LossSpec(Member):
    """Be the quantity that training makes small."""

    kind: ClassVar[str] = "loss"


class OptimizerSpec(Member):
    """Be an optimizer; every one has a learning rate."""

    kind: ClassVar[str] = "optimizer"
    lr: float = knob(0.001, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)


class ScheduleSpec(Member):
    """Be a rule that changes the learning rate in time."""

    kind: ClassVar[str] = "schedule"
    interval: Literal["epoch", "step"] = knob("epoch", "Whether the schedule advances once an epoch or once a step.")


class InitSpec(Member):
    """Be a rule that draws a layer's initial weights."""

    kind: ClassVar[str] = "init"


class AverageSpec(Member):
    """Be a rule that averages weights along the run (EMA, SWA)."""

    kind: ClassVar[str] = "average"


class DataSpec(Member):
    """Be a source of examples and the way it is split and prepared."""

    kind: ClassVar[str] = "data"
    val_fraction: float = knob(0.2, "Share of the examples held out for validation.", ge=0, lt=1)
    stratify: bool = knob(True, "Keep the share of each class the same on both sides of the split.")
    limit: int = knob(0, "Use at most this many examples, drawn by the seed; 0 uses all.", ge=0)
    scale: Literal["none", "standard", "minmax"] = knob("none", "Scale the inputs, fitted on the training part only.")


#: The types of fields that hold any registered member of a family; the optional ones also take None or "none".
AnyLayer = Annotated[SerializeAsAny[LayerSpec], BeforeValidator(resolver("layer"))]
AnyLoss = Annotated[SerializeAsAny[LossSpec], BeforeValidator(resolver("loss"))]
AnyOptimizer = Annotated[SerializeAsAny[OptimizerSpec], BeforeValidator(resolver("optimizer"))]
AnySchedule = Annotated[SerializeAsAny[ScheduleSpec], BeforeValidator(resolver("schedule"))]
AnyData = Annotated[SerializeAsAny[DataSpec], BeforeValidator(resolver("data"))]
OptionalSchedule = Annotated[SerializeAsAny[ScheduleSpec] | None, BeforeValidator(resolver("schedule", optional=True))]
OptionalInit = Annotated[SerializeAsAny[InitSpec] | None, BeforeValidator(resolver("init", optional=True))]
OptionalAverage = Annotated[SerializeAsAny[AverageSpec] | None, BeforeValidator(resolver("average", optional=True))]
