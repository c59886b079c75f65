"""What an augmentation is to the engine: a kernel that changes one example of a mini-batch where it lies."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.positions import flattened, hyperparameters, numbered
from gdlab.spec.kinds import AugmentationSpec

#: What kind of examples an augmentation can change; numbers are every kind.
Needs = Literal["numbers", "image", "series"]


class Augmentation(AugmentationSpec):
    """The base of augmentations; a subclass stands in a file of its own under ``engine/augmentations/``.

    The kernel changes one example; :mod:`gdlab.engine.machine.augmentation` describes its row. With
    ``H = TheAugmentation.positions()`` a field stands at ``fp[row[FP] + H.name]``. All that is random comes from the
    stream ``row[DRAWS]``, whose draws 0, 1, ... may each be used once.
    """

    needs: ClassVar[Needs] = "numbers"
    #: Whether it mixes an example with another one, inputs and targets; that one's number is draw 0.
    mixes: ClassVar[bool] = False

    @classmethod
    def positions(cls) -> Any:
        """Return a named tuple of where ``fp`` holds each field's number, from ``row[FP]`` on."""
        return numbered(hyperparameters(cls))

    def constants(self) -> list[float]:
        """Return the float64 constants that the kernel reads: the fields, in the order of their declaration."""
        return flattened(self, hyperparameters(type(self)))

    def complaint(self, height: int, width: int) -> str:
        """Return a sentence that says why pictures or series of this size cannot be changed so, or "".

        Args:
            height: rows of a picture, or steps of a series.
            width: columns of a picture; 1 for a series.
        """
        return ""

    def kernel(self) -> Kernel:
        """Return the kernel."""
        raise NotImplementedError
