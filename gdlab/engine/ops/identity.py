"""Do nothing."""

from __future__ import annotations

from typing import Literal

from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer


class Identity(Layer):
    """The input itself; it costs nothing.

    .. math:: f(x) = x

    PyTorch's name: ``torch.nn.Identity``.

    >>> from gdlab.engine.ops.identity import Identity
    >>> Identity().output_shape((64,))
    (64,)
    """

    type: Literal["Identity"] = "Identity"

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Return the input itself."""
        return x
