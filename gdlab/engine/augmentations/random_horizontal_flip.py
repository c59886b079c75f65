"""RandomHorizontalFlip: a picture is mirrored left to right."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, WIDTH, uniform_draw
from gdlab.engine.machine.native import Kernel, kernel, view3
from gdlab.spec.base import knob


class RandomHorizontalFlip(Augmentation):
    """A mirror image, left to right, of a picture.

    torchvision's name: ``RandomHorizontalFlip``.

    >>> from gdlab.engine.augmentations.random_horizontal_flip import RandomHorizontalFlip
    >>> RandomHorizontalFlip(p=0.25).constants()
    [0.25]
    """

    title: ClassVar[str] = "Mirror left to right"
    needs: ClassVar[Needs] = "image"

    type: Literal["RandomHorizontalFlip"] = "RandomHorizontalFlip"
    p: float = knob(0.5, "Probability that a picture is mirrored.", ge=0, le=1)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return flip_horizontally


H = RandomHorizontalFlip.positions()


@kernel
def flip_horizontally(row, ctx, fp, mem, imem):
    """Mirror one picture left to right with the given probability.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the picture, which is changed in place.
        imem: not read.
    """
    if uniform_draw(row[DRAWS], 0) >= fp[row[abi.FP] + H.p]:
        return
    x = view3(mem, row[abi.X], row[HEIGHT], row[WIDTH], row[CHANNELS])
    for i in range(x.shape[0]):
        for j in range(x.shape[1] // 2):
            k = x.shape[1] - 1 - j
            for c in range(x.shape[2]):
                held = x[i, j, c]
                x[i, j, c] = x[i, k, c]
                x[i, k, c] = held
