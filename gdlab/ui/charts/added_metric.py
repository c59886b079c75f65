"""A further chart of a metric, which a person added to the others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gdlab.spec.metrics import metric_of
from gdlab.ui.charts.metric import MetricChart

#: Stands before the metric's name in the key of such a chart.
_PREFIX = "metric/"


class AddedMetricChart(MetricChart):
    """The training and the validation values of one metric, which stays the same one.

    Args:
        metric: the metric's name, such as ``f1@micro``.
        parent: the widget that it is in.
    """

    def __init__(self, metric: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, added_key(metric))
        self._show(metric)

    def _offer(self, names: list[str]) -> None:
        self._names = names


def added_key(metric: str) -> str:
    """Return the key of the added chart of a metric."""
    return _PREFIX + metric


def added_metric(key: str) -> str:
    """Return the metric that the key of a chart stands for, "" for another kind of chart or an unknown metric."""
    name = key.removeprefix(_PREFIX)
    return name if key.startswith(_PREFIX) and metric_of(name) is not None else ""
