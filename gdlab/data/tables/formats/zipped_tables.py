"""Tables in a .zip: each file of it that is a table is one, by its name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import ClassVar

from gdlab.data.progress import Progress
from gdlab.data.tables.formats.base import Extracted, Format, PartKind
from gdlab.data.zipped import is_zipped, unpacked_folder, zipped_names

#: The endings of tables that are plain text, JSON or Parquet.
PLAIN = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".parquet", ".pq")
PLAIN_TABLES = (*PLAIN, *(f"{ending}.gz" for ending in PLAIN[:6]))


class ZippedTables(Format):
    """The tables among the files of a .zip.

    Args:
        others: the endings of tables that are neither plain text, JSON nor Parquet.
    """

    endings: ClassVar[tuple[str, ...]] = ()  # a .zip may hold pictures or texts as well
    part: ClassVar[PartKind] = "table"

    def __init__(self, others: tuple[str, ...]) -> None:
        self._inside = (*PLAIN_TABLES, *others)

    def reads(self, path: Path) -> bool:
        """Return whether a file is a .zip, by its name."""
        return is_zipped(path)

    def tables(self, path: Path, progress: Progress) -> tuple[str, ...]:
        """Return the names of the files that are tables."""
        return self.among(zipped_names(path, progress))

    def among(self, names: list[PurePosixPath]) -> tuple[str, ...]:
        """Return the names that are those of tables."""
        return tuple(str(name) for name in names if name.name.lower().endswith(self._inside))

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Unpack one file."""
        with unpacked_folder(path, lambda member: str(member) == name, progress) as unpacked:
            inner = folder / PurePosixPath(name).name
            unpacked.joinpath(*PurePosixPath(name).parts).replace(inner)
        return Extracted(file=inner)
