"""The remark on figures whose ± cannot be trusted, because they differ by factors from seed to seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdlab.lab.intervals import interval, scatters_by_factors
from gdlab.lab.number_text import format_metric
from gdlab.lab.run import Run
from gdlab.spec.metrics import is_share, words_of


def scatter_remarks(groups: Sequence[tuple[str, Sequence[Run]]], tags: Sequence[str]) -> list[str]:
    """Return a sentence for each variant and curve whose last values scatter by factors; shares cannot.

    Args:
        groups: label and runs of each variant.
        tags: the curves, such as ``val/loss``.
    """
    found = [_remark(label, runs, tag) for label, runs in groups for tag in tags if not is_share(tag)]
    return [text for text in found if text]


def _remark(label: str, runs: Sequence[Run], tag: str) -> str:
    values = np.array([run.history.last(tag) for run in runs if tag in run.history])
    values = values[np.isfinite(values)]
    if not scatters_by_factors(values):
        return ""
    found = interval(values, "log")
    low, high, middle, first, last = (
        format_metric(tag, value) for value in (values.min(), values.max(), found.mean, found.low, found.high)
    )
    return (
        f"The {words_of(tag)} of {label} scatters by factors over its seeds ({low} to {high}), so that the mean ± half "
        f"of its interval covers too seldom; the geometric mean is {middle} (95 % CI {first} to {last})"
    )
