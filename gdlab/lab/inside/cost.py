"""What one example costs: the multiply-adds of a network's forward pass, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.engine.network.tensors import Instruction, Parameter


def multiply_adds(instructions: Sequence[Instruction]) -> dict[str, int]:
    """Return the multiply-adds of one example's forward pass by the layer's name, such as ``0`` or ``3.layers.1``.

    Counted are the products of matrices and filters, as counters of FLOPs do: a weight of a dense or convolutional
    layer is used once for each place of the output, one of a recurrent layer once for each step. Biases, scales of
    normalisations, activations and pooling count nothing, nor does looking up a word.

    Args:
        instructions: the network's instructions, of a builder or of a program.
    """
    counted: dict[str, int] = {}
    for instruction in instructions:
        name = instruction.forward.__name__
        if "norm" in name or "embedding" in name:
            continue
        for weight in instruction.parameters:
            if len(weight.shape) > 1:
                layer = weight.name.rpartition(".")[0]
                counted[layer] = counted.get(layer, 0) + weight.size * _places(instruction, weight)
    return counted


def _places(instruction: Instruction, weight: Parameter) -> int:
    """Return how often each number of a weight is used for one example: output places, or steps of a sequence."""
    if "weight_ih" in weight.name or "weight_hh" in weight.name:
        return instruction.x.shape[0]
    return instruction.y.size // weight.shape[0]
