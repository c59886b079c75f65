"""Mirrors and local folders of one's own, from which files are taken before the published addresses are asked."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from gdlab.data.remote.address import Remote


def with_mirrors(remote: Remote, data: str) -> Remote:
    """Return a file with the user's own mirrors before its published addresses.

    Args:
        remote: the file.
        data: the data set's name.
    """
    own = [place.rstrip("/") for place in _places() if "://" in place]
    return replace(remote, urls=(*(f"{place}/{data}/{remote.name}" for place in own), *remote.urls))


def copy_from_folders(remote: Remote, data: str, folder: Path) -> tuple[bool, list[str]]:
    """Copy a file from the user's local folders into the cache folder.

    Return whether the right one was there, and what is wrong with each other one that was.

    Args:
        remote: the file.
        data: the data set's name.
        folder: where the data set's files are kept.
    """
    from gdlab.data.remote.fetch import file_problem  # with http and TLS, 15 ms to import

    path = folder / remote.name
    if path.is_file() and not file_problem(remote, path):
        return True, []
    faults: list[str] = []
    for place in _places():
        found = Path(place).expanduser() / data / remote.name
        if "://" in place or not found.is_file():
            continue
        if fault := file_problem(remote, found):
            faults.append(f"{found} {fault}")
            continue
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{remote.name}.part"
        shutil.copyfile(found, part)
        part.replace(path)
        return True, []
    return False, faults


def _places() -> list[str]:
    """Return the addresses and folders of the user's own; each holds a folder a data set, named as in a spec."""
    return os.environ.get("GDLAB_MIRRORS", "").split()
