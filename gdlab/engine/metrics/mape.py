"""Mean absolute percentage error."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.batch import Batch
from gdlab.engine.metrics.mean_errors import MeanErrorMetric


class MAPE(MeanErrorMetric):
    """The mean absolute percentage error, mean |x − t| / max(|t|, ε), from 0, a share of the target; lower is better.

    It is scikit-learn's ``mean_absolute_percentage_error``, with float64's ε: a target of 0 makes it very large.

    >>> from gdlab.engine.metrics.mape import MAPE
    >>> MAPE().of([1.0, 3.0], [2.0, 4.0])
    0.375
    """

    title: ClassVar[str] = "MAPE"
    tag: ClassVar[str] = "mape"
    unit: ClassVar[str] = "%"
    type: Literal["MAPE"] = "MAPE"

    def error(self, batch: Batch) -> np.ndarray:
        """Return |x − t| over |t|."""
        size = np.abs(batch.targets.astype(np.float64))
        return np.abs(batch.errors) / np.maximum(size, np.finfo(np.float64).eps)
