"""Step sizes on both sides of the edge of stability, 2 over the curvature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.diagnose.curvature import sharpness
from gdlab.lab.intervals import Scale
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Positive, RunTable


class Edge(Procedure):
    """Training by full-batch gradient descent with steps that are multiples of 2/λ, λ the highest curvature.

    λ is measured at the initial weights by Lanczos' method. Where the loss is a quadratic (a linear network with
    squared error) the theory is exact: below 1 every step goes down, above 1 the descent grows without bound.
    """

    type: Literal["edge"] = "edge"
    scales: ClassVar[Mapping[str, Scale]] = {
        "steps to 1.05 × least loss": "log",
        "loss end / start": "log",
        "λ at the end over λ": "log",
        "ends above its start": "share",
    }
    spec: RunTable = knob(..., "The spec of the run; its optimizer becomes plain SGD over the full batch.")
    multiples: Positive = knob((0.01, 0.1, 0.5, 0.9, 0.99, 1.01, 1.1), "Step sizes, in units of 2/λ.")
    steps: int = knob(200, "Steps.", ge=2, le=1_000_000)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a multiple."""
        return [(f"{m:g} × 2/λ", {"multiple": f"{m:g}"}) for m in self.multiples]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (
            "steps to 1.05 × least loss",
            "loss end / start",
            "ends above its start",
            "share of rises",
            "λ",
            "λ at the end over λ",
            "step size",
        )

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the loss at the end over the loss at the start, the steps that rose, λ and the step size."""
        multiple = float(row.split()[0])
        base = RunSpec.parse({**self.spec, "seed": seed}).to_dict()
        base["training"] = {**base["training"], "batch_size": "full", "epochs": self.steps, "dtype": "float64"}
        curve = sharpness(SpecTrainer(RunSpec.parse(base)), steps=80, tolerance=1e-7).highest
        rate = multiple * 2 / curve
        trainer = SpecTrainer(RunSpec.parse({**base, "optimizer": {"type": "SGD", "lr": rate}}))
        while not trainer.finished:
            trainer.advance(20)
            if stop():
                raise KeyboardInterrupt
        loss = np.asarray(trainer.history[objective_tag("train")])
        with np.errstate(all="ignore"):
            rises = float((np.diff(loss) > 0).mean())
        last = float(loss[-1]) if np.isfinite(loss[-1]) else float("inf")
        hit = np.flatnonzero(loss <= 1.05 * _floor(base))
        return {
            "steps to 1.05 × least loss": float(hit[0]) if len(hit) else float("inf"),
            "loss end / start": last / float(loss[0]),
            "ends above its start": float(last > loss[0]),
            "share of rises": rises,
            "λ": curve,
            "λ at the end over λ": _end_curve(trainer) / curve,
            "step size": rate,
        }


def _end_curve(trainer: SpecTrainer) -> float:
    """Return the highest curvature where a descent ended, infinite where it diverged."""
    if trainer.diverged or not np.isfinite(trainer.arena.weights).all() or np.abs(trainer.arena.weights).max() > 1e6:
        return float("inf")
    return sharpness(trainer, steps=40, tolerance=1e-4).highest


def _floor(base: dict[str, Any]) -> float:
    """Return the least training loss, as L-BFGS finds it in a few dozen steps."""
    training = {**base["training"], "epochs": 60}
    trainer = SpecTrainer(
        RunSpec.parse({**base, "training": training, "optimizer": "LBFGS(line_search_fn=strong_wolfe)"})
    )
    trainer.advance(60)
    return float(np.nanmin(trainer.history[objective_tag("train")]))
