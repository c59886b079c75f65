"""Do nothing."""

from __future__ import annotations

from typing import Literal

from gdlab.engine.ops.base import Layer
from gdlab.engine.program import Builder, Tensor


class Identity(Layer):
    """Pass the input on; it costs nothing."""

    type: Literal["Identity"] = "Identity"

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Return the input itself."""
        return x
