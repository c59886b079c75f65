"""A remark, before a run, on a convolution that reads axes in another order than its data have them."""

from __future__ import annotations

from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

#: How many channels pictures have: grey ones, colours, colours with transparency.
_CHANNELS = (1, 3, 4)


def axes_remark(spec: RunSpec, examples: Examples) -> str:
    """Return a sentence on data that the first layer reads along other axes than are meant, it seems; "" for none.

    These are a series whose steps Conv1d reads as channels, and square pictures whose channels come last.

    Args:
        spec: the run.
        examples: its data.
    """
    layers, shape = spec.network.layers, examples.shape
    if layers and layers[0].type.endswith("2d") and len(shape) == 3:
        return _channels_last(layers[0].type, shape)
    if not layers or layers[0].type != "Conv1d" or examples.look != "series" or len(shape) != 2:
        return ""
    return (
        f"Conv1d reads (channels, length), and an example of this series is (time, columns) = {shape}, so that it "
        "moves along the columns; a Transpose before it lets it move along the time"
    )


def _channels_last(layer: str, shape: tuple[int, ...]) -> str:
    """Return a sentence on pictures of a shape that looks like (height, width, channels); "" for any other."""
    channels, height, width = shape
    if width not in _CHANNELS or channels != height or height in _CHANNELS:
        return ""
    return (
        f"{layer} reads (channels, height, width), so that an example of shape {shape} has {channels} channels of "
        f"{height} × {width} pixels; where the channels come last, X.transpose(0, 3, 1, 2) brings them to the front"
    )
