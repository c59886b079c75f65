"""Networks that are pruned, put back to where they began and trained again: the lottery ticket hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.lab.train import SpecTrainer
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.spec.metrics import objective
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Counts, RunTable
from gdlab.translation import tr_noop

_KINDS = ("ticket", "redrawn", "moved")
_REDRAWN = 1_000_000  # added to the seed of weights that are drawn again
Parameters = Mapping[str, np.ndarray]


def _row(share_figure: str) -> str:
    """Return the name of a row by the share of the weights that is kept."""
    return tr_noop(f"{share_figure} kept")


class Pruning(Procedure):
    """Iterative magnitude pruning with rewinding (Frankle and Carbin 2019).

    A round trains the network, keeps the largest share of each weight matrix, by magnitude, and puts what is kept back
    to its initial value. What is left is trained once more, in three ways: as it is (the ticket), with the same places
    kept and initial weights drawn again (redrawn), and with the initial weights of other places, drawn by lot within
    each matrix (moved). A pruned weight is zero before every step. Biases are not pruned.
    """

    type: Literal["pruning"] = "pruning"
    scales: ClassVar[Mapping[str, Scale]] = {f"steps to target, {kind}": "log" for kind in _KINDS}
    spec: RunTable = knob(..., "The spec of the run.")
    rounds: Counts = knob((0, 2, 4), "After how many rounds what is left is looked at; a row each.")
    kept: float = knob(0.5, "The share of each matrix that a round keeps.", gt=0, lt=1)
    steps: int = knob(600, "Steps of each training.", ge=1, le=1_000_000)
    look: int = knob(25, "Steps between two evaluations.", ge=1, le=1_000_000)
    target: float = knob(0.4, "The validation loss to which the steps are counted.", gt=0)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a number of rounds."""
        return [(_row(label), {"kept": label}) for label in map(self._label, self.rounds)]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        names = ("val loss", "val accuracy", "steps to target")
        return (*(f"{name}, {kind}" for kind in _KINDS for name in names), "weights left")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return validation loss and accuracy after training, and the steps to the target, of the three trainings."""
        rounds = next(n for n in self.rounds if _row(self._label(n)) == row)
        spec = self._spec(seed)
        first = SpecTrainer(spec).parameters
        again = SpecTrainer(spec.replace(seed=seed + _REDRAWN)).parameters
        mask: Parameters = {name: np.ones_like(array) for name, array in first.items()}
        for _ in range(rounds):
            trained = self._trained(spec, first, mask, stop)[0]
            mask = {name: _largest(trained[name], mask[name], self.kept) for name in mask}
        ways = {"ticket": (first, mask), "redrawn": (again, mask), "moved": (first, _moved(mask, seed))}
        figures = {"weights left": float(sum(array.sum() for array in mask.values() if array.ndim > 1))}
        for kind, (start, places) in ways.items():
            end, loss, steps = self._trained(spec, start, places, stop)
            right = float(SpecTrainer(spec, None, end).evaluate("val", metrics=("accuracy",))["accuracy"])
            found = {"val loss": loss, "val accuracy": right, "steps to target": steps}
            figures |= {f"{name}, {kind}": value for name, value in found.items()}
        return figures

    def _spec(self, seed: int) -> RunSpec:
        run = RunSpec.parse({**self.spec, "seed": seed})
        length = {"epochs": self.steps, "max_steps": self.steps, "eval_every": self.steps}
        return run.replace(training=run.training.replace(**length))

    def _label(self, rounds: int) -> str:
        return f"{100 * self.kept**rounds:.3g} %"

    def _trained(
        self, spec: RunSpec, start: Parameters, mask: Parameters, stop: Callable[[], bool]
    ) -> tuple[Parameters, float, float]:
        """Return parameters and validation loss after training under a mask, and the steps to the target."""
        weights = SpecTrainer(spec, None, mask).arena.weights
        places, is_whole = weights.copy(), bool(weights.all())
        trainer = SpecTrainer(spec, None, {name: start[name] * mask[name] for name in start})
        loss, hit = float("inf"), float("inf")
        while not trainer.finished:
            for _ in range(1 if is_whole else self.look):
                trainer.advance(self.look if is_whole else 1)
                np.multiply(trainer.arena.weights, places, out=trainer.arena.weights)
            loss = float(trainer.evaluate("val", metrics=())[objective().tag])
            hit = min(hit, float(trainer.step)) if loss <= self.target else hit
            if stop():
                raise KeyboardInterrupt
        return trainer.parameters, loss, hit


def _largest(weights: np.ndarray, mask: np.ndarray, share: float) -> np.ndarray:
    """Return a mask of the largest share of what another one leaves of a matrix; that of a vector stays."""
    if weights.ndim < 2:
        return mask
    sizes = np.where(mask > 0, np.abs(weights), -1.0)
    count = max(1, round(share * float(mask.sum())))
    kept = np.zeros_like(mask)
    kept.flat[np.argsort(-sizes, axis=None, kind="stable")[:count]] = 1.0
    return kept


def _moved(mask: Parameters, seed: int) -> Parameters:
    """Return a mask that keeps as many weights of each matrix, in places drawn by lot."""
    found: dict[str, np.ndarray] = {}
    for k, (name, array) in enumerate(mask.items()):
        order = np.argsort(streams.uniform(streams.key(seed, streams.GENERATE, 90 + k), array.size), kind="stable")
        found[name] = array.reshape(-1)[order].reshape(array.shape) if array.ndim > 1 else array
    return found
