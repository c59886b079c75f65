"""RandomCrop: a window of the picture after a border was added to it."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, LOW, WIDTH, whole_draw
from gdlab.engine.machine.native import Kernel, copy, kernel, shift, view1, view3
from gdlab.spec.base import knob


class RandomCrop(Augmentation):
    """A window of the old size at a random place of the picture with a dark border around it.

    The border has the least value that each channel has in the training part, which is black.

    torchvision's name: ``RandomCrop`` with the picture's own size and ``padding``.

    >>> from gdlab.engine.augmentations.random_crop import RandomCrop
    >>> RandomCrop(padding=9).complaint(8, 8)
    'padding = 9 may leave nothing of pictures of 8 × 8 pixels; at most 7 do'
    """

    title: ClassVar[str] = "Crop at a random place"
    needs: ClassVar[Needs] = "image"

    type: Literal["RandomCrop"] = "RandomCrop"
    padding: int = knob(2, "Width of the border on each side, and so the largest shift.", unit="pixels", ge=1, le=256)

    def complaint(self, height: int, width: int) -> str:
        """Refuse a border that is as wide as the picture."""
        most = min(height, width) - 1
        if self.padding <= most:
            return ""
        return f"padding = {self.padding} may leave nothing of pictures of {height} × {width} pixels; at most {most} do"

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return crop


H = RandomCrop.positions()


@kernel
def crop(row, ctx, fp, mem, imem):
    """Shift one picture by up to the width of the border, with black where nothing was.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the picture, which is changed in place, the levels and the scratch.
        imem: not read.
    """
    most = int(fp[row[abi.FP] + H.padding])
    down = whole_draw(row[DRAWS], 0, 2 * most + 1) - most
    right = whole_draw(row[DRAWS], 1, 2 * most + 1) - most
    height, width, channels = row[HEIGHT], row[WIDTH], row[CHANNELS]
    copy(shift(mem, row[abi.X]), shift(mem, row[abi.SCRATCH]), row[abi.XN])
    x, old = view3(mem, row[abi.X], height, width, channels), view3(mem, row[abi.SCRATCH], height, width, channels)
    low = view1(mem, row[abi.BUFFER] + LOW * channels, channels)
    for i in range(height):
        for j in range(width):
            a, b = i + down, j + right
            inside = 0 <= a < height and 0 <= b < width
            for c in range(channels):
                x[i, j, c] = old[a, b, c] if inside else low[c]
