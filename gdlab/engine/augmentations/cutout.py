"""Cutout: a square of a picture is covered."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, MEAN, WIDTH, uniform_draw, whole_draw
from gdlab.engine.machine.native import Kernel, kernel, view1, view3
from gdlab.spec.base import knob


class Cutout(Augmentation):
    """A square that covers part of a picture with the mean of each channel (DeVries and Taylor 2017).

    Its centre is any pixel, so that part of the square may lie outside.

    >>> from gdlab.engine.augmentations.cutout import Cutout
    >>> Cutout(size=3).constants()
    [3.0, 1.0]
    """

    title: ClassVar[str] = "Cover a square"
    needs: ClassVar[Needs] = "image"

    type: Literal["Cutout"] = "Cutout"
    size: int = knob(4, "Side of the square.", unit="pixels", ge=1, le=1024)
    p: float = knob(1.0, "Probability that a picture is covered.", ge=0, le=1)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return cut_out


H = Cutout.positions()


@kernel
def cut_out(row, ctx, fp, mem, imem):
    """Cover a square of one picture.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the picture, which is changed in place, and the levels.
        imem: not read.
    """
    if uniform_draw(row[DRAWS], 0) >= fp[row[abi.FP] + H.p]:
        return
    size, channels = int(fp[row[abi.FP] + H.size]), row[CHANNELS]
    x = view3(mem, row[abi.X], row[HEIGHT], row[WIDTH], channels)
    mean = view1(mem, row[abi.BUFFER] + MEAN * channels, channels)
    top = whole_draw(row[DRAWS], 1, row[HEIGHT]) - size // 2
    left = whole_draw(row[DRAWS], 2, row[WIDTH]) - size // 2
    for i in range(max(top, 0), min(top + size, row[HEIGHT])):
        for j in range(max(left, 0), min(left + size, row[WIDTH])):
            for c in range(channels):
                x[i, j, c] = mean[c]
