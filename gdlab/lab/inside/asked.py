"""The examples that a view asks a network about: held-out ones, no more than can be answered at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.cost import multiply_adds
from gdlab.lab.number_text import format_count
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.translation import tr

#: At most so many examples, and at least so many, are asked about at once; between, as many as this work allows.
_MOST, _LEAST, _WORK = 2000, 200, 2e9


@dataclass(frozen=True, eq=False)
class AskedExamples:
    """Some examples of one part of a run's data.

    Attributes:
        x: inputs, (N, *shape).
        y: targets, as in the data.
        rows: the places of these examples in their part, (N,).
        part: "validation" or "training".
        total: how many examples the part has.
    """

    x: np.ndarray
    y: np.ndarray
    rows: np.ndarray
    part: str
    total: int

    @property
    def words(self) -> str:
        """Return which examples these are, and that they are a sample where they are not all of the part."""
        count = format_count(len(self.x))
        if len(self.x) < self.total:
            total = format_count(self.total)
            return tr("a sample of {count} of {total} {part} examples", count=count, total=total, part=tr(self.part))
        return tr("{count} {part} examples", count=count, part=tr(self.part))


def held_out(trainer: Trainer, most: int = _MOST) -> AskedExamples:
    """Return validation examples, evenly spaced; training examples where no part was held out.

    Raises:
        DataError: when the run's data are not at hand; it says why.
    """
    return part_of(trainer, "validation" if len(trainer.examples.x_val) else "training", most)


def part_of(trainer: Trainer, part: str, most: int = _MOST) -> AskedExamples:
    """Return examples of one part, ``"training"`` or ``"validation"``, evenly spaced.

    Raises:
        DataError: when the run's data are not at hand; it says why.
    """
    examples = require_data(trainer.examples)
    validates = part == "validation"
    x, y = (examples.x_val, examples.y_val) if validates else (examples.x_train, examples.y_train)
    count = min(len(x), most, affordable_examples(trainer))
    rows = np.unique(np.linspace(0, len(x) - 1, count).astype(np.int64)) if len(x) else np.zeros(0, np.int64)
    return AskedExamples(x[rows], y[rows], rows, part, len(x))


def require_data(examples: Examples) -> Examples:
    """Return examples that are at hand.

    Raises:
        DataError: when only their shapes are known; it says why.
    """
    if "absent" in examples.extra:
        raise DataError(str(examples.extra["absent"]))
    return examples


def finite_outputs(trainer: Trainer, x: np.ndarray) -> np.ndarray:
    """Return the network's outputs for inputs (N, *shape) as float64, (N, outputs).

    Raises:
        DataError: when one of them is not a finite number.
    """
    outputs = trainer.predict(x).reshape(len(x), -1).astype(np.float64)
    if not np.isfinite(outputs).all():
        raise DataError("the network's outputs are not finite numbers: the run diverged")
    return outputs


def affordable_examples(trainer: Trainer) -> int:
    """Return about how many examples the network answers in a tenth of a second."""
    cost = sum(multiply_adds(trainer.arena.program.instructions).values())
    return int(np.clip(_WORK / max(1, cost), _LEAST, _MOST))
