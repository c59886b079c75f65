"""Iris flowers, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data.base import Raw, Source
from gdlab.data.bundled import table
from gdlab.data.progress import Progress
from gdlab.spec.base import knob


class Iris(Source):
    """Tell three species of iris apart by four measures of the flower."""

    title: ClassVar[str] = "Iris flowers"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Fisher 1936, CC BY 4.0 (UCI)."
    type: Literal["iris"] = "iris"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the shipped table."""
        return table("iris")
