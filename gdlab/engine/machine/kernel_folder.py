"""The folder of compiled kernels, which is used only if no other user can write there."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from gdlab.logs.private import Public
from gdlab.paths import cache_dir, make_private, why_not_private

_KEPT_DAYS = 60
_FREE_SPACE = 64 * 2**20
_log = logging.getLogger(__name__)
_told: set[str] = set()


@cache
def folder() -> Path:
    """Return where compiled kernels are kept: under NUMBA_CACHE_DIR if that is set, else in the user's cache folder.

    Where that folder cannot be used, it is a temporary folder that goes when the process ends.
    """
    try:
        place = intended_folder()
        reason = why_not_used(place)
        if not reason:
            return place
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
    _log.warning("the folder of compiled kernels is not used, and all are compiled anew: it %s", reason)
    made = tempfile.mkdtemp(prefix="gdlab-kernels-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def intended_folder() -> Path:
    """Return the folder that compiled kernels are kept in if it can be used."""
    root = Path(os.environ["NUMBA_CACHE_DIR"]) if os.environ.get("NUMBA_CACHE_DIR") else cache_dir()
    return root / "kernels"


def why_not_used(place: Path) -> str:
    """Make the folder if need be and return why it is not used, as the end of a sentence, or "".

    Raises:
        OSError: when it cannot be made or written.
    """
    make_private(place)
    if reason := why_not_private(place):
        return reason
    tempfile.TemporaryFile(dir=place).close()
    return "" if shutil.disk_usage(place).free > _FREE_SPACE else "is on a disk that is full"


def tell_once(message: str, what: str) -> None:
    """Log a fault of a file of compiled kernels once in this process.

    Args:
        message: the sentence, with ``%s`` for what it is about.
        what: a name without a folder, or what the system said.
    """
    if (said := message % what) not in _told:
        _told.add(said)
        _log.warning(message, Public(what))


def prune(now: float | None = None) -> int:
    """Remove kernels that were not used for two months, and files that a crash left; return how many."""
    moment = now if now is not None else time.time()
    removed = 0
    for file in (*folder().rglob("*.nb?"), *folder().rglob("*.nb?.tmp.*")):
        days = 1 if ".tmp." in file.name else _KEPT_DAYS
        try:
            found = file.stat()
            if found.st_size == 0 or max(found.st_atime, found.st_mtime) < moment - days * 86400:
                file.unlink()
                removed += 1
        except OSError:  # another process was quicker
            continue
    return removed
