"""The decision boundary of data with two inputs."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.lab import views
from gdlab.spec.examples import Examples
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.boundary import BoundaryChart

_MOST_POINTS = 1500


class BoundaryView(InsideView):
    """What a network says of every place of the plane, under the examples."""

    name: ClassVar[str] = "Boundary"
    order: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.chart = BoundaryChart("Decision boundary")
        self.add(self.chart)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return examples.shape == (2,)

    def question(self) -> Question:
        return lambda run: views.boundary(run.network())

    def show_examples(self, examples: Examples) -> None:
        x = np.concatenate([examples.x_train, examples.x_val])
        y = np.concatenate([examples.y_train, examples.y_val])
        is_val = np.arange(len(x)) >= len(examples.x_train)
        if len(x) > _MOST_POINTS:
            pick = np.linspace(0, len(x) - 1, _MOST_POINTS).astype(int)
            x, y, is_val = x[pick], y[pick], is_val[pick]
        self.chart.clear()
        self.chart.set_points(x, y, is_val)

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if not isinstance(answer, views.Boundary):
            return
        field = answer.field
        if examples is not None and examples.task == "regression":
            field = field[..., :1]  # of several outputs the first, as in the colours of the points
        if field.shape[2] == 1:
            low, high = field.min(), field.max()
            field = 2 * (field[..., 0] - low) / max(high - low, 1e-12) - 1
        self.chart.set_field(answer.x_range, answer.y_range, field)
