"""What a metric is given: the outputs of a network for some items, their targets, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gdlab.spec.kinds import Task


@dataclass(frozen=True, eq=False)
class Batch:
    """The outputs and targets of some items; what several metrics need of them is computed once.

    An item is an example, or one position of an example that has a target at each.

    Attributes:
        task: what the outputs stand for.
        outputs: what the network gave, (items, outputs).
        targets: classes (items,) int64, or values of the outputs' shape.
        normalised: whether the outputs are logarithms of probabilities already, as NLLLoss takes them.
    """

    task: Task
    outputs: np.ndarray
    targets: np.ndarray
    normalised: bool = False

    @property
    def several_labels(self) -> bool:
        """Return whether each output is a question of its own, whose answer is yes or no."""
        return self.task == "binary" and self.outputs.shape[1] > 1

    @property
    def classes(self) -> int:
        """Return how many classes there are; one output that says yes or no tells two apart."""
        return 2 if self.outputs.shape[1] == 1 else self.outputs.shape[1]

    @cached_property
    def truth(self) -> np.ndarray:
        """Return the classes (items,) int64, or where there are several labels whether each is true, a bool array."""
        if self.task != "binary":
            return self.targets
        true = self.targets > 0.5
        return true if self.several_labels else true[:, 0].astype(np.int64)

    @cached_property
    def predicted(self) -> np.ndarray:
        """Return the predictions in the form of :attr:`truth`; of classes with equal outputs the first one."""
        if self.task != "binary":
            return self.outputs.argmax(axis=1)
        yes = self.outputs > 0
        return yes if self.several_labels else yes[:, 0].astype(np.int64)

    @cached_property
    def log_probabilities(self) -> np.ndarray:
        """Return the logarithm of each output's probability, float64 of the outputs' shape."""
        x = self.outputs.astype(np.float64)
        if self.normalised:
            return x
        with np.errstate(invalid="ignore", over="ignore"):
            if self.task == "binary":
                return -np.logaddexp(0.0, -x)
            x -= x.max(axis=1, keepdims=True)
            return x - np.log(np.exp(x).sum(axis=1, keepdims=True))

    @cached_property
    def negative_log_likelihood(self) -> np.ndarray:
        """Return minus the logarithm of the targets' probability, (items,), or (items, outputs) of yes or no."""
        logs = self.log_probabilities
        if self.task != "binary":
            return -logs[np.arange(len(logs)), self.targets]
        true = self.targets.astype(np.float64)
        no = logs - self.outputs  # log(1 − σ(x)) = log σ(x) − x
        return -(np.where(true > 0, true * logs, 0.0) + np.where(true < 1, (1 - true) * no, 0.0))

    @cached_property
    def errors(self) -> np.ndarray:
        """Return outputs − targets, float64 (items, outputs)."""
        return self.outputs.astype(np.float64) - self.targets
