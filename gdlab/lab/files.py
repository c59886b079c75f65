"""Write files so that nothing half-written is left and every failure is one clear sentence."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from gdlab.spec.errors import GdlabError


class OutputError(GdlabError):
    """Say that a file or folder cannot be written, and why."""


@contextmanager
def atomic_write(path: str | Path) -> Generator[Path]:
    """Give a temporary path beside ``path`` and move it there when the block ends well.

    Raises:
        OutputError: when the folder is missing or may not be written, or the disk is full.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise OutputError(f"{target}: this is a folder; give the name of a file")
        if not target.parent.is_dir():
            raise OutputError(f"{target}: the folder {target.parent} does not exist; make it or choose another")
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix)
        os.close(handle)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}; choose another folder") from None
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_writable(path: str | Path | None) -> None:
    """Raise OutputError now, before any work, when ``path`` cannot be written later."""
    if path is None:
        return
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target}: this is a folder; give the name of a file")
    if not target.parent.is_dir():
        raise OutputError(f"{target}: the folder {target.parent} does not exist; make it or choose another")
    if not os.access(target.parent, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise OutputError(f"{target}: may not be written; choose another folder")
