"""The parameters of a network as maps."""

from __future__ import annotations

from typing import ClassVar

from gdlab.lab import views
from gdlab.lab.number_text import format_count
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.panels.weights_view import WeightsView


class ParametersView(InsideView):
    """One parameter as a map, and how its values are spread."""

    name: ClassVar[str] = tr_noop("Weights")
    order: ClassVar[int] = 60

    def __init__(self) -> None:
        super().__init__()
        self.chart = WeightsView()
        self.add(self.chart)
        self.column.addWidget(self.words)

    def question(self) -> Question:
        return lambda run: views.weights(run.network())

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, views.Weights):
            self.chart.show_parameters(answer.parameters, examples)
            numbers = sum(values.size for values in answer.parameters.values())
            self.say(
                tr(
                    "{numbers} numbers in {parameters} parameters and buffers.",
                    numbers=format_count(numbers),
                    parameters=len(answer.parameters),
                )
            )
