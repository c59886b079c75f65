"""Find the format of a file, and the table that is meant where a file holds several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from gdlab.data.progress import Progress
from gdlab.data.tables.formats.arff import ArffFile
from gdlab.data.tables.formats.base import Format
from gdlab.data.tables.formats.feather import FeatherFile
from gdlab.data.tables.formats.hugging_face import HuggingFace
from gdlab.data.tables.formats.sqlite_file import SqliteFile
from gdlab.data.tables.formats.workbook import Workbook
from gdlab.data.tables.formats.zipped_tables import ZippedTables
from gdlab.spec.errors import DataError

_SINGLE: tuple[Format, ...] = (Workbook(), SqliteFile(), ArffFile(), FeatherFile())
_ZIPPED = ZippedTables(tuple(ending for form in _SINGLE for ending in form.endings))
FORMATS: tuple[Format, ...] = (*_SINGLE, _ZIPPED, HuggingFace())
_SHOWN = 12


def format_of(path: Path) -> Format | None:
    """Return the format that reads a file or folder, None for plain text, JSON and Parquet."""
    return next((found for found in FORMATS if found.reads(path)), None)


def tables_among(names: list[PurePosixPath]) -> tuple[str, ...]:
    """Return the names of files that are those of tables."""
    return _ZIPPED.among(names)


def tables_in(path: Path, progress: Progress) -> tuple[str, tuple[str, ...]]:
    """Return what the tables of a file are called, "sheet" or "table", and their names; "" and () without names.

    Raises:
        DataError: when the file cannot be read.
    """
    found = format_of(path)
    if found is None or not found.part:
        return "", ()
    return found.part, found.tables(path, progress)


def chosen_table(path: Path, found: Format | None, sheet: str, table: str, names: Sequence[str]) -> str:
    """Return the name of the table that is meant.

    Args:
        path: the file, which errors name.
        found: its format, None where it has none of its own.
        sheet: the sheet that is asked for, or "".
        table: the table that is asked for, or "".
        names: the tables of the file.

    Raises:
        DataError: when several may be meant, or what is asked for is not there; the sentence names those that are.
    """
    part = found.part if found is not None else ""
    for word, asked in (("sheet", sheet), ("table", table)):
        if asked and word != part:
            have = f"its {part}s are chosen by {part!r}" if part else "it holds one table"
            raise DataError(f"{path} has no {word}s, {have}; take {word} = {asked!r} away")
    asked = sheet or table
    if not part:
        return ""
    if not names:
        raise DataError(f"{path} has no {part} that holds a value")
    if asked and asked not in names:
        raise DataError(f"{path} has no {part} {asked!r} with values; it has {_listed(names)}")
    if not asked and len(names) > 1:
        raise DataError(
            f"{path} has {len(names)} {part}s: {_listed(names)}; say which by {part} = {names[0]!r} "
            f"(on the command line --{part} {_shell(names[0])})"
        )
    return asked or names[0]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(repr, names[:_SHOWN])) + more


def _shell(name: str) -> str:
    return name if name.replace("_", "").isalnum() else f'"{name}"'
