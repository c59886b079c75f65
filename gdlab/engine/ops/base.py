"""What a layer is to the engine: a spec that can build itself into instructions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gdlab.engine.network.builder import Builder, Tensor
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.kinds import LayerSpec


class Layer(LayerSpec):
    """The base of layers with kernels; a subclass stands in a file of its own under ``engine/ops/``."""

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Check the shape of ``x``, declare parameters, emit instructions and return the output.

        Raises:
            SpecError: (from ``builder.refuse``) when the shape does not fit, saying what would.
        """
        raise NotImplementedError

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of one example behind the layer; nothing is compiled.

        Args:
            shape: the shape of one example before it, in PyTorch's order: (features,), (channels, height, width), ...

        Raises:
            SpecError: when the layer does not take this shape.
        """
        builder = Builder(shape)
        return self.build(builder, builder.input).shape

    def complaint(self, x: np.ndarray) -> str:
        """Return a sentence that says why these examples cannot enter a network that begins with the layer, or ""."""
        return ""


def as_layers(layers: Iterable[LayerSpec]) -> tuple[Layer, ...]:
    """Return layers that have kernels.

    Raises:
        SpecError: when one of them is only a description.
    """
    held = tuple(layers)
    for layer in held:
        if not isinstance(layer, Layer):
            name = type(layer).__name__
            raise SpecError([Problem("network.layers", f"{layer.type or name} ({name}) is not a layer with kernels")])
    return tuple(layer for layer in held if isinstance(layer, Layer))
