"""The chart of the sharpness, with the edge of stability."""

from __future__ import annotations

from gdlab.lab.curvature_words import curvature_note, curvature_words
from gdlab.ui.charts.base import ChartContext
from gdlab.ui.charts.tag_chart import TagChart
from gdlab.ui.charts.tag_line import TagLine


class SharpnessChart(TagChart):
    """The largest eigenvalue of the training loss's Hessian, and 2/lr, above which plain descent is unstable.

    It is shown once a run has measured its curvature, beside the loss, since that was asked for.
    """

    name, heading, order = "sharpness", "Sharpness", 15
    empty_text = "With curvature_every above 0, the largest eigenvalue of the Hessian is drawn here."
    smoothed = False
    on_demand = True
    lines = (
        TagLine("train/stability_edge", "train", words="edge of stability"),
        TagLine("train/sharpness", "val", words="sharpness"),
    )

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        something = super().draw(context, anew=anew)
        current = context.book.current
        history = current.run.history if current is not None else {}
        self.set_legend(curvature_note(history), curvature_words(history))
        return something
