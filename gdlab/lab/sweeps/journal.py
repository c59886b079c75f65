"""The file in which a sweep's trials are kept: Optuna's journal, a line an event, which optuna-dashboard reads.

Optuna's own backend locks, opens and forces the file to the disk for every event, some ten a trial. Here one process
holds the file for as long as its sweep lasts, a trial's events are in the file when it begins and when it ends (what a
killed process wrote is there), and :meth:`SweepJournal.sync` forces them to the disk a few times a second.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gdlab.spec.errors import GdlabError


class SweepJournal:
    """A journal file of Optuna's that this process alone writes.

    Args:
        path: the file; made when missing. A last line that was cut off, as a power cut leaves it, is taken away.

    Raises:
        GdlabError: when another process goes on with the sweep, or the file is no journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path.with_suffix(".lock"), thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise GdlabError(f"{path}: another process goes on with this sweep; wait for it or stop it") from None
        try:
            self._logs = self._read()
            self._file = path.open("ab")
        except (OSError, GdlabError) as error:
            self._lock.release()
            raise error if isinstance(error, GdlabError) else GdlabError(f"{path}: {error.strerror}") from None
        self._is_dirty = False

    def read_logs(self, log_number_from: int) -> Iterable[dict[str, Any]]:
        """Return the events from a number on."""
        return self._logs[log_number_from:]

    def append_logs(self, logs: list[dict[str, Any]]) -> None:
        """Add events."""
        self._logs += logs
        text = "".join(json.dumps(log, separators=(",", ":")) + "\n" for log in logs)
        self._file.write(text.encode())
        self._is_dirty = True

    def flush(self) -> None:
        """Hand what was added to the system, which keeps it when this process is killed."""
        self._file.flush()

    def sync(self) -> None:
        """Force what was added to the disk."""
        if self._is_dirty:
            self._is_dirty = False
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Force what was added to the disk and let go of the file."""
        self.sync()
        self._file.close()
        self._lock.release()

    def _read(self) -> list[dict[str, Any]]:
        logs = read_journal(self.path)
        if self.path.exists() and not (content := self.path.read_bytes()).endswith(b"\n") and content:
            with self.path.open("r+b") as file:
                file.truncate(content.rfind(b"\n") + 1)
        self.path.touch(mode=0o600)
        return logs


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Return the events of a journal, also while another process writes it.

    Raises:
        GdlabError: when it is no journal.
    """
    if not path.exists():
        return []
    *lines, _ = path.read_bytes().split(b"\n")
    try:
        logs: list[Any] = [json.loads(line) for line in lines]
    except ValueError:
        raise GdlabError(f"{path}: this is no journal of a sweep") from None
    if not all(isinstance(log, dict) and "op_code" in log for log in logs):
        raise GdlabError(f"{path}: this is no journal of a sweep")
    return logs
