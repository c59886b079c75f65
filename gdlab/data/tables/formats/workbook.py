"""Workbooks of Excel (.xlsx, .xlsm): one sheet at a time, row by row; formulas by their last values, macros never."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from gdlab.data.gate import MOST_NAMES, Limits, opened, size_text
from gdlab.data.progress import Progress
from gdlab.data.tables.formats.base import Extracted, Format, PartKind
from gdlab.data.tables.formats.cells import write_cells
from gdlab.data.zip_directory import opened_zip
from gdlab.spec.errors import DataError, GdlabError

#: What a workbook may unpack to: so many times its size, and this much in any case; parsing takes a second for 2 MB.
RATIO, ALWAYS = 40, 24 << 20
_MOST_STYLES = 4 << 20  # what everything but sheets, texts and pictures may unpack to
_MOST_ROWS = 1 << 20  # of a sheet
_TREE = 20  # what the texts of a workbook take in memory, by their size in the file
_BLOCK, _OVERLAP = 1 << 20, 4096
#: The end of a cell with a formula and without a value.
_NO_VALUE = re.compile(rb"(?:</f>|<f[^<>]{0,999}/>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>")
_OLD = b"\xd0\xcf\x11\xe0"


class Workbook(Format):
    """The sheets of a workbook."""

    endings: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm")
    part: ClassVar[PartKind] = "sheet"

    def tables(self, path: Path, progress: Progress) -> tuple[str, ...]:
        """Return the sheets that hold a value."""
        with _opened_workbook(path, progress) as (book, limits):
            return tuple(s.title for s in book.worksheets if any(any(_filled(row)) for row in _rows(s, limits)))

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write a sheet as text, its dates and numbers as Excel stores them."""
        with _opened_workbook(path, progress) as (book, limits):
            sheet = next(s for s in book.worksheets if s.title == name)
            cells = write_cells(_rows(sheet, limits), folder / "sheet.csv", limits)
            empty = _formulas_without_values(path, getattr(sheet, "_worksheet_path", ""), limits)
        notes = (
            (
                f"{empty:,} formulas have no value in the file, and are missing here; open it in Excel or LibreOffice "
                "and save it, which computes them.",
            )
            if empty
            else ()
        )
        return Extracted(cells.text, starts=cells.starts, rows=cells.rows, loose=True, notes=notes)


@contextmanager
def _opened_workbook(path: Path, progress: Progress) -> Iterator[tuple[Any, Limits]]:
    """Open a workbook that is no larger unpacked than allowed; whatever its damage raises is said in a sentence."""
    limits = Limits(path, progress, max(ALWAYS, RATIO * path.stat().st_size), to_disk=True)
    openpyxl = _library(path)
    with opened(path) as file:
        if file.read(4) == _OLD:
            raise DataError(
                f"{path} is protected by a password, or an old .xls under another name; open it in Excel or "
                "LibreOffice and save it as .xlsx without a password"
            )
        file.seek(0)
        try:
            _check_members(limits)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # remarks on styles, validation and charts, which are not read
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
                try:
                    yield book, limits
                finally:
                    book.close()
        except GdlabError:
            raise
        except MemoryError:
            raise DataError(f"{path} does not fit into memory; save the sheet as CSV") from None
        except Exception as error:  # a damaged one makes the parsers of zip, XML and cells raise anything
            why = str(error).strip().split("\n")[0] or type(error).__name__
            raise DataError(f"{path} is damaged, or no .xlsx workbook: {why}") from None


def _library(path: Path) -> Any:
    try:
        import openpyxl  # an extra, and 0.2 s to import
    except ImportError:
        raise DataError(
            f"{path} is read by openpyxl, which is not installed: pip install 'gdlab[excel]'; or save the sheet as CSV"
        ) from None
    return openpyxl


def _check_members(limits: Limits) -> None:
    """Refuse a workbook whose parts say that they are larger than allowed."""
    with opened_zip(limits, "parts", MOST_NAMES) as archive:
        entries = archive.infolist()
    limits.check_unpacked(sum(entry.file_size for entry in entries))
    texts = sum(e.file_size for e in entries if e.filename.lower() == "xl/sharedstrings.xml")
    Limits(limits.path).check_memory(_TREE * texts)
    streamed = (
        "xl/worksheets/",
        "xl/media/",
        "xl/sharedstrings.xml",
        "xl/drawings/",
        "xl/charts/",
        "xl/pivot",
        "customxml/",
    )
    others = sum(e.file_size for e in entries if not e.filename.lower().startswith(streamed))
    if others > _MOST_STYLES:
        raise DataError(
            f"{limits.path} holds {size_text(others)} of styles and settings, more than the {size_text(_MOST_STYLES)} "
            "that are read; save the sheet as CSV"
        )


def _formulas_without_values(path: Path, part: str, limits: Limits) -> int:
    """Return how many cells of a sheet hold a formula that no program has computed yet."""
    count, held = 0, b""
    with opened(path) as file, zipfile.ZipFile(file) as archive:
        if part not in archive.namelist():
            return 0
        with archive.open(part) as sheet:
            while block := sheet.read(_BLOCK):
                limits.step(-1.0, f"looking for formulas in {path.name}")
                found = list(_NO_VALUE.finditer(text := held + block))
                count += len(found)
                held = text[max(found[-1].end() if found else 0, len(text) - _OVERLAP) :]
    return count


def _rows(sheet: Any, limits: Limits) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what a file says of them may be wrong, and rows would be cut off
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS:
            raise DataError(f"{limits.path}: sheet {sheet.title!r} has more than {_MOST_ROWS:,} rows, which none has")
        if number % 1000 == 0:
            limits.step(-1.0, f"reading row {number:,} of {sheet.title}")
        yield row


def _filled(row: Sequence[Any]) -> Iterator[bool]:
    return (cell is not None and cell != "" for cell in row)
