"""GaussianNoise: normal noise on every input."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, SPREAD, normal_draw
from gdlab.engine.machine.native import Kernel, kernel, view1, view2
from gdlab.spec.base import knob


class GaussianNoise(Augmentation):
    """Normal noise in proportion to how much each column, or channel of a picture, varies in the training part.

    A column of a table that has two values only, such as a category's own column, is left as it is.

    torchvision's name: ``GaussianNoise``, whose ``sigma`` is absolute.

    >>> from gdlab.engine.augmentations.gaussian_noise import GaussianNoise
    >>> GaussianNoise(sigma=0.05).constants()
    [0.05]
    """

    title: ClassVar[str] = "Add noise"

    type: Literal["GaussianNoise"] = "GaussianNoise"
    sigma: float = knob(0.1, "Standard deviation of the noise, as a share of the column's own.", ge=0, le=100)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return add_noise


H = GaussianNoise.positions()


@kernel
def add_noise(row, ctx, fp, mem, imem):
    """Add noise to one example.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the example, which is changed in place, and the levels.
        imem: not read.
    """
    channels, sigma = row[CHANNELS], fp[row[abi.FP] + H.sigma]
    x = view2(mem, row[abi.X], row[abi.XN] // channels, channels)
    spread = view1(mem, row[abi.BUFFER] + SPREAD * channels, channels)
    for i in range(x.shape[0]):
        for c in range(channels):
            if spread[c] > 0:
                x[i, c] += x.dtype.type(sigma * spread[c] * normal_draw(row[DRAWS], i * channels + c))
