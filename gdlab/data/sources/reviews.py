"""Sentences of film reviews, positive or negative, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import Raw, TextSource
from gdlab.data.inputs.documents import Documents
from gdlab.data.progress import Progress
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class Reviews(TextSource):
    """Tell positive from negative sentences of film reviews."""

    title: ClassVar[str] = "Film reviews, sentiment"
    licence: ClassVar[str] = "Hutto and Gilbert 2014 (sentences: Pang and Lee 2005), MIT."
    type: Literal["reviews"] = "reviews"
    neutral: float = knob(0.0, "Leave out sentences whose mean score (−4 to 4) is this near to 0.", ge=0, lt=4)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the sentences that have a side."""
        arrays = shipped.arrays("reviews")
        scores = arrays["scores"]
        kept = np.flatnonzero(np.abs(scores) > self.neutral)
        if len(kept) < 2:
            raise DataError(f"reviews: no two sentences have a score beyond ±{self.neutral:g}; lower 'neutral'")
        lengths = arrays["lengths"].astype(np.int64)
        whole = Documents(
            arrays["tokens"].astype(np.int64),
            np.concatenate([[0], np.cumsum(lengths)]),
            shipped.words(arrays["vocabulary"]),
        )
        return Raw(
            whole.chosen(kept),
            (scores[kept] > 0).astype(np.int64),
            classes=("negative", "positive"),
            look="text",
            columns={"score": scores[kept]},
            note=f"{len(kept):,} sentences of film reviews; {len(scores) - len(kept):,} neutral ones left out.",
        )
