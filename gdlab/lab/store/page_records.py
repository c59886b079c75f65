"""The records on the pages of a damaged database: each that is whole, and of the others what is left of their start."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from gdlab.lab.store.database_pages import HEADS, DatabasePages

#: Kinds of pages by their first byte.
INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF = HEADS
#: Bytes of integers by the types of records that stand for them.
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_COLUMNS = 64
Value = None | int | float | str | bytes


@dataclass(frozen=True)
class Record:
    """A line of a table, or an entry of an index.

    Attributes:
        values: its columns; those at the end are left out where they cannot be read.
        is_whole: whether every column could be read.
    """

    values: tuple[Value, ...]
    is_whole: bool


def kind_of(pages: DatabasePages, number: int) -> int:
    """Return the first byte of a page's head, 0 where there is none."""
    page, at = pages.page(number), _start(number)
    return page[at] if len(page) > at + 8 else 0


def child_pages(pages: DatabasePages, number: int) -> list[int]:
    """Return the pages below a page of the inside of a tree."""
    page, at = pages.page(number), _start(number)
    found = [int.from_bytes(page[cell : cell + 4], "big") for cell in _cells(page, at)]
    return [*found, int.from_bytes(page[at + 8 : at + 12], "big")]


def records(pages: DatabasePages, number: int, used: set[int]) -> Iterator[Record]:
    """Yield the records of a leaf of a table, or of any page of an index.

    Args:
        pages: the database.
        number: the page.
        used: pages of the rest of long records, of which each belongs to one record; those of this page are added.
    """
    page, at = pages.page(number), _start(number)
    kind = page[at]
    for cell in _cells(page, at):
        try:
            where = cell + (4 if kind == INDEX_INTERIOR else 0)
            length, where = _varint(page, where)
            if kind == TABLE_LEAF:
                _, where = _varint(page, where)
            payload = _payload(pages, page, where, length, kind == TABLE_LEAF, used)
            yield _record(payload, length)
        except (IndexError, ValueError, struct.error):
            continue


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _cells(page: bytes, at: int) -> list[int]:
    """Return the places of the cells of a page."""
    head = HEADS.get(page[at] if len(page) > at else 0, 8)
    count = int.from_bytes(page[at + 3 : at + 5], "big")
    most = max(0, (len(page) - at - head) // 2)
    return [int.from_bytes(page[i : i + 2], "big") for i in range(at + head, at + head + 2 * min(count, most), 2)]


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, of seven bits each but the last, and the place behind it."""
    value = 0
    for i in range(8):
        value = value << 7 | raw[at + i] & 0x7F
        if raw[at + i] < 0x80:
            return value, at + i + 1
    return value << 8 | raw[at + 8], at + 9


def _payload(pages: DatabasePages, page: bytes, at: int, length: int, is_table: bool, used: set[int]) -> bytes:
    """Return the bytes of a record, as many as can be found."""
    usable = pages.usable
    if length > usable * pages.count:
        raise ValueError("a record is longer than the database")
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return page[at : at + length]
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    parts = [page[at : at + here]]
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    missing = length - here if len(parts[0]) == here else 0
    while missing > 0 and following and following not in used:
        rest = pages.page(following)
        used.add(following)
        part = rest[4 : 4 + min(missing, usable - 4)]
        if len(part) < min(missing, usable - 4):
            break
        parts.append(part)
        missing -= len(part)
        following = int.from_bytes(rest[:4], "big")
    return b"".join(parts)


def _record(payload: bytes, length: int) -> Record:
    """Return the columns of a record."""
    end, at = _varint(payload, 0)
    types: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
        if len(types) > _MOST_COLUMNS:
            raise ValueError("a record has too many columns")
    values: list[Value] = []
    at = end
    for kind in types:
        width = _width(kind)
        if at + width > len(payload):
            return Record(tuple(values), False)
        values.append(_value(kind, payload[at : at + width]))
        at += width
    return Record(tuple(values), at == length == len(payload))


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INTEGERS.get(kind, 8 if kind == 7 else 0)


def _value(kind: int, raw: bytes) -> Value:
    """Return a column's value.

    Raises:
        ValueError: when no column has such a type, or a text is none.
    """
    if kind in (0, 8, 9):
        return None if kind == 0 else kind - 8
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", raw)[0])
    if kind < 12:
        raise ValueError("a record has a column of no type")
    return raw if kind % 2 == 0 else raw.decode()
