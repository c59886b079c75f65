"""RandomMask: single inputs are hidden."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, MEAN, uniform_draw
from gdlab.engine.machine.native import Kernel, kernel, view1, view2
from gdlab.spec.base import knob


class RandomMask(Augmentation):
    """Single inputs, drawn at random, that are replaced by their column's mean over the training part.

    In a table it stands for values that are missing; unlike Dropout it does not rescale what is left.

    >>> from gdlab.engine.augmentations.random_mask import RandomMask
    >>> RandomMask(p=0.2).constants()
    [0.2]
    """

    title: ClassVar[str] = "Hide single inputs"

    type: Literal["RandomMask"] = "RandomMask"
    p: float = knob(0.1, "Probability that an input is hidden.", ge=0, le=1)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return hide_inputs


H = RandomMask.positions()


@kernel
def hide_inputs(row, ctx, fp, mem, imem):
    """Replace some inputs of one example by the mean.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the example, which is changed in place, and the levels.
        imem: not read.
    """
    channels, p = row[CHANNELS], fp[row[abi.FP] + H.p]
    x = view2(mem, row[abi.X], row[abi.XN] // channels, channels)
    mean = view1(mem, row[abi.BUFFER] + MEAN * channels, channels)
    for i in range(x.shape[0]):
        for c in range(channels):
            if uniform_draw(row[DRAWS], i * channels + c) < p:
                x[i, c] = mean[c]
