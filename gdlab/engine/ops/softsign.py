"""Softsign.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides


class Softsign(Elementwise):
    r"""A sigmoid with slow tails (Turian et al. 2009).

    .. math:: f(x) = \frac{x}{1 + |x|}

    PyTorch's name: ``torch.nn.Softsign``.

    >>> from gdlab.engine.ops.softsign import Softsign
    >>> Softsign().output_shape((64,))
    (64,)
    """

    type: Literal["Softsign"] = "Softsign"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return softsign_forward, softsign_backward


@kernel
def softsign_forward(row, ctx, fp, mem, imem):
    """Compute y = x / (1 + |x|).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        y[i] = x[i] / (one + abs(x[i]))


@kernel
def softsign_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy / (1 + |x|)².

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        d = one / (one + abs(x[i]))
        dx[i] = dy[i] * d * d
