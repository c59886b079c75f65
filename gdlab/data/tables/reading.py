"""How a table file is to be read, where that is not left to be found out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gdlab.data.tables.kinds import MISSING, Kind
from gdlab.spec.errors import DataError


@dataclass(frozen=True)
class Reading:
    """The answers that say how a file is read, where it shall not be guessed.

    Attributes:
        delimiter: the character between fields, "" to find out.
        decimal: the decimal sign, "" to find out.
        charset: the character set, "auto" to find out.
        header: whether the first record names the columns, None to find out.
        missing: strings that stand for a missing value in every column.
        kinds: by column, what it holds.
        date_formats: by column, how its dates are written.
        marks: by column, further strings that stand for a missing value.
        skip_lines: lines above the header, −1 to find out.
        units: whether a row of units is below the header, None to find out.
        totals: whether rows of totals at the end are left out.
        sheet: the sheet of a workbook, "" for the only one.
        table: the table of a database, or of another file that holds several; "" for the only one.
    """

    delimiter: str = ""
    decimal: str = ""
    charset: str = "auto"
    header: bool | None = None
    missing: tuple[str, ...] = MISSING
    kinds: Mapping[str, Kind] | None = None
    date_formats: Mapping[str, str] | None = None
    marks: Mapping[str, Sequence[str]] | None = None
    skip_lines: int = -1
    units: bool | None = None
    totals: Literal["skip", "keep"] = "skip"
    sheet: str = ""
    table: str = ""


AS_FOUND = Reading()


def refuse_unknown(given: Iterable[str], names: Sequence[str], file: Path) -> None:
    """Refuse answers for columns that a file has not.

    Raises:
        DataError: when a column is not there; the sentence names those that are.
    """
    for name in given:
        if name not in names:
            raise DataError(f"{file} has no column {name!r}; its columns are {', '.join(names[:20])}")
