"""Weights and activations as small pictures: filters, first-layer weights of images, channels of one example."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.inside.asked import held_out
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples

_MOST = 256  # pictures of a layer


@dataclass(frozen=True, eq=False)
class ChannelPictures:
    """What one layer makes of one example.

    Attributes:
        layer: the layer's name.
        maps: its channels, (channels, height, width); of a layer of units one row, (1, 1, units).
        example: the example's place among those that were asked about.
        examples: how many can be asked about.
        inputs: the example itself, (1, *shape).
        true: its class or value in words.
        step: the run's step.
    """

    layer: str
    maps: np.ndarray
    example: int
    examples: int
    inputs: np.ndarray
    true: str
    step: int


def channel_pictures(trainer: Trainer, layer: str, example: int) -> ChannelPictures:
    """Return what a layer makes of a held-out example.

    Args:
        trainer: the run.
        layer: the layer's name.
        example: the example's place among the held-out ones; the last one for a larger number.

    Raises:
        DataError: when the data are not at hand, or the layer has no output of its own.
    """
    asked = held_out(trainer)
    at = min(max(0, example), len(asked.x) - 1)
    said = trainer.layer_outputs(asked.x[at : at + 1])
    if layer not in said:
        raise DataError(f"layer {layer} is computed together with the one behind it, whose output is shown there")
    out = said[layer][0].astype(np.float64)
    maps = out[:_MOST] if out.ndim == 3 else out[None] if out.ndim == 2 else out.reshape(1, 1, -1)
    y = asked.y.reshape(len(asked.y), -1)[at, 0]
    classes = trainer.examples.classes
    by_class = trainer.examples.task == "classification"
    true = classes[int(y)] if by_class and 0 <= int(y) < len(classes) else f"{y:.4g}"
    return ChannelPictures(layer, maps, at, len(asked.x), asked.x[at : at + 1], true, trainer.step)


def weight_pictures(name: str, values: np.ndarray, examples: Examples) -> np.ndarray | None:
    """Return a parameter as pictures (n, height, width), None where it is none.

    A dense layer's weight has a picture a unit where the inputs are images, one value a pixel; a filter has one, that
    of the input channel by which it weighs most. Of a colour image the channels are added.

    Args:
        name: the parameter's name.
        values: its values in PyTorch's shape.
        examples: the run's data.
    """
    if not name.endswith("weight"):
        return None
    if values.ndim == 4 and min(values.shape[2:]) > 1:
        strongest = np.abs(values).sum(axis=(2, 3)).argmax(axis=1)
        return values[np.arange(len(values)), strongest][:_MOST]
    shape = image_shape(examples)
    if shape is None or values.ndim != 2 or values.shape[1] != int(np.prod(shape)):
        return None
    if examples.image is not None:  # stored (height, width, channels)
        return values.reshape(len(values), *examples.image).sum(axis=-1)[:_MOST]
    return values.reshape(len(values), *examples.shape).sum(axis=1)[:_MOST]


def image_shape(examples: Examples) -> tuple[int, ...] | None:
    """Return the shape of one example that is an image, None where they are none."""
    if examples.image is not None:
        return examples.image
    return examples.shape if len(examples.shape) == 3 else None
