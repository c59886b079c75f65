"""Which processes are alive: each holds a lock on a small file beside the store, which the system frees at its end.

A run's record names the process that trains it. When that process has ended, by any cause, its lock is free, and a
run that is still "running" in the store was interrupted. Unlike a time stamp this also holds for a process that the
system has put to sleep.
"""

from __future__ import annotations

import os
import re
import secrets
from collections import Counter
from contextlib import suppress
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

_held: dict[Path, tuple[str, FileLock]] = {}
_users: Counter[Path] = Counter()
_guard = Lock()


def this_process(store: Path) -> str:
    """Return the token of this process in a store's records, holding its lock from the first call on.

    Where no lock can be made, because the folder may not be written, the token is "" and the runs of this process
    are never taken for interrupted ones.
    """
    store = store.resolve()
    with _guard:
        if store in _held and _held[store][0].split("-")[0] == str(os.getpid()):
            return _held[store][0]
        token = f"{os.getpid()}-{secrets.token_hex(4)}"
        lock = FileLock(_file(store, token), thread_local=False)
        try:
            _file(store, token).parent.mkdir(exist_ok=True)
            lock.acquire(blocking=False)
        except (OSError, Timeout):
            return ""
        _held[store] = (token, lock)
        return token


def is_alive(store: Path, token: str) -> bool:
    """Return whether the process with this token still runs; the file of one that has ended is removed."""
    store = store.resolve()
    with _guard:
        if store in _held and _held[store][0] == token:
            return True
    if not re.fullmatch(r"\d+-[0-9a-f]{8}", f"{token}"):  # none of ours, and no part of a path
        return False
    file = _file(store, token)
    if not file.exists():
        return False
    lock = FileLock(file, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    with suppress(OSError):
        file.unlink(missing_ok=True)
    return False


def enter_process(store: Path) -> str:
    """Return :func:`this_process` and hold its lock at least until as many calls of :func:`leave_process`."""
    token = this_process(store)
    with _guard:
        _users[store.resolve()] += 1
    return token


def leave_process(store: Path) -> None:
    """Give this process's lock back, at the end of its last work with a store."""
    with _guard:
        _users[store.resolve()] -= 1
        if _users[store.resolve()] > 0:
            return
        del _users[store.resolve()]
        token, lock = _held.pop(store.resolve(), ("", None))
    if lock is None:
        return
    lock.release()
    file = _file(store.resolve(), token)
    with suppress(OSError):
        file.unlink(missing_ok=True)
    with suppress(OSError):
        file.parent.rmdir()


def remove_folder(store: Path) -> None:
    """Remove the folder of a store's processes, none of which is alive, after the store's file was removed."""
    folder = _file(store.resolve(), "").parent
    with suppress(OSError):
        for file in folder.glob("*.lock"):
            file.unlink(missing_ok=True)
        folder.rmdir()


def _file(store: Path, token: str) -> Path:
    return store.parent / f".{store.name}-processes" / f"{token}.lock"
