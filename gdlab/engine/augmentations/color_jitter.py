"""ColorJitter: brightness and contrast of a picture vary."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, HIGH, LOW, WIDTH, uniform_draw
from gdlab.engine.machine.native import Kernel, kernel, view1, view2
from gdlab.spec.base import knob


class ColorJitter(Augmentation):
    """A random brightness and contrast of a picture; values stay between black and white.

    Brightness multiplies the distance from black, contrast the distance from the picture's mean of each channel, each
    by a factor drawn evenly from 1 − field to 1 + field. Black and white are the least and the largest value of each
    channel in the training part.

    torchvision's name: ``ColorJitter`` (which takes one mean over all channels).

    >>> from gdlab.engine.augmentations.color_jitter import ColorJitter
    >>> ColorJitter(brightness=0.4).constants()
    [0.4, 0.2]
    """

    title: ClassVar[str] = "Vary brightness and contrast"
    needs: ClassVar[Needs] = "image"

    type: Literal["ColorJitter"] = "ColorJitter"
    brightness: float = knob(0.2, "Largest change of the brightness, as a share of it.", ge=0, le=1)
    contrast: float = knob(0.2, "Largest change of the contrast, as a share of it.", ge=0, le=1)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return jitter


H = ColorJitter.positions()


@kernel
def jitter(row, ctx, fp, mem, imem):
    """Change brightness, then contrast of one picture.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the picture, which is changed in place, and the levels.
        imem: not read.
    """
    h, channels, pixels = row[abi.FP], row[CHANNELS], row[HEIGHT] * row[WIDTH]
    x = view2(mem, row[abi.X], pixels, channels)
    lows = view1(mem, row[abi.BUFFER] + LOW * channels, channels)
    highs = view1(mem, row[abi.BUFFER] + HIGH * channels, channels)
    real = x.dtype.type
    light = real(1.0 + (2.0 * uniform_draw(row[DRAWS], 0) - 1.0) * fp[h + H.brightness])
    sharp = real(1.0 + (2.0 * uniform_draw(row[DRAWS], 1) - 1.0) * fp[h + H.contrast])
    for c in range(channels):
        low, high, total = lows[c], highs[c], 0.0
        for i in range(pixels):
            x[i, c] = min(max(low + light * (x[i, c] - low), low), high)
            total += x[i, c]
        mean = real(total / pixels)
        for i in range(pixels):
            x[i, c] = min(max(mean + sharp * (x[i, c] - mean), low), high)
