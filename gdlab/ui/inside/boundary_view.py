"""The decision boundary of data with two inputs."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QCheckBox

from gdlab.lab import views
from gdlab.lab.number_text import format_number, format_share
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.boundary import BoundaryChart
from gdlab.ui.widgets.choice import ChoiceEditor, Option

_MOST_POINTS = 1500
_SURE = 0.9  # probability from which on a place counts as decided


class BoundaryView(InsideView):
    """What a network says of every place of the plane, under the examples."""

    name: ClassVar[str] = tr_noop("Boundary")
    order: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.chart = BoundaryChart(tr("Decision boundary"))
        self.decided = QCheckBox(tr("Decided classes only"))
        self.decided.setToolTip(tr("Colour each place by its class alone, however unsure the network is of it"))
        self.output = ChoiceEditor(tr("Output that is shown"), [])
        self.output.setObjectName("boundary_output")
        self.output.set_help(tr("Which of several outputs the colours stand for"))
        self.output.edited.connect(self._on_output)
        self.output.hide()
        self.column.addWidget(self.output)
        self._answer: views.Boundary | None = None
        self._examples: Examples | None = None
        self.add(self.chart)
        self.add_control(self.decided)
        self.column.addWidget(self.words)
        self.decided.toggled.connect(self._draw)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return views.has_plane(examples)

    def question(self) -> Question:
        return lambda run: views.boundary(run.network())

    def show_examples(self, examples: Examples) -> None:
        if self._examples is not examples:
            self.output.set_options([Option(str(k), name) for k, name in enumerate(_outputs(examples))])
            self.output.set_value("0")
        self._answer, self._examples = None, examples
        self.output.setVisible(examples.task == "regression" and examples.target_width > 1)
        self.decided.setVisible(examples.task == "classification")
        self.say("")
        self._draw_points(examples)

    def _draw_points(self, examples: Examples) -> None:
        if "absent" in examples.extra:  # the data of a run that was opened again are not kept
            self.chart.clear()
            return
        x = np.concatenate(views.plane_points(examples))
        y = np.concatenate([examples.y_train, examples.y_val])
        is_val = np.arange(len(x)) >= len(examples.x_train)
        if len(x) > _MOST_POINTS:
            pick = np.linspace(0, len(x) - 1, _MOST_POINTS).astype(int)
            x, y, is_val = x[pick], y[pick], is_val[pick]
        self.chart.clear()
        self.chart.set_points(x, y[:, self._shown(examples)] if y.ndim == 2 else y, is_val)

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
            at = self._shown(examples)
            field = answer.field[..., at]
            low, high = field.min(), field.max()
            self.chart.set_field(answer.x_range, answer.y_range, 2 * (field - low) / max(high - low, 1e-12) - 1)
            low, high = (_in_unit(value, examples, at) for value in (low, high))
            words = tr("From {low} to {high} over the plane. ", low=format_number(low, 3), high=format_number(high, 3))
        else:
            field = np.eye(answer.field.shape[2])[answer.field.argmax(axis=2)] if self._is_decided else answer.field
            self.chart.set_field(answer.x_range, answer.y_range, field)
            words = _classes_words(answer, examples)
        self.say(tr("{words}● training, ○ validation.", words=words))
        self.chart.plot.setAccessibleDescription(
            tr("{words}Filled points are for training, hollow ones for validation.", words=words)
        )

    def _shown(self, examples: Examples) -> int:
        """Return which output the colours stand for."""
        return min(int(self.output.value() or 0), max(examples.target_width - 1, 0))

    def _on_output(self, _value: object) -> None:
        if self._examples is not None:
            self._draw_points(self._examples)
        self._draw()

    @property
    def _is_decided(self) -> bool:
        return self.decided.isChecked()


def _classes_words(answer: views.Boundary, examples: Examples) -> str:
    """Return which share of the plane each class has, how much of it is unsure, and how many examples are right."""
    classes = answer.field.shape[2]
    names = examples.classes or tuple(map(str, range(classes)))
    shares = np.bincount(answer.field.argmax(axis=2).reshape(-1), minlength=classes) / answer.field[..., 0].size
    shown = ", ".join(f"{name} {format_share(share, 0)}" for name, share in zip(names, shares, strict=False))
    unsure = float(np.mean(answer.field.max(axis=2) < _SURE))
    return tr(
        "Classes by their share of the plane: {shown}; below {sure} sure on {unsure} of it, where the "
        "colour is pale. {upper}{right}. ",
        shown=shown,
        sure=format_share(_SURE, 0),
        unsure=format_share(unsure, 0),
        upper=answer.right[:1].upper(),
        right=answer.right[1:],
    )


def _outputs(examples: Examples) -> list[str]:
    """Return the names of the outputs, numbers where they have none."""
    names = [str(name) for name in examples.extra.get("targets", ())]
    return names or [
        tr("output {k} of {target_width}", k=k + 1, target_width=examples.target_width)
        for k in range(examples.target_width)
    ]


def _in_unit(value: float, examples: Examples, output: int) -> float:
    """Return a value of an output in the data's own unit, from which it was scaled."""
    scale = examples.extra.get("target_scale")
    return (
        float(value) if scale is None else float(value) * float(scale["width"][output]) + float(scale["shift"][output])
    )
