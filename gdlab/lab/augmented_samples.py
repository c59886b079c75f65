"""A few training examples as a run sees them in its first epoch, beside what they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.lab.compile_ahead import kernels_are_cached
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class AugmentedSamples:
    """Some examples before and after augmentation.

    Attributes:
        numbers: which examples of the training part they are.
        before: their inputs, (n, *shape).
        after: the inputs as the run's first epoch has them, (n, *shape).
    """

    numbers: np.ndarray
    before: np.ndarray
    after: np.ndarray


def augmented_samples(spec: RunSpec, examples: Examples, n: int = 12) -> AugmentedSamples | None:
    """Return ``n`` examples before and after augmentation, spread evenly over the training part.

    Args:
        spec: the run.
        examples: its data.
        n: how many are wanted.

    Returns:
        None where the run augments nothing, does not fit its data, or needs kernels that are not compiled yet.
    """
    if not spec.training.augmentation or not len(examples.x_train):
        return None
    if not kernels_are_cached(spec, examples.shape):
        return None
    numbers = np.unique(np.linspace(0, len(examples.x_train) - 1, n).astype(np.int64))
    try:
        after = Trainer(spec, examples).augmented(numbers)
    except GdlabError:
        return None
    return AugmentedSamples(numbers, np.asarray(examples.x_train[numbers]), after)
