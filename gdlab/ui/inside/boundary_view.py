"""The decision boundary of data with two inputs."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from gdlab.lab import views
from gdlab.lab.number_text import format_number
from gdlab.spec.examples import Examples
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.boundary import BoundaryChart

_MOST_POINTS = 1500
_SURE = 0.9  # probability from which on a place counts as decided


class BoundaryView(InsideView):
    """What a network says of every place of the plane, under the examples."""

    name: ClassVar[str] = "Boundary"
    order: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.chart = BoundaryChart("Decision boundary")
        self.decided = QCheckBox("Decided classes only")
        self.decided.setToolTip("Colour each place by its class alone, however unsure the network is of it")
        self._answer: views.Boundary | None = None
        self._examples: Examples | None = None
        self.add(self.chart)
        row = QHBoxLayout()
        row.setContentsMargins(11, 0, 11, 0)
        row.addWidget(self.decided)
        self.column.addLayout(row)
        self.column.addWidget(self.words)
        self.decided.toggled.connect(self._draw)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return examples.shape == (2,)

    def question(self) -> Question:
        return lambda run: views.boundary(run.network())

    def show_examples(self, examples: Examples) -> None:
        self._answer, self._examples = None, examples
        self.decided.setVisible(examples.task == "classification")
        self.say("")
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
        self._answer, self._examples = answer, examples
        self._draw()

    def _draw(self, *_: object) -> None:
        answer, examples = self._answer, self._examples
        if answer is None or examples is None:
            return
        if examples.task == "regression":
            field = answer.field[..., 0]  # of several outputs the first, as in the colours of the points
            low, high = field.min(), field.max()
            self.chart.set_field(answer.x_range, answer.y_range, 2 * (field - low) / max(high - low, 1e-12) - 1)
            words = f"From {format_number(float(low), 3)} to {format_number(float(high), 3)} over the plane. "
        else:
            field = np.eye(answer.field.shape[2])[answer.field.argmax(axis=2)] if self._is_decided else answer.field
            self.chart.set_field(answer.x_range, answer.y_range, field)
            words = _classes_words(answer, examples)
        self.say(f"{words}● training, ○ validation.")
        self.chart.plot.setAccessibleDescription(f"{words}Filled points are for training, hollow ones for validation.")

    @property
    def _is_decided(self) -> bool:
        return self.decided.isChecked()


def _classes_words(answer: views.Boundary, examples: Examples) -> str:
    """Return which share of the plane each class has, how much of it is unsure, and how many examples are right."""
    classes = answer.field.shape[2]
    names = examples.classes or tuple(map(str, range(classes)))
    shares = np.bincount(answer.field.argmax(axis=2).reshape(-1), minlength=classes) / answer.field[..., 0].size
    shown = ", ".join(f"{name} {share:.0%}" for name, share in zip(names, shares, strict=False))
    unsure = float(np.mean(answer.field.max(axis=2) < _SURE))
    return (
        f"Classes by their share of the plane: {shown}; below {_SURE:.0%} sure on {unsure:.0%} of it, where the colour "
        f"is pale. {answer.right[:1].upper()}{answer.right[1:]}. "
    )
