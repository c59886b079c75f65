"""What every data set is: fields that say how it is split and prepared, and a way to its raw examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from gdlab.data.inputs.base import Inputs
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.spec.examples import Look, Task
from gdlab.spec.kinds import DataSpec

Split = Literal["share", "kfold", "time", "group", "given"]


@dataclass
class Raw:
    """Examples as they come from their source: not split, not scaled.

    Attributes:
        inputs: the inputs, which know how to be prepared.
        targets: int64 classes (N,) or (N, positions), or float64 values (N, outputs).
        task: whether the targets are classes or values.
        classes: names of the classes, in order of their numbers.
        look: how an example is shown.
        groups: a group number an example, for a split that keeps groups whole.
        times: what to sort by before a split in time; None takes the order of the examples.
        overlap: how many examples on either side of an example share part of it (windows of a series).
        begins: when each example begins, where ``times`` says when it ends: of several series, examples of both parts
            must not overlap in time.
        given: True where an example belongs to the validation part that the source itself came with.
        columns: further arrays with a row an example (dates, known derivatives), handed on as ``<name>_train`` and
            ``<name>_val`` in ``Examples.extra``.
        note: one sentence about where the examples come from and what was left out.
        extra: what only the data set's own views understand; ``several_labels`` says that every output is a label
            of its own, 0 or 1, which is never scaled.
        close: called once the inputs are prepared, to let go of files and connections.
    """

    inputs: Inputs
    targets: np.ndarray
    task: Task = "classification"
    classes: tuple[str, ...] = ()
    look: Look = "table"
    groups: np.ndarray | None = None
    times: np.ndarray | None = None
    overlap: int = 0
    begins: np.ndarray | None = None
    given: np.ndarray | None = None
    columns: dict[str, np.ndarray] = field(default_factory=dict)
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    close: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Suggestion:
    """An experiment that learns a data set as it comes, where the network that suits its kind of data does not.

    Attributes:
        changes: the fields of the experiment that it sets, by their paths.
        words: what it does, in half a sentence.
    """

    changes: Mapping[str, Any]
    words: str


class Source(DataSpec):
    """The base of data sets: a subclass says where the raw examples come from, and the rest is shared."""

    #: How the data set is grouped in menus and lists.
    family: ClassVar[str] = "built in"
    #: One sentence about the licence and whom to cite.
    licence: ClassVar[str] = ""
    #: Whether the inputs are quantities that can be scaled; word and letter numbers are not.
    scalable: ClassVar[bool] = True
    #: The fields that an editor shows at once, in this order; empty for the class's own.
    in_sight: ClassVar[tuple[str, ...]] = ()
    #: Further fields that an editor folds away under a heading of their own; all others are under "More".
    sections: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: What *Fit to the data* offers while the data set is as it comes; None for what suits its kind of data.
    suggestion: ClassVar[Suggestion | None] = None

    split: Split = knob(
        "share",
        "How the validation part is chosen: a share by lot, one fold of k, the last in time, whole groups, "
        "or the part that the source came with.",
    )
    folds: int = knob(5, "Number of folds of a k-fold split.", ge=2, le=1000)
    fold: int = knob(0, "Which fold of a k-fold split validates, from 0.", ge=0)
    seed: int = knob(-1, "Seed of the split and of generated examples; −1 takes the run's own.", ge=-1, lt=2**63)
    label_noise: float = knob(
        0.0, "Share of the training labels that are replaced by a class drawn at random; needs classes.", ge=0, le=1
    )

    @model_validator(mode="after")
    def _scale_makes_sense(self) -> Self:
        if self.scale != "none" and not self.can_scale():
            raise ValueError(f"scale: the inputs of {self.type} are numbers of words, which cannot be scaled")
        return self

    def can_scale(self) -> bool:
        """Return whether the inputs are quantities that can be scaled."""
        return self.scalable

    def needed_files(self) -> str:
        """Return what has to be named or fetched before there are examples to read, in a sentence; "" for nothing."""
        if getattr(self, "path", "given"):
            return ""
        return f"It reads a file of your own: set 'path' to it, as `gdlab data show {self.type} --set path=FILE` does."

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


class ValueSource(Source):
    """The base of data sets whose targets are values to predict."""

    target_scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the target, fitted on the training part only."
    )


class ImageSource(Source):
    """The base of data sets of pictures."""

    family: ClassVar[str] = "images"
    flatten: bool = knob(True, "Hand each image over as one row of pixels; off keeps (channels, height, width).")
    augment: int = knob(0, "Altered copies of each training image that are added to the training part.", ge=0, le=100)
    augment_shift: int = knob(0, "Largest shift of a copy along each axis.", unit="pixels", ge=0, le=64)
    augment_flip: bool = knob(False, "Mirror half of the copies left to right.")
    augment_crop: int = knob(
        0,
        "Pixels by which a copy is cropped at a random place before it is enlarged again.",
        unit="pixels",
        ge=0,
        le=64,
    )

    @model_validator(mode="after")
    def _copies_differ(self) -> Self:
        asked = self.augment_shift or self.augment_flip or self.augment_crop
        if bool(self.augment) != bool(asked):
            missing = "shift, flip or crop" if self.augment else "augment, the number of copies"
            raise ValueError(f"augment: altered copies need {missing} too")
        return self


class TextSource(Source):
    """The base of data sets of short texts, each with a class."""

    family: ClassVar[str] = "text"
    encoding: Literal["bag", "tfidf", "hash", "indices"] = knob(
        "bag",
        "How words become numbers: counts, TF-IDF, counts in hashed bins, or word numbers for an Embedding.",
    )
    vocabulary: int = knob(
        2000, "Number of words kept, the most frequent of the training part (or of bins).", ge=2, le=200_000
    )
    length: int = knob(
        32,
        "Words a text in word numbers; longer ones are cut, shorter ones padded in front with 0.",
        ge=1,
        le=10_000,
    )

    def can_scale(self) -> bool:
        """Return whether the encoding gives quantities."""
        return self.encoding != "indices"
