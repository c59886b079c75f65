"""Progress of diabetes, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.base import Raw, ValueSource
from gdlab.data.bundled import table
from gdlab.data.progress import Progress
from gdlab.spec.base import knob


class Diabetes(ValueSource):
    """Predict the progress of diabetes after a year from ten measures of 442 patients."""

    title: ClassVar[str] = "Diabetes"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Efron, Hastie, Johnstone and Tibshirani 2004."
    type: Literal["diabetes"] = "diabetes"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped table."""
        return table("diabetes")
