"""Tell by the names of its files what a folder, or a .zip of one, holds; and which table beside another validates."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from gdlab.data.class_folders import given_folders
from gdlab.data.gate import MOST_MEMBERS
from gdlab.data.given_tables import TablePair, checked_pair, table_pair
from gdlab.data.pictures import SUFFIXES
from gdlab.data.progress import Progress, silent
from gdlab.data.tables.formats.registry import format_of, tables_among, tables_in
from gdlab.data.text_files import TEXT_SUFFIXES
from gdlab.data.zipped import is_zipped
from gdlab.spec.errors import DataError

#: The fields of a spec, and sentences about what was left aside.
Found = tuple[dict[str, str], tuple[str, ...]]
_DEEPEST = 4
_SHOWN = 8


def folder_names(path: Path, progress: Progress = silent) -> list[PurePosixPath]:
    """Return the names of the files in a folder, down to the fourth level, without hidden ones.

    Raises:
        DataError: when there are more files than a folder of data may hold.
    """
    found: list[PurePosixPath] = []
    for folder, folders, files in os.walk(path):
        progress(-1.0, f"reading the names in {path.name}")
        below = Path(folder).relative_to(path)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and len(below.parts) < _DEEPEST - 1)
        found += [PurePosixPath(below.as_posix(), name) for name in sorted(files) if not name.startswith(".")]
        if len(found) > MOST_MEMBERS:
            raise DataError(f"{path} holds more than {MOST_MEMBERS:,} files; open a folder of fewer")
    return found


def of_names(path: Path, names: list[PurePosixPath]) -> Found:
    """Return what a folder or a .zip is read as, by the names of its files.

    Raises:
        DataError: when it holds nothing that is read, or several tables of which none is named.
    """
    if not is_zipped(path) and format_of(path) is not None:
        return of_table(path)
    for suffixes, kind in ((SUFFIXES, "images"), (TEXT_SUFFIXES, "texts")):
        nested = [n for n in names if n.suffix.lower() in suffixes and len(n.parts) > 1]
        folders = list(dict.fromkeys(n.parts[0] for n in nested))
        if nested and (kind == "images" or len(folders) > 1):
            return {"type": kind, **({"split": "given"} if given_folders(folders)[1] else {})}, ()
    tables = tables_among(names)
    pair = table_pair(tables)
    if pair is not None:
        pair = checked_pair(pair, path)
        return _of_pair(path, pair)
    if is_zipped(path) and tables:
        return {"type": "csv"}, ()
    if len(tables) == 1:
        return {"type": "csv", "path": str(path / tables[0])}, ()
    if tables:
        listed = ", ".join(tables[:_SHOWN]) + (", …" if len(tables) > _SHOWN else "")
        raise DataError(f"{path} holds {len(tables)} tables: {listed}; open one of them")
    others = f"; it holds {', '.join(map(str, names[:3]))}{' and others' if len(names) > 3 else ''}" if names else ""
    raise DataError(
        f"{path} holds neither a folder of pictures or texts a class, nor a table, nor the original files of a known "
        f"data set{others}"
    )


def of_table(path: Path) -> Found:
    """Return how a table file is read: with the file, sheet or table that validates, where one is named so."""
    part, tables = tables_in(path, silent)
    pair = table_pair(tables)
    if pair is not None:
        return {"type": "csv", part: pair.train, "val_table": pair.val, "split": "given"}, pair.notes
    if path.is_dir():
        return {"type": "csv"}, ()
    beside = sorted(p.name for p in path.parent.iterdir() if p.is_file() and p.suffix == path.suffix)
    pair = table_pair(beside)
    if pair is None or pair.train != path.name:
        return {"type": "csv"}, ()
    return _of_pair(path.parent, checked_pair(pair, path.parent))


def _of_pair(holder: Path, pair: TablePair) -> Found:
    """Return how two tables in a folder or a .zip are read."""
    if is_zipped(holder):
        fields = {"type": "csv", "table": pair.train}
        return {**fields, **({"val_table": pair.val, "split": "given"} if pair.val else {})}, pair.notes
    fields = {"type": "csv", "path": str(holder / pair.train)}
    return {**fields, **({"val_path": str(holder / pair.val), "split": "given"} if pair.val else {})}, pair.notes
