"""The chart of the loss."""

from __future__ import annotations

from gdlab.spec.metrics import objective
from gdlab.translation import tr_noop
from gdlab.ui.charts.tag_chart import TagChart
from gdlab.ui.charts.tag_line import TagLine, lines_of


class LossChart(TagChart):
    """The training and the validation loss."""

    name, heading, order = "loss", tr_noop("Loss"), 10
    empty_text = tr_noop("Press Start, and the curve falls here.")

    @property
    def tag_lines(self) -> tuple[TagLine, ...]:
        return lines_of(objective().tag)
