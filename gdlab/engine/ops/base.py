"""What a layer is to the engine: a spec that can plan itself into instructions."""

from __future__ import annotations

import numpy as np

from gdlab.engine.program import Builder, Tensor
from gdlab.spec.kinds import LayerSpec


class Layer(LayerSpec):
    """Be a layer with kernels; subclass it in a file of its own under ``engine/ops/``."""

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Check the shape of ``x``, declare parameters, emit instructions and return the output.

        Raises:
            SpecError: (from ``builder.refuse``) when the shape does not fit, saying what would.
        """
        raise NotImplementedError

    def complaint(self, x: np.ndarray) -> str:
        """Return a sentence that says why these examples cannot enter a network that begins with the layer, or ""."""
        return ""
