"""The records of TensorBoard's event files: scalars written many at a time, and read without believing lengths.

A file is a row of records (TFRecord): the length (uint64), a masked CRC-32C of it, the bytes, a masked CRC-32C of
these. The bytes are an ``Event`` of protocol buffers: field 1 the time (float64), 2 the step (int64), 3 the version
(text) or 5 a summary, whose field 1 are values with a tag (1) and a float32 (2) or a tensor (8).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import numpy as np

#: The largest record that is read.
MOST_RECORD = 64 * 2**20
_MASK = 0xA282EAD8
_POLYNOMIAL = 0x82F63B78
#: Bytes that are read at once, and the head of a record: its length and the checksum of that.
_BLOCK, _HEAD = 1 << 18, struct.Struct("<QI")
#: Bytes of the largest record whose content is checked: scalars take far fewer.
_CHECKED = 4096
#: Bytes of a step: a whole number is written in groups of seven bits, low ones first, and may end in empty groups.
_STEP_BYTES = 9


@cache
def _table() -> np.ndarray:
    """Return the CRC-32C of each byte."""
    crc = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        crc = np.where(crc & 1, (crc >> np.uint32(1)) ^ np.uint32(_POLYNOMIAL), crc >> np.uint32(1)).astype(np.uint32)
    return crc


def masked_crc(rows: np.ndarray) -> np.ndarray:
    """Return the masked CRC-32C of each row of bytes, uint32 (N,).

    Args:
        rows: uint8 (N, length).
    """
    table = _table()
    crc = np.full(len(rows), 0xFFFFFFFF, np.uint32)
    for column in rows.T:
        crc = table[(crc ^ column) & 0xFF] ^ (crc >> np.uint32(8))
    crc = ~crc
    return ((crc >> np.uint32(15)) | (crc << np.uint32(17))) + np.uint32(_MASK)


@lru_cache(1024)
def _masked_crc_of(data: bytes) -> int:
    """Return the masked CRC-32C of a few bytes, quicker than :func:`masked_crc` does."""
    table, crc = _table_list(), 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + _MASK) & 0xFFFFFFFF


@cache
def _table_list() -> list[int]:
    return _table().tolist()


def _records(rows: np.ndarray) -> bytes:
    """Return records of one length as bytes, from uint8 (N, length)."""
    n, length = rows.shape
    heads = np.tile(np.frombuffer(struct.pack("<Q", length), np.uint8), (n, 1))
    parts = [heads, _bytes_of(masked_crc(heads[:1]).repeat(n)), rows, _bytes_of(masked_crc(rows))]
    return np.concatenate(parts, axis=1).tobytes()


def _bytes_of(values: np.ndarray) -> np.ndarray:
    """Return each number's bytes, low ones first, uint8 (N, bytes)."""
    little = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    return little.view(np.uint8).reshape(len(values), -1)


def version_record(moment: float) -> bytes:
    """Return the record that every event file begins with.

    Args:
        moment: seconds since 1970.
    """
    text = b"brain.Event:2"
    event = b"\x09" + struct.pack("<d", moment) + b"\x1a" + bytes([len(text)]) + text
    return _records(np.frombuffer(event, np.uint8)[None])


def scalar_records(tag: str, wall_time: np.ndarray, steps: np.ndarray, values: np.ndarray) -> bytes:
    """Return the records of one tag's values.

    Args:
        tag: the tag.
        wall_time: seconds since 1970, (N,).
        steps: the steps, (N,).
        values: the values, (N,); they are written as float32, which is what a scalar of TensorBoard holds.
    """
    n = len(values)
    if n == 0:
        return b""
    name = tag.encode()
    value_size = 1 + len(_varint(len(name))) + len(name) + 5
    summary_size = 1 + len(_varint(value_size)) + value_size
    head = (
        b"\x2a" + _varint(summary_size) + b"\x0a" + _varint(value_size) + b"\x0a" + _varint(len(name)) + name + b"\x15"
    )
    groups = (steps.astype(np.int64)[:, None] >> (7 * np.arange(_STEP_BYTES))) & 0x7F
    groups[:, :-1] |= 0x80
    with np.errstate(over="ignore"):
        singles = values.astype(np.float32)
    parts = [
        np.full((n, 1), 0x09, np.uint8),
        _bytes_of(wall_time.astype(np.float64)),
        np.full((n, 1), 0x10, np.uint8),
        groups.astype(np.uint8),
        np.tile(np.frombuffer(head, np.uint8), (n, 1)),
        _bytes_of(singles),
    ]
    return _records(np.concatenate(parts, axis=1))


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def read_records(stream: Any) -> Iterator[bytes]:
    """Yield the records of an event file; one that is cut at its end, as of a program that was killed, ends there.

    Args:
        stream: the file, opened for bytes; ``read(n)`` may refuse more than is allowed.

    Raises:
        ValueError: when a checksum does not fit or a record is larger than any is.
    """
    held, wanted = b"", _BLOCK
    while block := stream.read(wanted):
        held += block
        places, end, wanted = _whole_records(held)
        _refuse_changed(held, places)
        for start, length in places:
            yield held[start : start + length]
        held = held[end:]


def _whole_records(held: bytes) -> tuple[list[tuple[int, int]], int, int]:
    """Return where each whole record begins and its length, where the last one ends, and how many bytes to read next.

    Raises:
        ValueError: when the checksum of a length does not fit or a record is larger than any is.
    """
    places, at = list[tuple[int, int]](), 0
    while len(held) - at >= _HEAD.size:
        length, check = _HEAD.unpack_from(held, at)
        if _masked_crc_of(held[at : at + 8]) != check:
            raise ValueError("the checksum of a record's length does not fit")
        if length > MOST_RECORD:
            raise ValueError(f"a record of {length:,} bytes is larger than any is")
        if len(held) - at < length + 16:
            return places, at, max(_BLOCK, length)
        places.append((at + _HEAD.size, length))
        at += length + 16
    return places, at, _BLOCK


def _refuse_changed(held: bytes, places: list[tuple[int, int]]) -> None:
    """Refuse records whose checksum does not fit; those of pictures and the like, which are not read, are not checked.

    Raises:
        ValueError: when one does not fit.
    """
    data = np.frombuffer(held, np.uint8)
    by_length: dict[int, list[int]] = {}
    for start, length in places:
        if length <= _CHECKED:
            by_length.setdefault(length, []).append(start)
    for length, starts in by_length.items():
        rows = data[np.array(starts)[:, None] + np.arange(length + 4)]
        told = np.ascontiguousarray(rows[:, length:]).view("<u4")[:, 0]
        if not np.array_equal(masked_crc(rows[:, :length]), told):
            raise ValueError("the checksum of a record does not fit")


def scalars_of(record: bytes) -> tuple[float, int, list[tuple[str, float]]]:
    """Return an event's time, step, and the scalars in it by tag; other contents are left out.

    Raises:
        ValueError: when the bytes are no such event.
    """
    moment, step, found = 0.0, 0, list[tuple[str, float]]()
    for number, value in _fields(record):
        if number == 1 and isinstance(value, bytes) and len(value) == 8:
            moment = struct.unpack("<d", value)[0]
        elif number == 2 and isinstance(value, int):
            step = value if value < 1 << 63 else value - (1 << 64)
        elif number == 5 and isinstance(value, bytes):
            for inner, part in _fields(value):
                if inner == 1 and isinstance(part, bytes) and (scalar := _scalar(part)) is not None:
                    found.append(scalar)
    return moment, step, found


def _scalar(data: bytes) -> tuple[str, float] | None:
    """Return tag and number of a summary's value, None where it holds something else."""
    tag, value = "", None
    for number, part in _fields(data):
        if number == 1 and isinstance(part, bytes):
            tag = part.decode("utf-8", "replace")
        elif number == 2 and isinstance(part, bytes) and len(part) == 4:
            value = float(struct.unpack("<f", part)[0])
        elif number == 8 and isinstance(part, bytes):
            value = _tensor(part)
    return None if value is None else (tag, value)


def _tensor(data: bytes) -> float | None:
    """Return the number of a tensor of one float32 or float64, None of another."""
    kind, content, sizes = 0, b"", list[int]()
    for number, part in _fields(data):
        if number == 1 and isinstance(part, int):
            kind = part
        elif number == 2 and isinstance(part, bytes):
            sizes = [v for n, dim in _fields(part) if n == 2 and isinstance(dim, bytes) for _, v in _fields(dim)]  # type: ignore[misc]
        elif number in (4, 5, 6) and isinstance(part, bytes):
            content = part
    form = {1: "<f", 2: "<d"}.get(kind)
    if form is None or (any(sizes) and sizes != [1]) or len(content) != struct.calcsize(form):
        return None
    return float(struct.unpack(form, content)[0])


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and content of each field of a message of protocol buffers.

    Raises:
        ValueError: when a field reaches beyond the end or is of no known kind.
    """
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _read_varint(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = _read_varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError("a field of an unknown kind")
        if at + size > len(data):
            raise ValueError("a field reaches beyond the end")
        yield key >> 3, data[at : at + size]
        at += size


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    if at < len(data) and data[at] < 0x80:  # most are one byte
        return data[at], at + 1
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise ValueError("a number reaches beyond the end")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value & (2**64 - 1), at
    raise ValueError("a number of more than ten bytes")
