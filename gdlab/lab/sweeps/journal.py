"""The file in which a sweep's trials are kept: Optuna's journal, a line an event, which optuna-dashboard reads.

Optuna's own backend locks, opens and forces the file to the disk for every event, some ten a trial. Here one process
holds the file for as long as its sweep lasts. A trial's events are in the file when it begins, with the ends of those
before it, so that no run of a killed process lacks its trial; a trial of which the file lacks the end is open at the
next start, which finds its runs in the store. :meth:`SweepJournal.sync` forces the file to the disk a few times a
second. What a full disk refuses is kept in memory and tried again each time.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gdlab.spec.errors import GdlabError

_log = logging.getLogger(__name__)

#: Seconds for which a lock may be held by who only looks whether it is free.
_PROBED = 0.2


class SweepJournal:
    """A journal file of Optuna's that this process alone writes.

    Args:
        path: the file; made when missing. A last line that was cut off, as a power cut leaves it, is taken away.

    Raises:
        GdlabError: when another process goes on with the sweep, the file is no journal, or it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = _lock_of(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=_PROBED, poll_interval=0.01)
        except Timeout:
            raise GdlabError(f"{path}: another process goes on with this sweep; wait for it or stop it") from None
        except OSError as error:
            raise GdlabError(f"{path}: {error.strerror}") from None
        try:
            self._logs = self._read()
            self._file = path.open("ab", buffering=0)
        except (OSError, GdlabError) as error:
            self._lock.release()
            raise error if isinstance(error, GdlabError) else GdlabError(f"{path}: {error.strerror}") from None
        self._unwritten = b""
        self._is_dirty = False
        #: Why the disk refuses what comes next, "" while it takes it.
        self.trouble = ""

    def read_logs(self, log_number_from: int) -> Iterable[dict[str, Any]]:
        """Return the events from a number on."""
        return self._logs[log_number_from:]

    def append_logs(self, logs: list[dict[str, Any]]) -> None:
        """Add events."""
        self._logs += logs
        self._unwritten += "".join(json.dumps(log, separators=(",", ":")) + "\n" for log in logs).encode()
        self._is_dirty = True

    def flush(self) -> None:
        """Hand what was added to the system, which keeps it when this process is killed."""
        try:
            while self._unwritten:
                self._unwritten = self._unwritten[self._file.write(self._unwritten) :]
        except OSError as error:
            self._note(error)
        else:
            self.trouble = ""

    def sync(self) -> None:
        """Force what was added to the disk."""
        if self._is_dirty:
            self.flush()
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                self._note(error)
            self._is_dirty = bool(self.trouble)

    def close(self) -> None:
        """Force what was added to the disk and let go of the file.

        Raises:
            GdlabError: when the disk still refuses some of it.
        """
        self.sync()
        self._file.close()
        self._lock.release()
        if self._unwritten:
            events = self._unwritten.count(b"\n")
            raise GdlabError(
                f"{self.path}: {events} lines of this sweep could not be written: {self.trouble}; "
                "its runs are kept, and trials that are not in the file are tried again when it is resumed"
            )

    def _note(self, error: OSError) -> None:
        """Keep in mind and log why the disk refuses, once while it does."""
        if not self.trouble:
            _log.warning("%s: a journal of a sweep cannot be written for now: %s", self.path, error)
        self.trouble = error.strerror or str(error)

    def _read(self) -> list[dict[str, Any]]:
        logs = read_journal(self.path)
        if self.path.exists() and not (content := self.path.read_bytes()).endswith(b"\n") and content:
            with self.path.open("r+b") as file:
                file.truncate(content.rfind(b"\n") + 1)
        self.path.touch(mode=0o600)
        return logs


def _lock_of(path: Path) -> FileLock:
    return FileLock(path.with_suffix(".lock"), thread_local=False)


def is_carried_out(path: Path) -> bool:
    """Return whether a process goes on with the sweep of a journal now."""
    lock = _lock_of(path)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(blocking=False):
            return False
    except Timeout:
        return True
    except OSError:
        return False


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
