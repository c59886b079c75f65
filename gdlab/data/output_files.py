"""Write the user's files so that nothing half-written is left and every failure is one clear sentence."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from gdlab.spec.errors import GdlabError
from gdlab.temporary import noted_while_written


class OutputError(GdlabError):
    """A file or folder that cannot be written, and why."""


@contextmanager
def atomic_write(path: str | Path) -> Generator[Path]:
    """Give a temporary path beside ``path`` and put it in its place, on the disk, when the block ends well.

    The file that is there keeps its permissions and, until then, its content; where a link is given, what it points to
    is replaced. A device or a pipe is given as it is.

    Raises:
        OutputError: when the folder is missing or may not be written, or the disk is full.
    """
    try:
        target = _destination(Path(path))
        if _is_special(target):
            yield target
            return
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}; choose another folder") from None
    temporary = target.with_name(f".{target.stem[:80]}-{secrets.token_hex(4)}{target.suffix}")
    with noted_while_written(temporary):
        _make_file(temporary, path)
        yield from _replace_after(temporary, target, path)


def _make_file(temporary: Path, path: str | Path) -> None:
    """Make an empty file, with the permissions that the user's umask leaves.

    `tempfile.mkstemp` would make it readable by its owner alone, and which umask holds cannot be asked without
    setting another one for a moment, which other threads would notice.

    Raises:
        OutputError: when that cannot be done, naming the path that the user knows.
    """
    try:
        temporary.touch(mode=0o666, exist_ok=False)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}; choose another folder") from None


def _replace_after(temporary: Path, target: Path, path: str | Path) -> Generator[Path]:
    """Give a temporary path, and put it in the place of the target afterwards.

    Raises:
        OutputError: when that cannot be done, naming the path that the user knows.
    """
    try:
        yield temporary
        if target.exists():
            shutil.copymode(target, temporary)
        _flush_file(temporary)
        temporary.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        left = "; the file that is there was left as it was" if target.exists() else ""
        raise OutputError(f"{path}: cannot be written: {_reason(error)}{left}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_file(path: str | Path, content: str | bytes) -> Path:
    """Write a text, in UTF-8, or bytes as :func:`atomic_write` does, and return the path.

    Raises:
        OutputError: when it cannot be written.
    """
    with atomic_write(path) as temporary:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
    return Path(path)


def check_writable(path: str | Path | None, *inputs: str | Path | None) -> None:
    """Raise OutputError now, before any work, when ``path`` cannot be written later or is one of the inputs.

    Args:
        path: the output; None for none.
        inputs: files that are read and must stay as they are; what is no file, and None, is passed over.
    """
    if path is None:
        return
    if str(path) == "-":
        raise OutputError("-: give the name of a file; standard output is written by `gdlab export --out -` alone")
    try:
        target = _destination(Path(path))
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}; choose another folder") from None
    if _is_special(target):
        return
    if not os.access(target.parent, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise OutputError(f"{path}: may not be written; choose another folder")
    if any(_is_same_file(target, given) for given in inputs if given):
        raise OutputError(f"{path}: this file is an input and would be overwritten; choose another name")


def _is_same_file(target: Path, given: str | Path) -> bool:
    """Return whether two paths are one file that exists, also through links."""
    try:
        return target.samefile(Path(given).expanduser())
    except (OSError, ValueError, RuntimeError):  # one of them is not there, or is no path at all
        return False


def _destination(path: Path) -> Path:
    """Return the file that a path stands for, through links.

    Raises:
        OutputError: when it is a folder or lies in none.
        OSError: when links lead round in a circle.
        ValueError: when it is no name of a file.
    """
    if "\0" in str(path):
        raise ValueError("no name of a file holds a null character")
    try:
        target = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # Python before 3.13 says so of a circle of links
        raise OSError(str(error)) from None
    if target.is_symlink():  # later ones leave it as it is
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder; give the name of a file")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the folder {target.parent} does not exist; make it or choose another")
    return target


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _is_special(path: Path) -> bool:
    """Return whether a path is a device, a pipe or a socket, which is written and not replaced."""
    return path.exists() and not path.is_file()


def _flush_file(path: Path) -> None:
    """Have the content of a file on the disk before its name is."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, on systems that can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
