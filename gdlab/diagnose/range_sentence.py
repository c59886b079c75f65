"""What a learning-rate range test found, in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable

from gdlab.diagnose.range_test import RangeTest


def range_sentence(result: RangeTest, number: Callable[[float], str]) -> str:
    """Return what the test suggests, in sentences; ``number`` writes a figure."""
    if math.isnan(result.suggested):
        return "No rate lowered the loss; try a wider range, more steps, or another network."
    said = f"Suggested learning rate: {number(result.suggested)}, where the loss falls most steeply. "
    said += f"It is lowest at {number(result.lowest)}"
    if math.isnan(result.largest):
        return f"{said}, and no rate up to {number(float(result.rates[-1]))} makes it higher than at the start."
    return f"{said}; from {number(result.largest)} on it is higher than at the start."
