"""Write files so that nothing half-written is left and every failure is one clear sentence."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from gdlab.spec.errors import GdlabError


class OutputError(GdlabError):
    """A file or folder that cannot be written, and why."""


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
        temporary = _new_file_beside(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}; choose another folder") from None
    try:
        yield temporary
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _new_file_beside(target: Path) -> Path:
    """Make an empty file of a new name in the target's folder, with the permissions that the user's umask leaves.

    `tempfile.mkstemp` would make it readable by its owner alone, and which umask holds cannot be asked without
    setting another one for a moment, which other threads would notice.
    """
    while True:
        path = target.with_name(f".{target.stem}-{secrets.token_hex(4)}{target.suffix}")
        with suppress(FileExistsError):
            path.touch(mode=0o666, exist_ok=False)
            return path


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
