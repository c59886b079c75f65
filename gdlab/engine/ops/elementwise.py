"""What all activation functions that act on single numbers share."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.engine.native import Kernel
from gdlab.engine.ops.base import Layer
from gdlab.engine.program import Builder, Tensor


class Elementwise(Layer):
    """Be an activation that maps each number by itself; a subclass gives kernels and constants."""

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        raise NotImplementedError

    def constants(self) -> Sequence[float]:
        """Return the float64 constants that the kernels read at ``fp[row[FP] + i]``."""
        return ()

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        y = builder.tensor(x.shape)
        forward, backward = self.kernels()
        builder.emit(forward, backward, x, y, floats=self.constants())
        return y
