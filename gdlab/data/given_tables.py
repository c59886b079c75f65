"""Tables that come in two parts: which of several names trains and which validates."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gdlab.data.array_names import TRAINING, VALIDATING
from gdlab.data.gate import opened
from gdlab.data.zipped import is_zipped, unpacked_folder

_HEAD = 1 << 16
_TEXT = (".csv", ".tsv", ".tab")


@dataclass(frozen=True)
class TablePair:
    """A table that trains and the one that validates.

    Attributes:
        train: the name of the one that trains.
        val: the name of the one that validates, "" where none does.
        notes: sentences about what was left aside.
    """

    train: str
    val: str
    notes: tuple[str, ...] = ()


def table_pair(names: Sequence[str]) -> TablePair | None:
    """Return which of several tables trains and which validates by their names, None where these do not tell.

    A table of validation is taken before one of tests, which is then left for a last test of one's own.

    Args:
        names: names of tables, files or sheets.
    """
    by_part: dict[tuple[str, ...], dict[str, str]] = {}
    for name in names:
        words = re.findall(r"[a-z]+|[0-9]+", name.lower())
        for part in (*TRAINING, *VALIDATING):
            if part in words:
                rest = tuple(word for word in words if word != part)
                by_part.setdefault(rest, {}).setdefault("train" if part in TRAINING else part, name)
    for found in by_part.values():
        others = [part for part in VALIDATING if part in found]
        if "train" in found and others:
            aside = tuple(f"{found[part]!r} was left aside." for part in others[1:])
            return TablePair(found["train"], found[others[0]], aside)
    return None


def checked_pair(pair: TablePair, holder: Path) -> TablePair:
    """Return a pair of text files without the second where that lacks a column, as tests to be handed in do.

    Args:
        pair: the names of the files.
        holder: the folder or the .zip that they are in.
    """
    train, val = (_header(holder, name) for name in (pair.train, pair.val))
    lacks = [name for name in train if name not in val] if train and val else []
    if not lacks:
        return pair
    said = f"{pair.val!r} has no column {lacks[0]!r}, so it validates nothing; a run predicts it (gdlab predict)."
    return TablePair(pair.train, "", (said, *pair.notes))


def _header(holder: Path, name: str) -> list[str]:
    """Return the fields of the first line of a text file, [] for what is no text or cannot be read."""
    if not name.lower().removesuffix(".gz").endswith(_TEXT):
        return []
    try:
        if not is_zipped(holder):
            return _first_fields(holder / name, name)
        with unpacked_folder(holder, lambda member: str(member) == name, lambda share, text: None) as folder:
            return _first_fields(folder.joinpath(*PurePosixPath(name).parts), name)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, csv.Error):
        return []


def _first_fields(path: Path, name: str) -> list[str]:
    with opened(path) as file:
        stream = gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file
        text = stream.read(_HEAD).decode("utf-8-sig", errors="replace")
    line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=line.count)
    return [field.strip() for field in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]
