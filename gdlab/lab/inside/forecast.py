"""What a network forecasts of a series, beside what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import affordable_examples
from gdlab.lab.inside.values import answers, own_unit, target_name
from gdlab.lab.number_text import format_count
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples

_MOST = 600  # windows of the validation part that are shown
_BEFORE = 0.25  # share of that of the training part before


@dataclass(frozen=True, eq=False)
class SeriesForecast:
    """Forecasts of consecutive windows of a series.

    Attributes:
        steps: the step that each forecast is for, ascending, (N,).
        dates: its date, (N,); empty where the series has none.
        true: what came, in the data's own unit, (N,).
        predicted: what was forecast, (N,).
        is_val: whether the window belongs to the validation part, (N,).
        horizon: how many steps ahead of what is shown a forecast lies.
        repeated: the root mean squared error, on the same windows, of saying that nothing will change; NaN where it
            cannot be told.
        target: what is forecast.
        words: which windows these are.
        step: the run's step.
    """

    steps: np.ndarray
    dates: np.ndarray
    true: np.ndarray
    predicted: np.ndarray
    is_val: np.ndarray
    horizon: int
    repeated: float
    target: str
    words: str
    step: int

    @property
    def rmse(self) -> float:
        """Return the root mean squared error on the validation windows, of all where there are none."""
        some = self.is_val if self.is_val.any() else ~self.is_val
        return float(np.sqrt(np.mean((self.predicted - self.true)[some] ** 2)))


def has_steps(examples: Examples) -> bool:
    """Return whether examples are windows of a series whose order is known."""
    known = "step_train" in examples.extra or ("date_train" in examples.extra and "series_dates" in examples.extra)
    return known and examples.task == "regression" and examples.target_width == 1


def series_forecast(trainer: Trainer) -> SeriesForecast:
    """Return forecasts of the first windows of the validation part and of those before it.

    Raises:
        DataError: when the data are no series or not at hand, or a forecast is not finite.
    """
    examples = trainer.examples
    if not has_steps(examples):
        raise DataError("the data are no series with an order in time")
    most = min(_MOST, affordable_examples(trainer))
    train, val = (_in_order(examples, part) for part in ("train", "val"))
    if len(val):  # of several series, or a split by lot, some training windows come later
        train = train[_steps(examples, "train")[train] < _steps(examples, "val")[val[0]]]
    val, before = val[:most], train[-max(1, round(_BEFORE * most)) :] if len(val) else train[-most:]
    x = np.concatenate([examples.x_train[before], examples.x_val[val]])
    y = np.concatenate([examples.y_train[before], examples.y_val[val]]).reshape(-1).astype(np.float64)
    steps = np.concatenate([_steps(examples, "train")[before], _steps(examples, "val")[val]])
    dates: Any = examples.extra.get("series_dates")
    true, predicted = own_unit(y, examples), answers(trainer, x)
    is_val = np.arange(len(x)) >= len(before)
    horizon = int(getattr(trainer.spec.data, "horizon", 1))
    total = len(examples.x_val) if len(val) else len(examples.x_train)
    part, shown = ("validation", len(val)) if len(val) else ("training", len(before))
    words = f"{format_count(shown)} of {format_count(total)} {part} windows"
    return SeriesForecast(
        steps,
        np.empty(0) if dates is None else np.asarray(dates)[steps],
        true,
        predicted,
        is_val,
        horizon,
        _repeated(examples, steps, true, is_val, horizon),
        target_name(examples),
        words,
        trainer.step,
    )


def _steps(examples: Examples, part: str) -> np.ndarray:
    """Return the step of the series that each example's target is."""
    if f"step_{part}" in examples.extra:
        return np.asarray(examples.extra[f"step_{part}"]).astype(np.int64)
    return np.searchsorted(np.asarray(examples.extra["series_dates"]), np.asarray(examples.extra[f"date_{part}"]))


def _in_order(examples: Examples, part: str) -> np.ndarray:
    """Return the examples of a part in the order of time."""
    return np.argsort(_steps(examples, part), kind="stable")


def _repeated(examples: Examples, steps: np.ndarray, true: np.ndarray, is_val: np.ndarray, horizon: int) -> float:
    """Return the error of repeating the last value that is known, where the target is the series itself."""
    series: Any = examples.extra.get("series")
    some = is_val if is_val.any() else ~is_val
    if series is None:
        return float("nan")
    values = np.asarray(series, np.float64)
    if not np.allclose(values[steps], true, rtol=1e-4, atol=1e-4 * float(np.std(values))):
        return float("nan")  # the target is made of the series, such as its change
    return float(np.sqrt(np.mean((values[steps - horizon] - true)[some] ** 2)))
