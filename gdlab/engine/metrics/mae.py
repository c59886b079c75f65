"""Mean absolute error."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.batch import Batch
from gdlab.engine.metrics.mean_errors import MeanErrorMetric


class MAE(MeanErrorMetric):
    """The mean absolute error, mean |x − t|, from 0, in the targets' unit; lower is better.

    It is scikit-learn's ``mean_absolute_error``.

    >>> from gdlab.engine.metrics.mae import MAE
    >>> MAE().of([1.0, 2.0, 4.0], [1.0, 3.0, 2.0])
    1.0
    """

    title: ClassVar[str] = "MAE"
    tag: ClassVar[str] = "mae"
    type: Literal["MAE"] = "MAE"

    def error(self, batch: Batch) -> np.ndarray:
        """Return |x − t|."""
        return np.abs(batch.errors)
