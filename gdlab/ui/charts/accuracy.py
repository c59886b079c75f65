"""The chart of the accuracy."""

from __future__ import annotations

from gdlab.ui.charts.tag_chart import TagChart, TagLine


class AccuracyChart(TagChart):
    """The training and the validation accuracy, which a logarithmic axis would not suit."""

    name, heading, order = "accuracy", "Accuracy", 20
    empty_text = "Classifiers show their share of right answers here."
    log_y = False
    lines = (TagLine("train/accuracy", "train", "train"), TagLine("val/accuracy", "val", "validation"))
