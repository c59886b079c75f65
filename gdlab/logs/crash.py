"""Crashes of the whole process: where the interpreter writes its last words, and who finds them.

Each process has a file of its own, locked while the process lives and removed at its end. A file that is left behind
and has content is the report of a crash.
"""

from __future__ import annotations

import atexit
import faulthandler
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from gdlab.logs.private import private_places
from gdlab.logs.setup import log_folder
from gdlab.logs.shared_file import take_lock

_LAST = "last-crash.txt"
_open: list[tuple[IO[bytes], Path]] = []


def begin_crash_log() -> None:
    """Have the interpreter write the stacks of all threads to a file when the process crashes."""
    path = log_folder() / f"crash-{os.getpid()}.txt"
    with suppress(OSError):  # a folder that cannot be written: there will be no report
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w+b", buffering=0)
        take_lock(file, wait=False)
        faulthandler.enable(file)
        _open.append((file, path))
        atexit.register(end_crash_log)


def end_crash_log() -> None:
    """Remove this process's file, for a process that ends without a crash."""
    while _open:
        file, path = _open.pop()
        faulthandler.disable()
        file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)


def new_crash() -> str:
    """Return the report of the newest crash that has not been asked for yet, or ""; files of dead processes go."""
    found: list[tuple[float, str]] = []
    for path in log_folder().glob("crash-*.txt"):
        with suppress(OSError), path.open("r+b") as file:
            take_lock(file, wait=False)  # refused while its process lives
            text = file.read().decode("utf-8", errors="replace").strip()
            if text:
                found.append((path.stat().st_mtime, private_places(text)))
            file.close()
            path.unlink(missing_ok=True)
    if not found:
        return ""
    newest = max(found)[1]
    with suppress(OSError):
        (log_folder() / _LAST).write_text(newest + "\n", encoding="utf-8")
    return newest


def last_crash() -> str:
    """Return the report of the last crash, asked for before or not, or ""."""
    if text := new_crash():
        return text
    try:
        return (log_folder() / _LAST).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
