"""Figures of the trained network itself: its size, its metrics in evaluation mode, what it needs in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from gdlab.engine.program.assembly import build_network
from gdlab.lab.run import Run
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.studies.kinds import Measure


class Parameters(Measure):
    """How many numbers are trained."""

    type: Literal["parameters"] = "parameters"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("parameters",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the count."""
        return {"parameters": float(trained().arena.program.n_parameters)}


class Evaluate(Measure):
    """A metric over a whole part in evaluation mode (dropout off) at the end."""

    type: Literal["evaluate"] = "evaluate"
    split: Literal["train", "val"] = knob("train", "Which part.")
    metric: str = knob("", "Which metric, by its name; empty takes the run's first beside the loss.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"{self.split} {self.metric or '*'}",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the figure."""
        trainer = trained()
        *_, usual = trainer.spec.metrics[:2]
        values = trainer.evaluate(self.split, metrics=[self.metric or usual])
        name = list(values)[-1] if values else self.metric or usual.name
        return {f"{self.split} {name}": values.get(name, float("nan"))}


class ActivationMemory(Measure):
    """The numbers that one mini-batch holds in activations, in millions: what a larger batch costs."""

    type: Literal["memory"] = "memory"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("activations (million)",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return batch size times the activations of one example."""
        trainer = trained()
        held = sum(t.size for t in build_network(run.spec, trainer.examples.shape)[0].tensors)
        return {"activations (million)": trainer.batch_size * held / 1e6}
