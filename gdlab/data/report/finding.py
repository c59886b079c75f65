"""One thing that a person should know of their data before they trust a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What a finding offers to do: nothing, to leave its column out, to keep equal values of it in one part, to take a
#: value of it for a missing one.
Remedy = Literal["", "leave out", "keep together", "take for missing"]


@dataclass(frozen=True)
class DataFinding:
    """A sentence about data, with the column that it is about and what can be done.

    Attributes:
        kind: what was found, a word for programs: "leak", "key", "group", "constant", "mark", "outlier",
            "duplicates", "imbalance", "rare class" or "drift".
        text: the sentence, with the column's name and the figure.
        column: the column that it is about, "" for none.
        remedy: what is offered.
        value: the value of the column that it is about, as it is written, "" for none.
    """

    kind: str
    text: str
    column: str = ""
    remedy: Remedy = ""
    value: str = ""

    def __str__(self) -> str:
        return self.text
