"""Which classes are taken for which."""

from __future__ import annotations

from typing import ClassVar

from gdlab.lab import views
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.plots.heatmap import Heatmap


class ConfusionView(InsideView):
    """The confusion matrix over held-out examples."""

    name: ClassVar[str] = tr_noop("Confusion")
    order: ClassVar[int] = 30

    def __init__(self) -> None:
        super().__init__()
        self.chart = Heatmap(
            tr("Confusion"),
            mode="confusion",
            x_label=tr("predicted"),
            y_label=tr("true"),
            empty=tr("Start a run to see its confusions."),
        )
        self.add(self.chart)
        self.column.addWidget(self.words)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return examples.task == "classification" and examples.target_width == 1

    def question(self) -> Question:
        return lambda run: views.confusion(run.network())

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, views.Confusion):
            self.chart.set_matrix(answer.counts, answer.classes, answer.classes)
            self.say(tr("Over {words}.", words=answer.words))
