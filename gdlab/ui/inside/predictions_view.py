"""Images that a network takes for something else, and how sure it is of that."""

from __future__ import annotations

from typing import ClassVar

from gdlab.lab import views
from gdlab.lab.number_text import format_count, format_share
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.panels.data_view import example_images
from gdlab.ui.plots.images import ImageGrid

_IMAGES = 60


class PredictionsView(InsideView):
    """Held-out images, the wrong ones first, with the probabilities of the predicted and of the true class."""

    name: ClassVar[str] = tr_noop("Predictions")
    order: ClassVar[int] = 20

    def __init__(self) -> None:
        super().__init__()
        self.chart = ImageGrid(tr("Predictions"), empty=tr("Start a run to see what it makes of held-out examples."))
        self.add(self.chart)
        self.column.addWidget(self.words)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        one_class = examples.task == "classification" and examples.target_width == 1
        return one_class and example_images(examples.x_train[:1], examples) is not None

    def question(self) -> Question:
        return lambda run: views.predictions(run.network(), _IMAGES)

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if not isinstance(answer, views.ExamplePredictions) or examples is None:
            return
        pixels = example_images(answer.inputs, examples)
        if pixels is None:
            return
        true, predicted = ([answer.classes[int(k)] for k in of] for of in (answer.true, answer.predicted))
        sure = list(zip(answer.confidence.tolist(), answer.true_confidence.tolist(), strict=True))
        self.chart.set_images(pixels, true, predicted, sure)
        self.chart.set_note(tr("{wrong} wrong", wrong=format_count(answer.wrong)))
        self.say(_sentence(answer))


def _sentence(answer: views.ExamplePredictions) -> str:
    """Return how many are wrong and which mistake is the surest."""
    wrong, asked = format_count(answer.wrong), format_count(answer.asked)
    said = tr(
        "{wrong} of {asked} wrong, over {words}; the wrong ones stand first, with the probability "
        "of what was predicted and of what is true.",
        wrong=wrong,
        asked=asked,
        words=answer.words,
    )
    if answer.wrong:
        predicted, true = answer.classes[int(answer.predicted[0])], answer.classes[int(answer.true[0])]
        said += tr(
            " The surest mistake: {predicted} at {confidence}",
            predicted=predicted,
            confidence=format_share(answer.confidence[0], 0),
        )
        said += tr(
            " for {true}, which has {true_confidence}.",
            true=true,
            true_confidence=format_share(answer.true_confidence[0], 1),
        )
    return said
