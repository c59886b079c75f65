"""What a format of other programs' runs is, and the formats that there are."""

from __future__ import annotations

import importlib
import pkgutil
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from gdlab.data.progress import Progress, silent
from gdlab.engine.history import History
from gdlab.lab import foreign
from gdlab.lab.run import Run, Status
from gdlab.spec.errors import DataError
from gdlab.spec.metrics import SPLITS, registered
from gdlab.spec.run import RunSpec

#: Curves that one run may have.
MOST_CURVES = 10_000
#: The largest step, up to which every whole number is one of float64, and the first second of the year 10000.
_LAST_STEP, _LAST_MOMENT = 2**53, 253_402_300_800.0
_SPLITS = {
    "train": "train",
    "training": "train",
    "val": "val",
    "valid": "val",
    "validation": "val",
    "eval": "val",
    "test": "test",
}
_ALIASES = {"acc": "accuracy", "categorical_accuracy": "accuracy", "sparse_categorical_accuracy": "accuracy"}

_FORMATS: list[type[ForeignFormat]] = []


@dataclass
class Curve:
    """The values of one tag in the order of the file.

    Attributes:
        steps, epochs, times, values: one entry a value; a time is in seconds since 1970, 0 where it is not known.
    """

    steps: array[float] = field(default_factory=lambda: array("d"))
    epochs: array[float] = field(default_factory=lambda: array("d"))
    times: array[float] = field(default_factory=lambda: array("d"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def add(self, step: float, value: float, time: float = 0.0, epoch: float = 0.0) -> None:
        """Add a value."""
        self.steps.append(step)
        self.values.append(value)
        self.times.append(time)
        self.epochs.append(epoch)


#: The curves of several runs: by the run's name, then by the tag.
Curves = dict[str, dict[str, Curve]]


class ForeignFormat:
    """A format of another program's runs; defining a subclass in a module of this package registers it."""

    #: The program and the kind of file, as a person says it.
    title: ClassVar[str] = ""
    #: Where it is tried among the formats: the most particular first.
    rank: ClassVar[int] = 0

    def __init_subclass__(cls) -> None:
        """Register the format."""
        _FORMATS.append(cls)

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        """Return whether a file or folder is of this format.

        Args:
            path: the file or folder.
            headings: the first record of a file of text, nothing of others.
        """
        raise NotImplementedError

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        """Return the curves of the runs in a file or folder.

        Args:
            path: the file or folder.
            progress: told while it is read; may raise ``Cancelled``.

        Raises:
            DataError: when it is damaged or larger than allowed.
            Cancelled: when ``progress`` raised it.
        """
        raise NotImplementedError


@cache
def foreign_formats() -> tuple[ForeignFormat, ...]:
    """Return the formats, the most particular first."""
    for module in pkgutil.iter_modules(foreign.__path__):
        importlib.import_module(f"{foreign.__name__}.{module.name}")
    return tuple(kind() for kind in sorted(_FORMATS, key=lambda kind: kind.rank))


@lru_cache(4096)
def history_tag(name: str, split: str = "") -> str:
    """Return a curve's name as gdlab writes it: ``val_loss`` is ``val/loss``; what is not known stays as it is.

    Args:
        name: the name in the other program.
        split: the part of the examples, where the program says it elsewhere.
    """
    name = name.strip()
    head, _, rest = name.partition("/")
    if rest and head.lower() in _SPLITS:
        split, name = _SPLITS[head.lower()], rest
    for prefix, part in _SPLITS.items():
        if name.lower().startswith(f"{prefix}_"):
            split, name = part, name[len(prefix) + 1 :]
            break
    bare = name.removeprefix("epoch_")
    bare = _ALIASES.get(bare.lower(), bare)
    known = {metric.tag for metric in registered()} | {"lr"}
    if bare in known or split:
        return f"{split or next(iter(SPLITS))}/{bare}"
    return name


def foreign_run(name: str, curves: dict[str, Curve], source: str) -> Run:
    """Return curves as a run that is marked as another program's.

    Args:
        name: its name.
        curves: the values by gdlab's tags.
        source: where they are from, for people.

    Raises:
        DataError: when there are none, or more than a run may have, or a step is none.
    """
    if not curves or not any(curve.values for curve in curves.values()):
        raise DataError(f"{source} holds no curve")
    if len(curves) > MOST_CURVES:
        raise DataError(f"{source} holds more than {MOST_CURVES:,} curves")
    if far := [step for curve in curves.values() for step in curve.steps if not abs(step) <= _LAST_STEP]:
        raise DataError(f"{source} holds the step {far[0]:g}, which is larger than any is")
    times = [time for curve in curves.values() for time in curve.times if 0 < time < _LAST_MOMENT]
    began, ended = (min(times), max(times)) if times else (0.0, 0.0)
    history = History()
    for tag, curve in curves.items():
        _record(history, tag, curve, began)
    run = Run(RunSpec(name=name[:200]), history, status=Status.IMPORTED, reason=f"from {source}", name=name[:200])
    run.elapsed, run.started = ended - began, began or run.started
    return run


def _record(history: History, tag: str, curve: Curve, began: float) -> None:
    """Add a curve to a history, in the order of its steps."""
    steps = np.array(curve.steps, np.float64)
    order = np.argsort(steps, kind="stable")
    times = np.array(curve.times)[order]
    times = np.where((times > 0) & (times < _LAST_MOMENT), times, 0.0)
    index = {
        "step": steps[order],
        "epoch": np.array(curve.epochs)[order],
        "examples": 0.0,
        "gradients": 0.0,
        "elapsed": np.where(times > 0, times - began, 0.0),
        "wall_time": times,
    }
    history.record(index, {tag: np.array(curve.values)[order]}, len(steps))
