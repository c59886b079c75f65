"""Wines, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.base import Raw, Source
from gdlab.data.bundled import table
from gdlab.data.progress import Progress
from gdlab.spec.base import knob


class Wine(Source):
    """Tell three growers of wine apart by thirteen chemical measures."""

    title: ClassVar[str] = "Wines"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Aeberhard and Forina 1992, CC BY 4.0 (UCI)."
    type: Literal["wine"] = "wine"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped table."""
        return table("wine")
