"""Errors that a person reads: what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class GdlabError(Exception):
    """Be the parent of every error that gdlab raises on purpose; its text is one clear sentence."""


@dataclass(frozen=True)
class Problem:
    """Describe one thing that is wrong with a spec: the field's dotted path and a sentence."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.path + (f" (line {self.line})" if self.line is not None else "")
        return f"{where}: {self.message}" if where else self.message


class SpecError(GdlabError, ValueError):
    """Say that a spec is wrong, with every problem found and the file it came from.

    Attributes:
        problems: one :class:`Problem` a wrong field.
        source: the file or argument that was read, or "".
    """

    def __init__(self, problems: Sequence[Problem], source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        text = "\n".join(str(p) for p in self.problems)
        super().__init__(f"{source}: {text}" if source else text)


class DataError(GdlabError):
    """Say that a data set cannot be had or used: a missing file, a truncated one, one class only."""


class StateError(GdlabError):
    """Say that a saved state does not belong to this run or is damaged."""
