"""The shape of one input of a kept run."""

from __future__ import annotations

from gdlab.lab.run import Run
from gdlab.lab.train import examples_for
from gdlab.spec.errors import DataError


def input_shape(run: Run) -> tuple[int, ...]:
    """Return the shape of one input in PyTorch's order; of a run of an older gdlab, from its data.

    Raises:
        DataError: when the run does not keep it and its data cannot be had.
    """
    if "input_shape" in run.preparation:
        return tuple(int(n) for n in run.preparation["input_shape"])
    if run.own_data:
        raise DataError(f"run {run.label} was trained on arrays given from Python and does not keep their shape")
    return examples_for(run.spec).shape
