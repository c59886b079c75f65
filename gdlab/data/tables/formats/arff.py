"""Attribute-Relation files (.arff) of Weka and OpenML, dense and sparse.

SciPy reads neither sparse files nor strings, and liac-arff no dates, so the few rules of the format are kept here: the
header gives names and kinds, nominal attributes their values in order, and rows are read one at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, ClassVar, cast

from gdlab.data.gate import MOST_NAMES, Limits, opened
from gdlab.data.progress import Progress
from gdlab.data.tables.formats.base import Extracted, Format
from gdlab.data.tables.formats.cells import write_cells
from gdlab.data.tables.kinds import Kind
from gdlab.spec.errors import DataError

_LONGEST = 1 << 24  # characters of a line
_FIELD = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"]*))\s*(?:,|\Z)""", re.DOTALL)
_PAIR = re.compile(r"""\s*(\d{1,9})\s+(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"\s]+))\s*(?:,|\Z)""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s'"{]+))\s*(.*)\Z""", re.DOTALL)
_CODE = re.compile("%.")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NUMBERS = ("numeric", "real", "integer")


@dataclass(frozen=True)
class _Attribute:
    """One attribute: its name, kind, the values of a nominal one, and the pattern of its dates."""

    name: str
    kind: Kind
    levels: tuple[str, ...] = ()
    pattern: str = ""

    def zero(self) -> str:
        """Return what a value that is left out of a sparse row is: 0, or the first of the nominal values."""
        return self.levels[0] if self.levels else "0"

    def cell(self, text: str, line: int, path: Path) -> object:
        """Return a value as a cell; None for a missing one."""
        if self.kind == "date":
            try:
                return datetime.strptime(text, self.pattern)  # noqa: DTZ007  # the file says nothing of zones
            except (ValueError, re.error):  # the latter for codes that hold each other, such as %c and %d
                raise DataError(f"{path}: line {line}: {text!r} is no date as {self.name!r} has them") from None
        if self.levels and text not in self.levels:
            listed = ", ".join(self.levels[:8])
            raise DataError(f"{path}: line {line}: {text!r} is none of the values of {self.name!r}: {listed}")
        return text


class ArffFile(Format):
    """The relation of a file."""

    endings: ClassVar[tuple[str, ...]] = (".arff",)

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write the rows as text; nominal attributes are categories with the values that the file declares."""
        limits = Limits(path, progress, to_disk=True)
        with opened(path) as file:
            lines = _lines(file, path)
            attributes = _header(lines, path)
            limits.check_count(len(attributes), "columns", MOST_NAMES)
            rows = _rows(lines, attributes, path)
            cells = write_cells(_with_names(attributes, rows), folder / "table.csv", limits, all_columns=True)
        return Extracted(
            cells.text,
            header=True,
            kinds={a.name: a.kind for a in attributes if a.kind != "text"},
            levels={a.name: a.levels for a in attributes if a.levels},
        )


def _lines(file: IO[bytes], path: Path) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is neither blank nor a remark."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST:
            raise DataError(f"{path}: line {number} is longer than {_LONGEST:,} characters")
        text = line.decode("utf-8", errors="replace").strip().lstrip("\ufeff")
        if text and not text.startswith("%"):
            yield number, text


def _header(lines: Iterator[tuple[int, str]], path: Path) -> list[_Attribute]:
    """Return the attributes and leave the lines at the first row.

    Raises:
        DataError: when there are no attributes or no data, or one cannot be read.
    """
    found: list[_Attribute] = []
    for number, text in lines:
        word, _, rest = text.partition(" ") if " " in text else text.partition("\t")
        match word.lower():
            case "@relation":
                continue
            case "@attribute":
                found.append(_attribute(rest.strip(), f"{path}: line {number}"))
            case "@data":
                names = [a.name for a in found]
                twice = next((name for name in names if names.count(name) > 1), "") if len(names) < 1000 else ""
                if not found or twice:
                    raise DataError(f"{path} " + (f"has two attributes {twice!r}" if twice else "has no @ATTRIBUTE"))
                return found
            case _:
                raise DataError(f"{path}: line {number}: @RELATION, @ATTRIBUTE or @DATA is needed, not {text[:40]!r}")
        if len(found) > MOST_NAMES:
            raise DataError(f"{path} holds more than {MOST_NAMES:,} attributes; it is not opened")
    raise DataError(f"{path} is truncated, or no ARFF file: it has no @DATA")


def _attribute(text: str, where: str) -> _Attribute:
    match = _ATTRIBUTE.match(text)
    if match is None:
        raise DataError(f"{where}: an attribute needs a name and a type, and {text[:40]!r} is none")
    name, kind = _text(match.groups()[:3]), match.group(4).strip()
    if kind.startswith("{") and kind.endswith("}"):
        levels = tuple(dict.fromkeys(_fields(kind[1:-1], where)))
        return _Attribute(name, "categorical", levels)
    word, _, pattern = kind.partition(" ")
    if word.lower() in _NUMBERS:
        return _Attribute(name, "numeric")
    if word.lower() == "string":
        return _Attribute(name, "text")
    if word.lower() == "date":
        form = _strptime(pattern.strip().strip("'\"") or "yyyy-MM-dd'T'HH:mm:ss")
        codes = _CODE.findall(form)
        if len(set(codes)) < len(codes):
            raise DataError(f"{where}: {pattern.strip()[:40]!r} names a part of a date twice")
        return _Attribute(name, "date", pattern=form)
    raise DataError(
        f"{where}: {kind[:40]!r} is no type of attributes that is read here (numbers, nominal, string, date)"
    )


def _rows(lines: Iterator[tuple[int, str]], attributes: list[_Attribute], path: Path) -> Iterator[list[Any]]:
    """Yield the rows as cells, None where a value is missing.

    Raises:
        DataError: when a row has another number of values, or one that its attribute has not.
    """
    sparse_default = [a.zero() for a in attributes]
    for number, text in lines:
        where = f"{path}: line {number}"
        if text.startswith("{"):
            values = _sparse(text, sparse_default, where)
        else:
            values = _fields(text, where)
        if len(values) != len(attributes):
            raise DataError(f"{where}: {len(values)} values for {len(attributes)} attributes")
        yield [None if v == "?" else a.cell(v, number, path) for a, v in zip(attributes, values, strict=True)]


def _sparse(text: str, default: list[str], where: str) -> list[str]:
    """Return all values of a row such as {0 1.5, 7 yes}; what is left out is zero."""
    end = text.rfind("}")
    values, at, inside = list(default), 0, text[1:end]
    if end < 0:
        raise DataError(f"{where}: a row that begins with {{ must end with }}")
    while at < len(inside.rstrip()):
        match = _PAIR.match(inside, at)
        if match is None or int(match.group(1)) >= len(values):
            raise DataError(f"{where}: {inside[at : at + 40]!r} is no number of an attribute with its value")
        values[int(match.group(1))] = _text(match.groups()[1:])
        at = match.end()
    return values


def _fields(text: str, where: str) -> list[str]:
    """Return the values of a line, between commas (or tabs), quoted or not."""
    if "," not in text and "\t" in text:
        text = text.replace("\t", ",")
    found, at = [], 0
    while at <= len(text):
        match = _FIELD.match(text, at)
        if match is None:
            raise DataError(f"{where}: {text[at : at + 40]!r} is no value; are all quotation marks closed?")
        found.append(_text(match.groups()))
        if match.end() == len(text) and not match.group().endswith(","):
            break
        at = match.end()
    return found


def _text(groups: tuple[str | None, ...]) -> str:
    """Return a value from its three forms: in single marks, in double ones, bare."""
    quoted = groups[0] if groups[0] is not None else groups[1]
    return _ESCAPE.sub(r"\1", quoted) if quoted is not None else cast("str", groups[2]).strip()


def _with_names(attributes: list[_Attribute], rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    yield [a.name for a in attributes]
    yield from rows


def _strptime(pattern: str) -> str:
    """Return Java's pattern of dates in the language of strptime."""
    for java, code in (
        ("yyyy", "%Y"),
        ("MM", "%m"),
        ("dd", "%d"),
        ("HH", "%H"),
        ("mm", "%M"),
        ("ss", "%S"),
        ("yy", "%y"),
    ):
        pattern = pattern.replace(java, code)
    return pattern.replace("'", "")
