"""The sigmoid linear unit, also called swish.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary


class SiLU(Elementwise):
    r"""The input times its logistic function (Elfwing et al. 2017; Ramachandran et al. 2017).

    .. math:: f(x) = x\,\sigma(x)

    PyTorch's name: ``torch.nn.SiLU``.

    >>> from gdlab.engine.ops.silu import SiLU
    >>> SiLU().output_shape((64,))
    (64,)
    """

    type: Literal["SiLU"] = "SiLU"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return silu_forward, silu_backward


@kernel
def silu_forward(row, ctx, fp, mem, imem):
    """Compute y = x σ(x).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = x[i] * elementary.sigmoid(x[i])


@kernel
def silu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy σ (1 + x (1 − σ)).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        s = elementary.sigmoid(x[i])
        dx[i] = dy[i] * s * (one + x[i] * (one - s))
