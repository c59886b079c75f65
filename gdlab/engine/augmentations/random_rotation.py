"""RandomRotation: a picture is turned about its centre."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, LOW, WIDTH, uniform_draw
from gdlab.engine.machine.native import Kernel, copy, kernel, shift, view1, view3
from gdlab.spec.base import knob


class RandomRotation(Augmentation):
    """A rotation about the centre by a random angle, with bilinear interpolation and black corners.

    torchvision's name: ``RandomRotation`` with ``interpolation=BILINEAR``.

    >>> from gdlab.engine.augmentations.random_rotation import RandomRotation
    >>> RandomRotation().degrees
    10.0
    """

    title: ClassVar[str] = "Rotate by a random angle"
    needs: ClassVar[Needs] = "image"

    type: Literal["RandomRotation"] = "RandomRotation"
    degrees: float = knob(10.0, "Largest angle, to either side.", unit="°", ge=0, le=180)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return rotate


H = RandomRotation.positions()


@kernel
def rotate(row, ctx, fp, mem, imem):
    """Rotate one picture about its centre by an angle drawn evenly from both sides.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the picture, which is changed in place, the levels and the scratch.
        imem: not read.
    """
    angle = (2.0 * uniform_draw(row[DRAWS], 0) - 1.0) * fp[row[abi.FP] + H.degrees] * np.pi / 180.0
    cosine, sine = np.cos(angle), np.sin(angle)
    height, width, channels = row[HEIGHT], row[WIDTH], row[CHANNELS]
    copy(shift(mem, row[abi.X]), shift(mem, row[abi.SCRATCH]), row[abi.XN])
    x, old = view3(mem, row[abi.X], height, width, channels), view3(mem, row[abi.SCRATCH], height, width, channels)
    low, middle, centre = view1(mem, row[abi.BUFFER] + LOW * channels, channels), 0.5 * (height - 1), 0.5 * (width - 1)
    for i in range(height):
        for j in range(width):
            down = middle + cosine * (i - middle) - sine * (j - centre)
            right = centre + sine * (i - middle) + cosine * (j - centre)
            top, left = int(np.floor(down)), int(np.floor(right))
            for c in range(channels):
                total = 0.0
                for a in range(top, top + 2):
                    for b in range(left, left + 2):
                        weight = (1.0 - abs(down - a)) * (1.0 - abs(right - b))
                        if 0 <= a < height and 0 <= b < width:
                            total += weight * old[a, b, c]
                        else:
                            total += weight * low[c]
                x[i, j, c] = total
