"""Whether a store has changed since it was asked last, also by another process; asking costs some microseconds."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path


class StoreChanges:
    """A connection to a store that tells of commits by others; it holds no lock.

    Args:
        path: the store's file, which need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._last = -1

    def happened(self) -> bool:
        """Return whether anything was written since the last call; the first call of an existing store says yes."""
        try:
            if self._db is None:
                if not self._path.is_file():
                    return False
                self._db = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)
            version = int(self._db.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:  # it is being replaced, or held for a moment
            self.close()
            return False
        changed, self._last = version != self._last, version
        return changed

    def close(self) -> None:
        """Let go of the file; the next call opens it again and says that it changed."""
        db, self._db, self._last = self._db, None, -1
        if db is not None:
            with suppress(sqlite3.Error):
                db.close()
