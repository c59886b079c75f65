"""What a regression predicts, in the data's own unit: against the truth, what is left over, and as a curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import finite_outputs, part_of
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.plain import is_list, is_mapping

_GRID = 300  # places at which a curve is drawn
_BEYOND = 0.05  # share of the data's width by which it goes on to either side


@dataclass(frozen=True, eq=False)
class PartValues:
    """The predictions for examples of one part of the data.

    Attributes:
        part: "validation" or "training".
        x: the inputs where an example has one number, in the data's own unit, (N,); empty otherwise.
        true: the targets, (N,).
        predicted: what the network says, (N,).
        words: which examples these are.
    """

    part: str
    x: np.ndarray
    true: np.ndarray
    predicted: np.ndarray
    words: str

    @property
    def residuals(self) -> np.ndarray:
        """Return what was predicted less what is true, (N,)."""
        return self.predicted - self.true

    @property
    def rmse(self) -> float:
        """Return the root of the mean squared residual."""
        return float(np.sqrt(np.mean(self.residuals**2)))

    @property
    def mae(self) -> float:
        """Return the mean absolute residual."""
        return float(np.mean(np.abs(self.residuals)))

    @property
    def r2(self) -> float:
        """Return the share of the variance that is explained, NaN where there is none."""
        total = float(np.sum((self.true - self.true.mean()) ** 2))
        return 1.0 - float(np.sum(self.residuals**2)) / total if total > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class FittedValues:
    """What a regression predicts.

    Attributes:
        parts: the validation part, where there is one, then the training part.
        curve: places and predictions along the one input, (2, points); (2, 0) for more inputs.
        target: what is predicted.
        input_name: the name of the one input, "" for more.
        outputs: how many values an example has.
        step: the run's step.
    """

    parts: tuple[PartValues, ...]
    curve: np.ndarray
    target: str
    input_name: str
    outputs: int
    step: int


def fitted_values(trainer: Trainer, output: int = 0) -> FittedValues:
    """Return a regression's predictions in the data's own unit.

    Args:
        trainer: the run.
        output: which of several values.

    Raises:
        DataError: when the data are classes or not at hand, or the network says no finite number.
    """
    examples = trainer.examples
    if examples.task != "regression":
        raise DataError("the data hold classes; predicted against true values are those of a regression")
    names = ("validation", "training") if len(examples.x_val) else ("training",)
    parts = tuple(_part(trainer, name, output) for name in names)
    one = examples.shape == (1,)
    curve = _curve(trainer, output) if one else np.empty((2, 0))
    name = (examples.features[0] if examples.features else "x") if one else ""
    return FittedValues(parts, curve, target_name(examples), name, examples.target_width, trainer.step)


def own_unit(values: np.ndarray, examples: Examples, output: int = 0) -> np.ndarray:
    """Return targets or predictions (N,) in the unit of the data, where they were scaled for training."""
    scale = examples.extra.get("target_scale")
    if not is_mapping(scale):
        return values
    shift, width = (np.asarray(scale[name], np.float64).reshape(-1) for name in ("shift", "width"))
    at = output if len(shift) > output else 0
    return values * width[at] + shift[at]


def target_name(examples: Examples) -> str:
    """Return what is predicted, as the data call it."""
    preparation = examples.extra.get("preparation")
    named = preparation.get("target") if is_mapping(preparation) else None
    return str(examples.extra.get("target") or named or "target")


def answers(trainer: Trainer, x: np.ndarray, output: int = 0) -> np.ndarray:
    """Return one output of the network for inputs in the data's own unit, (N,); of a binary loss the probability.

    Raises:
        DataError: when one of them is not finite.
    """
    raw = finite_outputs(trainer, x)
    said = raw[:, min(output, raw.shape[1] - 1)]
    if loss_of(trainer.spec).task == "binary":
        return 1.0 / (1.0 + np.exp(-np.clip(said, -500, 500)))
    return own_unit(said, trainer.examples, output)


def _part(trainer: Trainer, name: str, output: int) -> PartValues:
    asked, examples = part_of(trainer, name), trainer.examples
    targets = asked.y.reshape(len(asked.y), -1)[:, output].astype(np.float64)
    x = _own_x(asked.x[:, 0].astype(np.float64), examples) if examples.shape == (1,) else np.empty(0)
    predicted = answers(trainer, asked.x, output)
    return PartValues(name, x, own_unit(targets, examples, output), predicted, asked.words)


def _curve(trainer: Trainer, output: int) -> np.ndarray:
    """Return places along the one input and what the network says there, both in the data's own unit."""
    examples = trainer.examples
    known = np.concatenate([examples.x_train[:, 0], examples.x_val[:, 0]])
    low, high = float(known.min()), float(known.max())
    beyond = _BEYOND * (high - low)
    places = np.linspace(low - beyond, high + beyond, _GRID)
    said = answers(trainer, places[:, None].astype(examples.x_train.dtype), output)
    return np.stack([_own_x(places, examples), said])


def _own_x(x: np.ndarray, examples: Examples) -> np.ndarray:
    """Return the one input as it is in the data, where it was scaled for the network."""
    preparation = examples.extra.get("preparation")
    columns = preparation.get("columns") if is_mapping(preparation) else None
    if not is_list(columns) or len(columns) != 1 or not is_mapping(columns[0]) or "width" not in columns[0]:
        return x
    return x * float(columns[0]["width"]) + float(columns[0]["shift"])
