"""Named arrays as bytes: a header in JSON, then the numbers; nothing is ever unpickled.

Layout: the mark ``gdA2``, the length of the header (uint32), a CRC-32 of header and body (uint32), the length of the
body once decompressed (uint64), the header, the body. The header lists ``[name, dtype, shape, encoding]``. The body
holds one section an array and is compressed with zlib as a whole where that pays. Encodings of an array:

``raw``: its bytes. ``shuffled``: all first bytes of its numbers, then all second ones, ..., which compresses metrics
two to five times better. ``linear``: two float64, start and difference, where ``start + i * difference`` gives exactly
the numbers. ``same``: nothing; the array equals an earlier one of the same blob, whose place is in the header.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, cast

import numpy as np

_MARK = b"gdA2"
_HEAD = struct.Struct("<4sIIQB")
#: Bytes of the head, which holds the checksum of all that follows.
HEAD_SIZE = _HEAD.size
#: Kinds of numpy types that a blob may hold: booleans, integers, floats and text.
_KINDS = "biufU"
#: Bytes that one blob may hold once decompressed.
LARGEST = 1 << 34
_MOST_ARRAYS = 1 << 20


def pack_arrays(arrays: Mapping[str, np.ndarray], *, compress: bool) -> bytes:
    """Return arrays as bytes.

    Args:
        arrays: any number of arrays of booleans, integers, floats or text, by name.
        compress: whether to look for regular columns, shuffle and compress; weights hardly shrink, metrics do.

    Raises:
        TypeError: when an array has another dtype.
    """
    if not compress:
        return b"".join(packed_parts(arrays))
    header: list[list[Any]] = []
    sections: list[bytes] = []
    seen: list[np.ndarray] = []
    for name, array in _contiguous(arrays):
        encoding, section = _encode(array, seen)
        header.append([name, array.dtype.str, list(array.shape), encoding])
        sections.append(section)
        seen.append(array)
    text = json.dumps(header, separators=(",", ":")).encode()
    plain = b"".join(sections)
    body = zlib.compress(plain, 1)
    check = zlib.crc32(body, zlib.crc32(text))
    return _HEAD.pack(_MARK, len(text), check, len(plain), 1) + text + body


def packed_parts(arrays: Mapping[str, np.ndarray]) -> list[bytes | memoryview]:
    """Return the bytes of arrays that are not compressed in parts, of which the large ones are the arrays' own memory.

    The first part is the head, of :data:`HEAD_SIZE` bytes. Joined, the parts are what :func:`pack_arrays` returns.

    Raises:
        TypeError: when an array has a dtype that the store does not keep.
    """
    header: list[list[Any]] = []
    sections: list[memoryview] = []
    for name, array in _contiguous(arrays):
        header.append([name, array.dtype.str, list(array.shape), "raw"])
        sections.append(array.reshape(-1).view(np.uint8).data if array.nbytes else memoryview(b""))
    text = json.dumps(header, separators=(",", ":")).encode()
    check = zlib.crc32(text)
    for section in sections:
        check = zlib.crc32(section, check)
    size = sum(section.nbytes for section in sections)
    return [_HEAD.pack(_MARK, len(text), check, size, 0), text, *sections]


def _contiguous(arrays: Mapping[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the arrays in C order, and refuse what the store does not keep."""
    for name, given in arrays.items():
        array = np.asarray(given)
        if array.dtype.kind not in _KINDS:
            raise TypeError(f"array '{name}' has dtype {array.dtype}, which the store does not keep")
        yield name, np.ascontiguousarray(array).reshape(array.shape)


def unpack_arrays(blob: bytes, largest: int = LARGEST, only: Collection[str] | None = None) -> dict[str, np.ndarray]:
    """Return what :func:`pack_arrays` packed.

    Args:
        blob: the bytes.
        largest: how many bytes the arrays may take.
        only: the names of the arrays that are wanted; all for None.

    Raises:
        ValueError: when the bytes are damaged, are not such a blob, or hold more than ``largest``.
    """
    check_packed(blob)
    _, length, _, plain_size, compressed = _HEAD.unpack_from(blob)
    text, body = blob[_HEAD.size : _HEAD.size + length], blob[_HEAD.size + length :]
    if plain_size > largest:
        raise ValueError(f"a block of arrays holds {plain_size} bytes, more than the {largest} allowed")
    plain = _inflate(body, plain_size) if compressed else body
    if len(plain) != plain_size:
        raise ValueError("a block of arrays is damaged: its length does not fit")
    return _decode_all(json.loads(text), plain, largest, only)


def check_packed(blob: bytes) -> None:
    """Refuse bytes that are not as :func:`pack_arrays` gave them.

    Raises:
        ValueError: when they are damaged, or no such blob.
    """
    if len(blob) < _HEAD.size or blob[:4] != _MARK:
        raise ValueError("this is not a block of arrays")
    if zlib.crc32(memoryview(blob)[_HEAD.size :]) != _HEAD.unpack_from(blob)[2]:
        raise ValueError("a block of arrays is damaged: its checksum does not fit")


def _inflate(body: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, max(size, 1))
    except zlib.error as error:
        raise ValueError(f"a block of arrays is damaged: {error}") from None


def _decode_all(header: Any, plain: bytes, largest: int, only: Collection[str] | None) -> dict[str, np.ndarray]:
    if not isinstance(header, list) or len(header) > _MOST_ARRAYS:  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("a block of arrays is damaged: its header is not a list")
    sections: list[_Section] = []
    names: list[str] = []
    at = total = 0
    for entry in cast("list[Any]", header):
        try:
            name, kind, shape, encoding = cast("tuple[Any, Any, Any, Any]", entry)
            dtype, sizes = np.dtype(str(kind)), tuple(int(n) for n in shape)
        except (TypeError, ValueError) as error:
            raise ValueError(f"a block of arrays is damaged: {error}") from None
        count = prod(sizes)
        total += count * dtype.itemsize
        if total > largest:
            raise ValueError(f"a block of arrays holds {total} bytes, more than the {largest} allowed")
        if dtype.kind not in _KINDS or min(sizes, default=0) < 0:
            raise ValueError(f"a block of arrays is damaged: array '{name}' has dtype {dtype} and shape {sizes}")
        section = _section(at, dtype, sizes, str(encoding), sections)
        at += section.size
        if len(plain) < at:
            raise ValueError("a block of arrays is damaged: it ends too early")
        sections.append(section)
        names.append(str(name))
    wanted = range(len(names)) if only is None else [i for i, name in enumerate(names) if name in only]
    return {names[i]: _decode(plain, sections[i], sections).reshape(sections[i].shape) for i in wanted}


def _encode(array: np.ndarray, seen: list[np.ndarray]) -> tuple[str, bytes]:
    if array.dtype == np.float64 and array.ndim == 1 and array.size > 2:
        for i, other in enumerate(seen):
            if other.shape == array.shape and other.dtype == array.dtype and _equal_bits(other, array):
                return f"same {i}", b""
        with np.errstate(all="ignore"):
            start, difference = array[0], array[1] - array[0]
            regular = start + difference * np.arange(array.size, dtype=np.float64)
        if np.isfinite(difference) and _equal_bits(regular, array):
            return "linear", struct.pack("<dd", start, difference)
    if array.dtype.itemsize > 1 and array.dtype.kind != "U":
        flat = array.reshape(-1).view(np.uint8).reshape(array.size, array.dtype.itemsize)
        return "shuffled", np.ascontiguousarray(flat.T).tobytes()
    return "raw", array.tobytes()


def _equal_bits(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two vectors of float64 are the same to the bit, looking at their last numbers first."""
    a, b = a.view(np.int64), b.view(np.int64)
    return bool(a[-1] == b[-1]) and bool(a[1] == b[1]) and np.array_equal(a, b)


@dataclass(frozen=True)
class _Section:
    """Where the numbers of an array are: ``place`` is their first byte, of encoding "same" an earlier array."""

    word: str
    place: int
    size: int
    dtype: np.dtype[Any]
    shape: tuple[int, ...]


def _section(
    at: int, dtype: np.dtype[Any], shape: tuple[int, ...], encoding: str, earlier: Sequence[_Section]
) -> _Section:
    """Return the section of an array that follows earlier ones, of which the last ends at byte ``at``."""
    word, _, place = encoding.partition(" ")
    if word == "same":
        if not place.isdecimal() or int(place) >= len(earlier) or prod(earlier[int(place)].shape) != prod(shape):
            raise ValueError("a block of arrays is damaged: a column refers to one that is not there")
        origin = earlier[int(place)]
        return _Section(word, origin.place if origin.word == word else int(place), 0, dtype, shape)
    if word not in ("linear", "raw", "shuffled"):
        raise ValueError(f"a block of arrays is damaged: its encoding '{word}' is unknown")
    return _Section(word, at, 16 if word == "linear" else prod(shape) * dtype.itemsize, dtype, shape)


def _decode(plain: bytes, section: _Section, sections: Sequence[_Section]) -> np.ndarray:
    """Return the numbers of a section, flat."""
    dtype, at, count = section.dtype, section.place, prod(section.shape)
    if section.word == "same":
        return _decode(plain, sections[at], sections).astype(dtype)
    if section.word == "linear":
        start, difference = struct.unpack_from("<dd", plain, at)
        with np.errstate(all="ignore"):
            return (start + difference * np.arange(count, dtype=np.float64)).astype(dtype, copy=False)
    if section.word == "raw" or count == 0:
        return np.frombuffer(plain, dtype, count, at).copy()
    columns = np.frombuffer(plain, np.uint8, count * dtype.itemsize, at).reshape(dtype.itemsize, count)
    return np.ascontiguousarray(columns.T).reshape(-1).view(dtype)
