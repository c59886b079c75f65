"""Softplus, a smooth ReLU.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN,
and FP; ``ctx`` gives BATCH, the examples of the chunk; ``fp`` gives at FP β and the βx above which y is x; ``mem`` is
the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.spec.base import knob


class Softplus(Elementwise):
    r"""A smooth rectifier (Dugas et al. 2001).

    .. math:: f(x) = \tfrac{1}{\beta} \log(1 + e^{\beta x})

    Where β x > ``threshold`` it is x itself.

    PyTorch's name: ``torch.nn.Softplus``.

    >>> from gdlab.engine.ops.softplus import Softplus
    >>> Softplus(beta=2.0).output_shape((64,))
    (64,)
    """

    type: Literal["Softplus"] = "Softplus"
    beta: float = knob(1.0, "Sharpness of the bend.", gt=0, le=1e6)
    threshold: float = knob(20.0, "Beyond this the function is linear.", ge=-1e6, le=1e6)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return softplus_forward, softplus_backward

    def constants(self) -> Sequence[float]:
        """Return beta and threshold."""
        return self.beta, self.threshold


@kernel
def softplus_forward(row, ctx, fp, mem, imem):
    """Compute y = softplus(β x) / β.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    beta, top, scale = real(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1]), real(1.0 / fp[row[abi.FP]])
    for i in range(x.size):
        z = beta * x[i]
        y[i] = x[i] if z > top else scale * elementary.softplus(z)


@kernel
def softplus_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy σ(β x).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    beta, top, one = real(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1]), real(1)
    for i in range(x.size):
        z = beta * x[i]
        dx[i] = dy[i] * (one if z > top else elementary.sigmoid(z))
