"""Root mean squared error."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Value
from gdlab.engine.metrics.batch import Batch
from gdlab.engine.metrics.mean_errors import MeanErrorMetric


class RMSE(MeanErrorMetric):
    """The root mean squared error, √ mean (x − t)², from 0, in the targets' unit; lower is better.

    Of several outputs it is the mean of each one's root, as scikit-learn's ``root_mean_squared_error``.

    >>> from gdlab.engine.metrics.rmse import RMSE
    >>> RMSE().of([1.0, 2.0], [4.0, 6.0]) == 12.5**0.5
    True
    """

    title: ClassVar[str] = "RMSE"
    tag: ClassVar[str] = "rmse"
    type: Literal["RMSE"] = "RMSE"

    def error(self, batch: Batch) -> np.ndarray:
        """Return (x − t)²."""
        return batch.errors**2

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean of the outputs' roots."""
        return float(np.mean(np.sqrt(total[:-1] / total[-1])))
