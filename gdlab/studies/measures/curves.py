"""Figures read off a run's curves: at the end, at their best, after each epoch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.lab.run import Run, Status
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.spec.metrics import objective, objective_tag, split_tag
from gdlab.studies.kinds import Measure

_TAG = "Which curve: the part, a slash and a metric, as train/loss or val/f1."


class Final(Measure):
    """A curve's last value; of the training curves the mean over the last epoch's mini-batches."""

    type: Literal["final"] = "final"
    tag: str = knob("val/loss", _TAG)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"final {self.tag}",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the value; an infinite loss where the run diverged."""
        if run.status is Status.DIVERGED and split_tag(self.tag)[0] == objective().tag:
            return {f"final {self.tag}": float("inf")}
        values = by_epoch(run, self.tag)
        return {f"final {self.tag}": float(values[-1]) if len(values) else float("nan")}


class Best(Measure):
    """A curve's best value: the highest where higher is better, else the lowest."""

    type: Literal["best"] = "best"
    tag: str = knob("val/loss", _TAG)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"best {self.tag}",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the value, an infinite loss where no finite one was seen."""
        best, at = run.history.best(self.tag)
        none = float("inf" if split_tag(self.tag)[0] == objective().tag else "nan")
        return {f"best {self.tag}": best if at >= 0 else none}


class Above(Measure):
    """Whether a curve ended above a bound, 1 or 0; the mean over seeds is the share of starts that did."""

    type: Literal["above"] = "above"
    scale: ClassVar[Scale] = "share"
    tag: str = knob("train/loss", _TAG)
    bound: float = knob(..., "The bound.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"{self.tag} above {self.bound:g}",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return 1 where the last value is above the bound."""
        last = next(iter(Final(tag=self.tag).take(run, trained).values()))
        return {f"{self.tag} above {self.bound:g}": float(last > self.bound)}


class Epochs(Measure):
    """A curve's value after each epoch; of the training curves the mean over that epoch's mini-batches."""

    type: Literal["epochs"] = "epochs"
    tag: str = knob("train/loss", _TAG)
    name: str = knob("epoch", "What the columns are called, before the number.")

    def says(self, column: str) -> str:
        """Return which curve a column is of, since its name says only the epoch."""
        number = column.removeprefix(f"{self.name} ")
        if number == "*":
            return f"{self.tag.replace('/', ' ')} after each epoch"
        return f"{self.tag.replace('/', ' ')} after {column}" if number != column and number.isdigit() else ""

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"{self.name} *",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return one column an epoch; epochs after a divergence are infinite."""
        values = by_epoch(run, self.tag)
        figures = {f"{self.name} {i + 1}": float(v) for i, v in enumerate(values)}
        if run.status is Status.DIVERGED:
            for i in range(run.spec.training.epochs):
                held = figures.get(f"{self.name} {i + 1}", float("inf"))
                figures[f"{self.name} {i + 1}"] = held if np.isfinite(held) else float("inf")
        return figures


class Diverged(Measure):
    """Whether the loss stopped being a finite number, 1 or 0."""

    type: Literal["diverged"] = "diverged"
    scale: ClassVar[Scale] = "share"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("diverged",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return 1 for a run that diverged."""
        return {"diverged": float(run.status is Status.DIVERGED)}


class Rises(Measure):
    """How many steps raised the training loss: each is an overshoot where the whole set makes a step."""

    scale: ClassVar[Scale] = "proportion"

    type: Literal["rises"] = "rises"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("share of rises",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the share of steps after which the loss was higher than before."""
        values = run.history[objective_tag("train")]
        return {"share of rises": float((np.diff(values) > 0).mean()) if len(values) > 1 else float("nan")}


class Roughness(Measure):
    """How much the training loss jumps from step to step: the deviation of its differences over its mean."""

    type: Literal["roughness"] = "roughness"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("roughness",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the figure over the second half of the run."""
        values = np.asarray(run.history[objective_tag("train")])
        values = values[len(values) // 2 :]
        if len(values) < 3 or not np.isfinite(values).all():
            return {"roughness": float("nan")}
        return {"roughness": float(np.diff(values).std() / np.sqrt(2) / values.mean())}


def by_epoch(run: Run, tag: str) -> np.ndarray:
    """Return a curve's value of each whole epoch: the mean of a training curve, the last of a validation curve."""
    if tag not in run.history:
        return np.empty(0)
    values, epochs = np.asarray(run.history[tag]), np.asarray(run.history.index(tag, "epoch"))
    passes = np.ceil(np.round(epochs, 9)).astype(np.int64)
    made = []
    for i in range(1, int(passes.max(initial=0)) + 1):
        mine = values[passes == i]
        if len(mine):
            made.append(float(mine.mean()) if tag.startswith("train/") else float(mine[-1]))
    return np.array(made)
