"""Milton's Paradise Lost for letter and word language models, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.data import shipped
from gdlab.data.language import LanguageSource
from gdlab.data.progress import Progress


class ParadiseLost(LanguageSource):
    """Predict the next letter or word of Paradise Lost."""

    title: ClassVar[str] = "Paradise Lost"
    licence: ClassVar[str] = "Milton 1674, public domain."
    type: Literal["paradise_lost"] = "paradise_lost"

    def text(self, progress: Progress) -> str:
        """Return the shipped poem."""
        return shipped.text("paradise_lost")
