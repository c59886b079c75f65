"""The epochs of a fit, and when they end."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from numbers import Integral, Real

import numpy as np
from sklearn.exceptions import ConvergenceWarning

from gdlab.engine.trainer import Trainer
from gdlab.spec.metrics import objective_tag

Parameters = dict[str, np.ndarray]


class EpochLoop:
    """The epochs of one fit: they end when the loss, or the validation score, no longer gets better.

    Args:
        trainer: a trainer at its first step.
        most: epochs at most.
        tol: an improvement by less than this counts for nothing.
        patience: end after this many epochs without an improvement.
        verbose: print a line an epoch.
        losses: where the mean training loss of each epoch is appended.

    Raises:
        ValueError: when ``most`` or ``patience`` is no whole number above 0, or ``tol`` no number.
    """

    def __init__(
        self, trainer: Trainer, most: int, tol: float, patience: int, verbose: bool, losses: list[float]
    ) -> None:
        for name, value in (("max_iter", most), ("n_iter_no_change", patience)):
            if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
                raise ValueError(f"{name} must be a whole number above 0 (got {value!r})")
        if isinstance(tol, bool) or not isinstance(tol, Real) or np.isnan(tol):
            raise ValueError(f"tol must be a number (got {tol!r})")
        self._trainer, self._most, self._tol, self._patience = trainer, most, tol, patience
        self._verbose, self._losses = verbose, losses
        self._score: Callable[[], float] | None = None
        self._scores: list[float] = []

    def validate(self, score: Callable[[], float], scores: list[float]) -> None:
        """Watch a validation score in place of the training loss, and return the parameters that had the best one.

        Args:
            score: returns the score of the network as it is; larger is better.
            scores: where the score of each epoch is appended.
        """
        self._score, self._scores = score, scores

    def run(self) -> Parameters:
        """Train to the end and return the parameters.

        Raises:
            ValueError: when the loss stopped being finite.
        """
        best, stale, kept = -np.inf, 0, None
        try:
            for epoch in range(1, self._most + 1):
                value = self._epoch()
                stale = 0 if value > best + self._tol else stale + 1
                if value > best:
                    best, kept = value, self._trainer.averaged_parameters if self._score else None
                if stale >= self._patience or (self._trainer.finished and epoch < self._most):
                    break
            else:
                self._warn_of_the_end()
        except KeyboardInterrupt:
            if not self._losses:
                raise
            warnings.warn("the fit was interrupted; what was trained until then is kept", stacklevel=4)
        return self._trainer.averaged_parameters if kept is None else kept

    def _epoch(self) -> float:
        """Train for one epoch and return what is watched, larger being better."""
        trainer = self._trainer
        before = round(trainer.epoch * trainer.n_examples)
        steps = trainer.advance(trainer.steps_per_epoch)
        if trainer.diverged:
            raise ValueError(
                f"the training diverged: {trainer.reason}; a smaller learning_rate_init or standardise=True may help"
            )
        rows = trainer.history.rows(objective_tag("train"))
        sizes = np.diff(rows.read("examples")[-steps:], prepend=before)  # the last mini-batch may be smaller
        self._losses.append(float(np.average(rows.read(objective_tag("train"))[-steps:], weights=sizes)))
        if self._score is not None:
            self._scores.append(self._score())
        if self._verbose:
            score = f", validation score {self._scores[-1]:.6f}" if self._scores else ""
            print(f"Epoch {len(self._losses)}, loss {self._losses[-1]:.8f}{score}")
        return self._scores[-1] if self._score is not None else -self._losses[-1]

    def _warn_of_the_end(self) -> None:
        """Warn that more epochs might help; a partial fit is one epoch by its nature."""
        if self._most > 1:
            warnings.warn(
                f"the fit ended after max_iter={self._most} epochs while it still got better",
                ConvergenceWarning,
                stacklevel=4,
            )
