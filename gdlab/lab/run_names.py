"""Names by which several runs are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol


class NamedRun(Protocol):
    """A run that is named in a list: its label and identity."""

    @property
    def label(self) -> str:
        """Return the name that is shown."""
        ...

    @property
    def id(self) -> str:
        """Return the identity."""
        ...


def unique_names(runs: Sequence[NamedRun]) -> list[str]:
    """Return a name for each run by which no two are confused."""
    labels = [r.label for r in runs]
    count = Counter(labels)
    return [label if count[label] == 1 else f"{label} [{r.id}]" for label, r in zip(labels, runs, strict=True)]
