"""A line of a chart: which tag of the history it draws, and how."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gdlab.translation import tr, tr_noop


class TagLine(NamedTuple):
    """A tag of the history that a chart draws.

    Attributes:
        tag: the tag, such as ``val/loss``.
        role: whether its curve is drawn as one of training, thin and paler, or of validation.
        part: the part of the data in words, for the legend; a tag without one is shown whatever part is hidden.
        words: what it is in words, where it is not of one part.
    """

    tag: str
    role: Literal["train", "val"]
    part: str = ""
    words: str = ""

    def label(self, name: str) -> str:
        """Return what the curve of a run, or of a group of runs, is called."""
        return " · ".join(filter(None, (name, tr(self.part or self.words))))


def lines_of(metric: str) -> tuple[TagLine, ...]:
    """Return the lines of a metric's name: its values on the training and on the validation part."""
    return TagLine(f"train/{metric}", "train", tr_noop("train")), TagLine(f"val/{metric}", "val", tr_noop("validation"))
