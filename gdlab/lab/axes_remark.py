"""A remark, before a run, on a convolution over the columns of a time series where its steps are meant."""

from __future__ import annotations

from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


def axes_remark(spec: RunSpec, examples: Examples) -> str:
    """Return a sentence on a series whose steps a first layer Conv1d reads as channels; "" for none.

    Args:
        spec: the run.
        examples: its data.
    """
    layers, shape = spec.network.layers, examples.shape
    if not layers or layers[0].type != "Conv1d" or examples.look != "series" or len(shape) != 2:
        return ""
    return (
        f"Conv1d reads (channels, length), and an example of this series is (time, columns) = {shape}, so that it "
        "moves along the columns; a Transpose before it lets it move along the time"
    )
