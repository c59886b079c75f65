"""Folders that are packed as .zip: their names, and unpacking what is wanted, within the limits of the gate."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from gdlab.data.gate import Limits, size_text
from gdlab.data.progress import Progress, silent
from gdlab.data.zip_directory import opened_zip
from gdlab.spec.errors import DataError
from gdlab.temporary import temporary_folder

_BLOCK = 1 << 18
_SPARE = 256 << 20  # what the disk should have left
_TOLD_EVERY = 1000  # names from one call of the progress to the next
#: What zipfile raises for damaged archives.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def is_zipped(path: Path) -> bool:
    """Return whether a path is one of a .zip, by its name."""
    return path.suffix.lower() == ".zip"


def zipped_names(path: Path, progress: Progress = silent) -> list[PurePosixPath]:
    """Return the names of the files in a .zip, without a folder that holds all of them, and without hidden ones.

    Raises:
        DataError: when it is damaged, protected by a password, names a place outside itself, or holds or unpacks to
            more than is allowed.
    """
    with _archive(path, progress) as (_, members, _):
        return list(members)


@contextmanager
def unpacked_folder(path: Path, wanted: Callable[[PurePosixPath], bool], progress: Progress) -> Iterator[Path]:
    """Give a folder: a path that is one, or one that holds the wanted files of a .zip while the block lasts.

    Raises:
        DataError: when the .zip cannot be unpacked, or the disk is full.
    """
    if path.is_dir():
        yield path
        return
    with temporary_folder("zip") as folder:
        try:
            _unpack(path, folder, wanted, progress)
            yield folder
        except DataError as error:
            raise DataError(
                str(error).replace(f"{folder}{os.sep}", f"{path}: ").replace(str(folder), str(path))
            ) from None


def _unpack(path: Path, folder: Path, wanted: Callable[[PurePosixPath], bool], progress: Progress) -> None:
    with _archive(path, progress) as (archive, members, limits):
        chosen = {name: entry for name, entry in members.items() if wanted(name)}
        size = sum(entry.file_size for entry in chosen.values())
        free = shutil.disk_usage(folder).free - _SPARE
        if size > free:
            raise DataError(f"{path} unpacks to more than the {size_text(free)} that are free")
        done = 0
        for name, entry in chosen.items():
            target = folder.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as packed, target.open("wb") as out:
                while block := packed.read(_BLOCK):
                    out.write(block)
                    done += len(block)
                    limits.check_unpacked(done)
                    limits.step(min(done / max(size, 1), 1.0), f"unpacking {name.name}")


@contextmanager
def _archive(
    path: Path, progress: Progress
) -> Iterator[tuple[zipfile.ZipFile, dict[PurePosixPath, zipfile.ZipInfo], Limits]]:
    """Open a .zip and give it with its files by name, checked before any is read."""
    limits = Limits(path, progress, to_disk=True)
    try:
        with opened_zip(limits) as archive:
            limits.check_unpacked(sum(entry.file_size for entry in archive.infolist()))
            yield archive, _members(archive, limits), limits
    except _DAMAGE as error:
        raise DataError(f"{path} is damaged, or no .zip: {str(error).strip() or type(error).__name__}") from None


def _members(archive: zipfile.ZipFile, limits: Limits) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Return the plain files by their names, without the folders around all of them."""
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    path = limits.path
    for number, entry in enumerate(archive.infolist()):
        if number % _TOLD_EVERY == 0:
            limits.step(-1.0, f"reading the names in {path.name}")
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.parts):
            continue
        if name.is_absolute() or ".." in name.parts or ":" in entry.filename or "\0" in entry.filename:
            raise DataError(f"{path} names a place outside itself ({entry.filename!r}); it is not opened")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise DataError(f"{path} holds a link ({entry.filename!r}), and files are needed")
        if entry.flag_bits & 1:
            raise DataError(f"{path} is protected by a password; unpack it, and open the folder")
        found[name] = entry
    if not found:
        raise DataError(f"{path} holds no files")
    folders = [name.parts[:-1] for name in found]
    lowest, highest = min(folders), max(folders)  # what both begin with, all do
    around = next((k for k, (a, b) in enumerate(zip(lowest, highest, strict=False)) if a != b), len(lowest))
    return {PurePosixPath(*name.parts[around:]): entry for name, entry in found.items()} if around else found
