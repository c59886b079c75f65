"""Mish.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary


class Mish(Elementwise):
    r"""A smooth activation that dips below 0 (Misra 2019).

    .. math:: f(x) = x \tanh(\log(1 + e^x))

    PyTorch's name: ``torch.nn.Mish``.

    >>> from gdlab.engine.ops.mish import Mish
    >>> Mish().output_shape((64,))
    (64,)
    """

    type: Literal["Mish"] = "Mish"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return mish_forward, mish_backward


@kernel
def mish_forward(row, ctx, fp, mem, imem):
    """Compute y = x n / (n + 2) with n = eˣ (eˣ + 2), which is tanh(log(1 + eˣ)) without cancellation.

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    two, top = real(2), real(20)  # beyond 20 the factor is 1 in either precision
    for i in range(x.size):
        e = elementary.exp(top if x[i] > top else x[i])
        n = e * (e + two)
        y[i] = x[i] if x[i] > top else x[i] * (n / (n + two))


@kernel
def mish_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (t + x (1 − t²) σ(x)) with t = tanh(softplus(x)).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    one, two, four, top = real(1), real(2), real(4), real(20)
    for i in range(x.size):
        near = top if x[i] > top else x[i]  # beyond it the second term is 0, and x would make rounding noise large
        e = elementary.exp(near)
        n = e * (e + two)
        rest = one / (n + two)  # 1 − t² = 4 (n + 1) / (n + 2)², and σ = e / (1 + e) with n + 1 = (1 + e)²
        dx[i] = dy[i] * (n * rest + near * (four * rest) * (rest * (e * (one + e))))
