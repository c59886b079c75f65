"""What every format of tables does: name the tables of a file, and write one of them as text or as Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from gdlab.data.progress import Progress
from gdlab.data.tables.kinds import Kind

#: What the tables of a file are called, "" where a file holds one table that has no name.
PartKind = Literal["", "sheet", "table"]


@dataclass(frozen=True)
class Extracted:
    """One table of a file, written where the table reader can import it.

    Attributes:
        text: a UTF-8 file of comma-separated values, None where Parquet was written.
        parquet: Parquet files with the same columns, in order.
        header: whether the first record of the text names the columns, None to find out.
        names: the names of the columns where the text has no header, () where it has one or is to be guessed.
        kinds: what columns hold where the file says so.
        levels: the values that a column may take, in order, where the file says so.
        coded: by column, the names that whole numbers from 0 stand for.
        starts: the line of the text in which each record begins, and
        rows: the row of the table that it is; both empty where they are the same.
        loose: whether a title, units and totals may be around the table, as in a sheet.
        notes: sentences about what was left out.
        file: a file that holds the table and is read as such, where neither text nor Parquet was written.
    """

    text: Path | None = None
    parquet: tuple[Path, ...] = ()
    header: bool | None = None
    names: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Sequence[int] = ()
    rows: Sequence[int] = ()
    loose: bool = False
    notes: tuple[str, ...] = ()
    file: Path | None = None


class Format:
    """The base of formats: a subclass knows the endings of its files and reads them.

    Attributes:
        endings: the endings of the names of its files, in lower case.
        part: what the tables of a file are called.
    """

    endings: ClassVar[tuple[str, ...]] = ()
    part: ClassVar[PartKind] = ""

    def reads(self, path: Path) -> bool:
        """Return whether a file or folder is of this format, by its name or what it holds."""
        return path.name.lower().endswith(self.endings)

    def tables(self, path: Path, progress: Progress) -> tuple[str, ...]:
        """Return the names of the tables that hold values; one "" where they have none.

        Raises:
            DataError: when the file cannot be read.
        """
        return ("",)

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write a table of a file into a folder.

        Raises:
            DataError: when the file cannot be read, is damaged, or holds more than is allowed.
            Cancelled: when ``progress`` raised it.
        """
        raise NotImplementedError
