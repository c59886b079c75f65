"""The bounds of a run in seconds of training and in gradients of single examples."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gdlab.spec.run import TrainingSpec

#: Stands for no bound.
_UNBOUNDED = 1 << 62


@dataclass(frozen=True)
class RunBudget:
    """How long a run may go on beside its steps.

    A run ends after the step with which the budget is used up, so that a budget of gradients is exceeded by less than
    a mini-batch, or by less than a step of an optimizer that evaluates a mini-batch several times.

    Attributes:
        seconds: seconds of training, pauses excluded; 0 for no bound.
        gradients: gradients of single examples; 0 for no bound.
        batch_size: examples of a mini-batch.
        evaluates_again: whether the optimizer evaluates a mini-batch as often as it needs.
    """

    seconds: float
    gradients: int
    batch_size: int
    evaluates_again: bool

    @classmethod
    def of(cls, training: TrainingSpec, batch_size: int, *, evaluates_again: bool) -> RunBudget:
        """Return the budget that a run's options set."""
        return cls(training.max_seconds, training.max_evaluations, batch_size, evaluates_again)

    @property
    def is_bounded(self) -> bool:
        """Return whether there is a bound."""
        return bool(self.seconds or self.gradients)

    def steps_left(self, step: int, gradients: int, elapsed: float) -> int:
        """Return how many steps may be done before the budget is looked at again, at least 1.

        Args:
            step: the steps done.
            gradients: the gradients taken.
            elapsed: the seconds of training.
        """
        left = _UNBOUNDED
        if self.gradients:
            left = 1 if self.evaluates_again else max(1, math.ceil((self.gradients - gradients) / self.batch_size))
        if self.seconds:
            a_step = elapsed / step if step else math.inf
            left = min(left, max(1, int(0.7 * (self.seconds - elapsed) / max(a_step, 1e-9))))
        return left

    def is_used_up(self, gradients: int, elapsed: float) -> bool:
        """Return whether the run has to end."""
        return bool((self.gradients and gradients >= self.gradients) or (self.seconds and elapsed >= self.seconds))

    def planned_steps(self, total: int, step: int, gradients: int, elapsed: float) -> int:
        """Return how many steps a run of ``total`` steps will do within the budget, at the pace that it had so far."""
        shares = [
            elapsed / self.seconds if self.seconds else 0.0,
            gradients / self.gradients if self.gradients else 0.0,
        ]
        if step == 0 or not any(shares):
            return min(total, math.ceil(self.gradients / self.batch_size)) if self.gradients else total
        return max(step, min(total, math.ceil(step / max(shares))))
