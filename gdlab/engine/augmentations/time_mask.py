"""TimeMask: a run of steps of a series is hidden."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation, Needs
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import CHANNELS, DRAWS, HEIGHT, MEAN, whole_draw
from gdlab.engine.machine.native import Kernel, kernel, view1, view2
from gdlab.spec.base import knob


class TimeMask(Augmentation):
    """Consecutive steps of a series, up to ``length``, that are replaced by the mean of each column.

    How many steps are hidden, from none to ``length``, and where they begin are drawn for each example (Park et al.
    2019, who mask spectrograms so).

    >>> from gdlab.engine.augmentations.time_mask import TimeMask
    >>> TimeMask(length=30).complaint(24, 1)
    'length = 30 is more than the 24 steps of an example'
    """

    title: ClassVar[str] = "Hide consecutive steps"
    needs: ClassVar[Needs] = "series"

    type: Literal["TimeMask"] = "TimeMask"
    length: int = knob(4, "Largest number of steps that are hidden.", unit="steps", ge=1, le=1_000_000)

    def complaint(self, height: int, width: int) -> str:
        """Refuse a length beyond the series's."""
        return f"length = {self.length} is more than the {height} steps of an example" if self.length > height else ""

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return hide_steps


H = TimeMask.positions()


@kernel
def hide_steps(row, ctx, fp, mem, imem):
    """Replace consecutive steps of one example by the mean.

    Args:
        row: the augmentation's row.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the example, which is changed in place, and the levels.
        imem: not read.
    """
    steps, channels = row[HEIGHT], row[CHANNELS]
    n = whole_draw(row[DRAWS], 0, int(fp[row[abi.FP] + H.length]) + 1)
    first = whole_draw(row[DRAWS], 1, steps - n + 1)
    x = view2(mem, row[abi.X], steps, channels)
    mean = view1(mem, row[abi.BUFFER] + MEAN * channels, channels)
    for i in range(first, first + n):
        for c in range(channels):
            x[i, c] = mean[c]
