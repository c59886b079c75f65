"""The network of a run that was opened again: made from its record, to be asked and not to be trained."""

from __future__ import annotations

import numpy as np

from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab.code_choice import CODES
from gdlab.lab.run import Run, Status
from gdlab.lab.train import examples_for
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples


def opened_network(run: Run) -> Trainer:
    """Return a trainer that only predicts, with the parameters that an ended run was evaluated at, and its data.

    Data that were given from Python are not kept: the network then has none but its shapes, and ``examples.extra``
    says so under ``absent``.

    Raises:
        DataError: when the run has no trained network, or its data cannot be had.
        SpecError: when its spec fits its data no more.
    """
    if run.is_foreign and not run.evaluated:
        raise DataError(f"{run.label} was imported from another program: its curves are known, its network is not")
    if not run.evaluated and run.status == Status.FAILED and run.reason:
        raise DataError(f"{run.label} failed before it had a network: {run.reason}")
    if not run.evaluated:
        raise DataError(run.why_untrained)
    examples = _shapes_alone(run) if run.own_data else examples_for(run.spec)
    training = run.spec.training.replace(metrics=(), epochs=1, max_steps=0, patience=0, average=None)
    spec = run.spec.replace(training=training, schedule=None)
    return Trainer(spec, examples, run.evaluated, code=CODES.choose(spec, examples.shape))


def _shapes_alone(run: Run) -> Examples:
    """Return one example of zeros in the shapes of a run that was trained on arrays.

    Raises:
        DataError: when not even these are known.
    """
    if "input_shape" not in run.preparation:
        raise DataError(f"{run.label} was trained on arrays given from Python, and their shape was not kept")
    by_class, width = loss_of(run.spec).targets == "class", int(run.preparation.get("outputs", 1))
    x = np.zeros((1, *run.preparation["input_shape"]), run.spec.training.dtype)
    y = np.zeros((1, width), np.int64 if by_class else np.float32)
    return Examples(
        x,
        y[:, 0] if by_class and width == 1 else y,
        x[:0],
        y[:0, 0] if by_class and width == 1 else y[:0],
        task="classification" if by_class else "regression",
        classes=tuple(run.preparation.get("classes", ())),
        extra={
            "absent": f"{run.label} was trained on arrays given from Python, which are not kept with a run; "
            "its network is shown, what it says of them is not"
        },
    )
