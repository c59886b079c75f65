"""Breast cancer, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.base import Raw, Source
from gdlab.data.bundled import table
from gdlab.data.progress import Progress
from gdlab.spec.base import knob


class BreastCancer(Source):
    """Tell malignant from benign tumours by thirty measures of cell nuclei."""

    title: ClassVar[str] = "Breast cancer"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Wolberg et al. 1993, CC BY 4.0 (UCI)."
    type: Literal["breast_cancer"] = "breast_cancer"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped table."""
        return table("breast_cancer")
