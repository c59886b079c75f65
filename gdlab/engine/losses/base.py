"""What a loss is to the engine: the last instruction, which also writes the gradient by the network's output."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

import numpy as np

from gdlab.engine.machine.native import Kernel
from gdlab.engine.network.tensors import Tensor
from gdlab.spec.kinds import LossSpec


class Loss(LossSpec):
    """The base of losses; a subclass stands in a file of its own under ``engine/losses/``.

    The kernel adds the sum over items to ``fp[LOSS]``, the number of items to ``fp[COUNT]`` and, where classes are
    predicted, the hits to ``fp[CORRECT]``. It writes the gradient of the mean over the whole mini-batch,
    ``ctx[TOTAL]`` examples, to ``row[DX]``; in evaluation it is not read. ``row[INT]`` is the number of items an
    example, ``row[INT+1]`` the outputs an item. Targets stand at ``imem[row[ISCRATCH]]`` (classes) or
    ``mem[row[SCRATCH]]`` (values).
    """

    targets: ClassVar[Literal["class", "value"]] = "class"
    #: Whether the outputs are logarithms of probabilities already, and not logits, where they are scores of classes.
    normalised: ClassVar[bool] = False

    def for_targets(self, *parts: np.ndarray) -> Self:
        """Return the loss as it has to be for the targets of a run, those of the training and the validation part."""
        return self

    @property
    def weighs(self) -> bool:
        """Return whether items weigh differently; the kernel then adds their weights to ``fp[WEIGHT]``."""
        return False

    @property
    def mixing_factor(self) -> float:
        """Return the factor of the target's own output where the loss of classes is linear in one-hot targets, else 0.

        Two classes can be mixed in that case: the loss of a mixture is the mixture of the losses.
        """
        return 0.0

    def kernel(self) -> Kernel:
        """Return the kernel."""
        raise NotImplementedError

    def constants(self) -> tuple[float, ...]:
        """Return the float64 constants that the kernel reads at ``fp[row[FP] + i]``."""
        return ()

    def complaint(self, y: np.ndarray) -> str:
        """Return a sentence that says why these targets cannot be learned with this loss, or ""."""
        return ""

    def counted(self, targets: np.ndarray) -> np.ndarray | None:
        """Return which items count for metrics, a bool array, or None where all do."""
        return None

    def constant(self, targets: np.ndarray, outputs: int) -> float:
        """Return the mean loss of the best constant prediction, NaN where it is not known.

        Args:
            targets: the targets of the training part: classes, or values of shape (N, outputs).
            outputs: numbers an item that the network gives.
        """
        return float("nan")

    def items(self, output: Tensor, target_width: int) -> tuple[int, int]:
        """Return items an example and outputs an item, or raise ValueError saying what output would fit."""
        if target_width == 0:
            raise ValueError("the data have no target an example")
        if output.size % target_width:
            raise ValueError(f"the network's output {output.shape} does not fit {target_width} targets an example")
        if self.targets == "class":
            return target_width, output.size // target_width
        if output.size != target_width:
            flat = "; a Flatten before the last layer makes one row of them" if len(output.shape) > 1 else ""
            shape = f", {output.shape}," if flat else ""
            raise ValueError(
                f"the network gives {output.size} numbers an example{shape} and the data {target_width}{flat}"
            )
        return 1, output.size
