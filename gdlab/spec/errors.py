"""Errors that a person reads: what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class GdlabError(Exception):
    """The parent of every error that gdlab raises on purpose; its text is one clear sentence.

    Errors of every subclass can be pickled, as a process pool does, whatever arguments their constructors take.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to restore the error without calling its constructor, which takes other arguments than `args`."""
        return _restore, (type(self), self.args, dict(self.__dict__))


def _restore(kind: type[GdlabError], args: tuple[Any, ...], attributes: dict[str, Any]) -> GdlabError:
    """Return an unpickled error."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a spec: the field's dotted path and a sentence."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.path + (f" (line {self.line})" if self.line is not None else "")
        return f"{where}: {self.message}" if where else self.message


class SpecError(GdlabError, ValueError):
    """The error of a wrong spec, with every problem found and the file it came from.

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
    """The error of a data set that cannot be had or used: a missing file, a truncated one, one class only."""


class StateError(GdlabError):
    """The error of a saved state that does not belong to this run or is damaged."""
