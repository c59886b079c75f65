"""Where the runs of studies are kept: a file of its own, so that the user's own runs stay in sight."""

from __future__ import annotations

from pathlib import Path

from gdlab.lab.store import Store
from gdlab.paths import data_dir


def study_store(path: str | Path | None = None) -> Store:
    """Return the store of the studies' runs.

    Args:
        path: the file; the studies' own if None.
    """
    return Store(path if path is not None else study_store_path())


def study_store_path() -> Path:
    """Return the file of the studies' runs, which is made when the first study runs."""
    return data_dir() / "studies.sqlite"
