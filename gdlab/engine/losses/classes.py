"""What losses of classes share: a weight for each class, and a class that does not count."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, PrivateAttr

from gdlab.engine.losses.base import Loss
from gdlab.engine.network.tensors import Tensor
from gdlab.spec.base import knob
from gdlab.spec.kinds import Task

Weight = Annotated[float, Field(ge=0)]
#: PyTorch's default of ``ignore_index``: items of this class do not count, and no network has such a class.
NOTHING = -100


class LossOfClasses(Loss):
    """The base of losses whose items are classes: the mean is by the weights of the items' classes, as PyTorch's."""

    weight: tuple[Weight, ...] = knob((), "Weight of each class, or none: rare classes may count more.")
    ignore_index: int = knob(NOTHING, "Class whose items count for nothing, such as the filling of sequences.", ge=-100)
    task: ClassVar[Task] = "classes"
    _ignores: bool = PrivateAttr(default=False)

    def for_targets(self, *parts: np.ndarray) -> Self:
        """Return the loss as it has to be for these targets: it looks for the usual ignored class where it occurs.

        A loss that looks for no ignored class takes less time, and nearly no data hold any.

        Args:
            parts: targets of the training and of the validation part.
        """
        if self.weighs or not any(part.dtype.kind == "i" and (part == NOTHING).any() for part in parts):
            return self
        loss = self.model_copy()
        loss._ignores = True
        return loss

    @property
    def ignored(self) -> int | None:
        """Return the class whose items do not count, None where no item is looked at for that."""
        return self.ignore_index if self._ignores or self.ignore_index != NOTHING else None

    @property
    def weighs(self) -> bool:
        """Return whether items weigh differently."""
        return bool(self.weight) or self.ignored is not None

    def counted(self, targets: np.ndarray) -> np.ndarray | None:
        """Return which items are not of the ignored class."""
        return None if self.ignored is None else targets != self.ignored

    def scales(self) -> tuple[float, ...]:
        """Return the ignored class, the number of weights, and the weights."""
        return (float(self.ignore_index), float(len(self.weight)), *self.weight)

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the entropy of the classes as they are weighted: their shares are the best constant prediction."""
        classes = targets.reshape(-1)
        counted = self.counted(classes)
        counts = np.bincount(classes if counted is None else classes[counted], minlength=outputs).astype(np.float64)
        weights = np.array(self.weight) if self.weight else np.ones(len(counts))
        terms = weights * self.spread(counts)
        whole = float(weights @ counts)
        if whole <= 0:
            return float("nan")
        shares = terms[terms > 0] / terms.sum()
        return float(-(terms[terms > 0] @ np.log(shares)) / whole)

    def spread(self, counts: np.ndarray) -> np.ndarray:
        """Return how often each class is a target, where a part of a target may count for other classes."""
        return counts

    def items(self, output: Tensor, target_width: int) -> tuple[int, int]:
        """Return items an example and outputs an item."""
        items, outputs = super().items(output, target_width)
        if len(self.weight) not in (0, outputs):
            raise ValueError(f"weight has {len(self.weight)} weights and the network {outputs} outputs")
        return items, outputs
