"""The folder beside a store that holds the journals of its sweeps, and its copy where the store is copied."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

_log = logging.getLogger(__name__)


def journals_folder(store: Path) -> Path:
    """Return the folder of the sweeps' journals beside a store; it need not exist."""
    return store.with_name(f"{store.stem}-sweeps")


def copy_journals(store: Path, copy: Path) -> int:
    """Copy the journals of a store's sweeps beside a copy of it, and return how many there are.

    A journal that is there already is left alone, and one that cannot be copied is noted in the log.
    """
    count = 0
    for journal in sorted(journals_folder(store).glob("*.log")):
        target = journals_folder(copy) / journal.name
        try:
            target.parent.mkdir(exist_ok=True)
            if not target.exists():
                shutil.copyfile(journal, target)
                count += 1
        except OSError as error:
            _log.warning("%s: this journal of a sweep was not copied: %s", journal, error)
    return count
