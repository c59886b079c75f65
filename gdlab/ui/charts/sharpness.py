"""The chart of the sharpness, with the edge of stability."""

from __future__ import annotations

from gdlab.lab.curvature_words import curvature_note, curvature_words, measured_lines
from gdlab.lab.run_book import ShownRun
from gdlab.translation import tr_noop
from gdlab.ui.charts.base import ChartContext
from gdlab.ui.charts.tag_chart import TagChart
from gdlab.ui.charts.tag_line import TagLine


class SharpnessChart(TagChart):
    """The sharpness of the training loss, and the edge above which the steps of the run's optimizer grow along it.

    For an adaptive optimizer it is the sharpness of the preconditioned Hessian, which its edge is of. An optimizer
    without an edge has the sharpness alone. The chart is shown once a run has measured its curvature, beside the loss,
    since that was asked for.
    """

    name, heading, order = "sharpness", tr_noop("Sharpness"), 15
    empty_text = tr_noop("With curvature_every above 0, the largest eigenvalue of the Hessian is drawn here.")
    smoothed = False
    on_demand = True

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        lines = [(shown, line) for shown in context.book for line in _lines_of(shown)]
        for key in set(self.keys) - {(shown.run.id, line.tag) for shown, line in lines}:
            self.remove(key)
            self._drawn = {k: n for k, n in self._drawn.items() if k != key}
        drawn = [self._draw_line(shown, line, context, anew=anew) for shown, line in lines]
        current = context.book.current
        if current is None:
            self.set_legend("")
        else:
            history, optimizer = current.run.history, current.run.spec.optimizer
            self.set_legend(curvature_note(history, optimizer), curvature_words(history, optimizer))
        return any(drawn)


def _lines_of(shown: ShownRun) -> list[TagLine]:
    """Return the sharpness, and the edge that it is measured against, each with what it is in words."""
    measured = measured_lines(shown.run.history, shown.run.spec.optimizer)
    return [TagLine(tag, "val" if i == 0 else "train", words=words) for i, (tag, words) in enumerate(measured)]
