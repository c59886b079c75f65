"""What checks of a run's health read: its history, its network at the start and at the end, and its first steps."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np

from gdlab.diagnose.flow import gradient_by_layer
from gdlab.diagnose.health.activity import LayerActivity, layer_activity
from gdlab.diagnose.probe import Probe
from gdlab.diagnose.trained_run import TrainedRun
from gdlab.engine.history import History
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.lanczos import measured_examples, stable_rate
from gdlab.spec.examples import Examples
from gdlab.spec.metrics import objective_tag

#: Steps that are trained again to see how far a step moves the weights.
_FIRST_STEPS = 30
#: Examples over which gradients are taken: of tables, and of what costs more an example.
_ROWS, _PICTURES = 256, 64


class EndedRun(TrainedRun, Protocol):
    """A run that has been trained, such as :class:`gdlab.lab.run.Run`."""

    @property
    def history(self) -> History:
        """Return the metrics."""
        ...

    @property
    def status(self) -> str:
        """Return how the run ended."""
        ...

    @property
    def reason(self) -> str:
        """Return why the run ended, where that is not plain."""
        ...


class RunEvidence:
    """The measurements of one run; each is made when a check first asks for it.

    Args:
        run: the run.
        examples: its prepared examples.
    """

    def __init__(self, run: EndedRun, examples: Examples) -> None:
        self.run, self.spec, self.examples, self.history = run, run.spec, examples, run.history
        # Where diagnostics are sampled no two layers are joined, so that each one's outputs can be read.
        training = run.spec.training.replace(diagnostics_every=1, eval_every=0, metrics=(), monitor="val/loss")
        self._probed = run.spec.replace(training=training)

    # --- the loss -----------------------------------------------------------------------------------------------------
    @cached_property
    def epoch_losses(self) -> np.ndarray:
        """Return the mean training loss of each epoch."""
        tag = objective_tag("train")
        if tag not in self.history:
            return np.empty(0)
        rows = self.history.rows(tag)
        values, epochs = rows.read(tag), np.ceil(rows.read("epoch") - 1e-9).astype(np.int64)
        return np.array([values[epochs == epoch].mean() for epoch in np.unique(epochs)])

    @property
    def loss_ends(self) -> tuple[float, float]:
        """Return the training loss of the first step, and of the last epoch; NaN where there is none."""
        tag = objective_tag("train")
        if tag not in self.history or not len(self.history[tag]):
            return float("nan"), float("nan")
        return float(self.history[tag][0]), float(self.epoch_losses[-1])

    @property
    def rises(self) -> bool:
        """Return whether the training loss of the last epoch is far above the lowest of all epochs."""
        losses, (first, last) = self.epoch_losses, self.loss_ends
        if len(losses) < 2:
            return False
        lowest = float(np.nanmin(losses))
        return not last <= max(1.3 * lowest, lowest + 0.1 * (first - lowest))

    # --- the network --------------------------------------------------------------------------------------------------
    @cached_property
    def start(self) -> Trainer:
        """Return a trainer at the initial parameters that the seed draws."""
        return Trainer(self._probed, self.examples)

    @cached_property
    def end(self) -> Trainer:
        """Return a trainer at the run's own parameters."""
        return Trainer(self._probed, self.examples, self.run.parameters)

    @property
    def is_finite(self) -> bool:
        """Return whether the run's parameters are numbers."""
        return all(bool(np.isfinite(held).all()) for held in self.run.parameters.values())

    @cached_property
    def start_activity(self) -> list[LayerActivity]:
        """Return what each layer does before the first step."""
        return layer_activity(self.start)

    @cached_property
    def end_activity(self) -> list[LayerActivity]:
        """Return what each layer does after the last step; nothing where the parameters are no numbers."""
        return layer_activity(self.end) if self.is_finite else []

    @cached_property
    def start_gradients(self) -> dict[str, float]:
        """Return the root mean square gradient of each weight before the first step, from the input on.

        Embeddings are left out, since most of their rows take no part in a mini-batch.
        """
        embedded = {s.name for s in self.start.arena.program.summary if s.type == "Embedding"}
        found = gradient_by_layer(self.start, self._count)
        return {name: value for name, value in found.items() if name.rpartition(".")[0] not in embedded}

    @cached_property
    def first_steps(self) -> History:
        """Return the history of the first steps, trained again, with diagnostics of each."""
        trainer = Trainer(self._probed, self.examples)
        trainer.advance(min(_FIRST_STEPS, trainer.total_steps))
        return trainer.history

    @cached_property
    def update_ratio(self) -> float:
        """Return by which share of its length a step changes a weight matrix, NaN where it is not known.

        It is the mean over the first ten steps, and the median over the matrices.
        """
        history = self.first_steps
        held = [history[tag][:10] for tag in history if tag.startswith("update_ratio/") and tag.endswith("weight")]
        ratios = [float(np.mean(values[np.isfinite(values)])) for values in held if np.isfinite(values).any()]
        return float(np.median(ratios)) if ratios else float("nan")

    @cached_property
    def stable_rate(self) -> float:
        """Return 2/λ_max before the first step: up to it plain gradient descent is stable; NaN where unknown."""
        count = measured_examples(len(self.examples.x_train), self.examples.shape, self.examples.target_width)
        exact = self.spec.replace(training=self.spec.training.replace(dtype="float64"))
        with Probe(Trainer(exact, self.examples), count) as probe:
            return stable_rate(probe.hessian_product, len(probe.weights), seed=self.spec.seed)

    def stable_part(self, rate: float) -> float:
        """Return a rate to advise: the given one, and for plain descent at most 0.3 of 2/λ_max where that is known.

        2/λ_max bounds the rate of plain descent alone.
        """
        plain = self.spec.optimizer.type == "SGD"
        return min(rate, 0.3 * self.stable_rate) if plain and self.stable_rate == self.stable_rate else rate

    @property
    def _count(self) -> int:
        return _ROWS if len(self.examples.shape) == 1 else _PICTURES
