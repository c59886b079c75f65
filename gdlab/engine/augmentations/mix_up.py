"""MixUp: examples are mixed in pairs, inputs and targets."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.machine import abi
from gdlab.engine.machine.augmentation import DRAWS, uniform_draw
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, Kernel, kernel, view1
from gdlab.spec.base import knob


class MixUp(Augmentation):
    r"""A weighted mean of two examples, inputs and targets (Zhang et al. 2018).

    .. math:: \tilde x = \lambda x_i + (1-\lambda) x_j,\quad \tilde y = \lambda y_i + (1-\lambda) y_j,\quad
        \lambda \sim \mathrm{Beta}(\alpha, \alpha)

    The partner j is drawn from the whole training part and augmented as far as the list says before MixUp. The loss
    of mixed classes is exact; the training accuracy counts the class of i alone.

    >>> from gdlab.engine.augmentations.mix_up import MixUp
    >>> MixUp(alpha=1.0).mixes
    True
    """

    title: ClassVar[str] = "Mix pairs of examples"
    mixes: ClassVar[bool] = True

    type: Literal["MixUp"] = "MixUp"
    alpha: float = knob(0.2, "Parameter of the Beta distribution; larger values mix more evenly.", gt=0, le=4)

    def kernel(self) -> Kernel:
        """Return the kernel."""
        return mix_pair


H = MixUp.positions()


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def beta_draw(stream, first, alpha):
    """Return a draw of Beta(alpha, alpha) by Jöhnk's rejection (1964), from the draws ``first`` on.

    Where both powers vanish below the smallest number, the draw is so near 0 or 1 that it is taken for that.

    Args:
        stream: the key of the stream.
        first: the first draw that may be used.
        alpha: both parameters of the distribution, above 0.
    """
    i = first
    while True:
        u, v = uniform_draw(stream, i), uniform_draw(stream, i + 1)
        x, y = u ** (1.0 / alpha), v ** (1.0 / alpha)
        if 0.0 < x + y <= 1.0:
            return x / (x + y)
        if x + y == 0.0:
            return 1.0 if u > v else 0.0
        i += 2


@kernel
def mix_pair(row, ctx, fp, mem, imem):
    """Mix one example with its partner and leave its share.

    Args:
        row: the augmentation's row; X2 is the partner, Y where the share is left.
        ctx: not read.
        fp: the fields at ``row[FP] + H.name``.
        mem: the example, which is changed in place, the partner, and the share.
        imem: not read.
    """
    x, other = view1(mem, row[abi.X], row[abi.XN]), view1(mem, row[abi.X2], row[abi.XN])
    share = x.dtype.type(beta_draw(row[DRAWS], 1, fp[row[abi.FP] + H.alpha]))
    rest = x.dtype.type(1) - share
    for i in range(x.size):
        x[i] = share * x[i] + rest * other[i]
    mem[row[abi.Y]] = share
