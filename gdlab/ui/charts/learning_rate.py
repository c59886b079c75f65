"""The chart of the learning rate."""

from __future__ import annotations

from gdlab.translation import tr_noop
from gdlab.ui.charts.tag_chart import TagChart
from gdlab.ui.charts.tag_line import TagLine


class LearningRateChart(TagChart):
    """The learning rate of each step, which is never smoothed."""

    name, heading, order = "rate", tr_noop("Learning rate"), 30
    empty_text = tr_noop("Each step's learning rate is drawn here.")
    smoothed = False
    lines = (TagLine("train/lr", "val"),)
