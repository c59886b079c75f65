"""The chart of the loss."""

from __future__ import annotations

from gdlab.ui.charts.tag_chart import TagChart, TagLine


class LossChart(TagChart):
    """The training and the validation loss."""

    name, heading, order = "loss", "Loss", 10
    empty_text = "Press Start, and the curve falls here."
    lines = (TagLine("train/loss", "train", "train"), TagLine("val/loss", "val", "validation"))
