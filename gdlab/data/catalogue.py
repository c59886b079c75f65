"""Find every data set by importing the modules of ``sources``; each registers what it defines."""

from __future__ import annotations

from gdlab.data.base import Source
from gdlab.spec.registry import load_members, members


def load_sources() -> None:
    """Import every module of ``sources`` once."""
    load_members("data")


def source_types() -> dict[str, type[Source]]:
    """Return every data set by its type name."""
    load_sources()
    return {name: cls for name, cls in members("data").items() if issubclass(cls, Source)}
