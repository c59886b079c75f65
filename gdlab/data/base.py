"""What every data set is: fields that say how it is split and prepared, and a way to its raw examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.inputs.base import Inputs
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.spec.examples import Look, Task
from gdlab.spec.kinds import DataSpec

Split = Literal["share", "kfold", "time", "group", "given"]


@dataclass
class Raw:
    """Hold examples as they come from their source: not split, not scaled.

    Attributes:
        inputs: the inputs, which know how to be prepared.
        targets: int64 classes (N,) or (N, positions), or float64 values (N, outputs).
        task: whether the targets are classes or values.
        classes: names of the classes, in order of their numbers.
        look: how an example is shown.
        groups: a group number an example, for a split that keeps groups whole.
        times: what to sort by before a split in time; None takes the order of the examples.
        overlap: how many examples on either side of an example share part of it (windows of a series).
        given: True where an example belongs to the validation part that the source itself came with.
        note: one sentence about where the examples come from and what was left out.
        extra: what only the data set's own views understand.
    """

    inputs: Inputs
    targets: np.ndarray
    task: Task = "classification"
    classes: tuple[str, ...] = ()
    look: Look = "table"
    groups: np.ndarray | None = None
    times: np.ndarray | None = None
    overlap: int = 0
    given: np.ndarray | None = None
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class Source(DataSpec):
    """Be a data set; a subclass says where the raw examples come from, and the rest is shared."""

    #: How the data set is grouped in menus and lists.
    family: ClassVar[str] = "built in"
    #: One sentence about the licence and whom to cite.
    licence: ClassVar[str] = ""

    split: Split = knob(
        "share",
        "How the validation part is chosen: a share by lot, one fold of k, the last in time, whole groups, "
        "or the part that the source came with.",
    )
    folds: int = knob(5, "Number of folds of a k-fold split.", ge=2, le=1000)
    fold: int = knob(0, "Which fold of a k-fold split validates, from 0.", ge=0)
    seed: int = knob(-1, "Seed of the split and of generated examples; −1 takes the run's own.", ge=-1, lt=2**63)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the raw examples.

        Raises:
            DataError: when they cannot be had.
            Cancelled: when the progress callback says so.
        """
        raise NotImplementedError

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when files behind the data set change, so that stale examples are not handed out."""
        return ()

    def stream(self, seed: int, *path: int) -> int:
        """Return the key of a stream for generating examples."""
        return streams.key(seed, streams.GENERATE, *path)
