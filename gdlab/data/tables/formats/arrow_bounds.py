"""What the batches of an Arrow file declare that they take unpacked, read before pyarrow asks for the memory.

A packed buffer of Arrow's format begins with the size that it has unpacked, and pyarrow believes it. Where the buffers
of a batch are is in its metadata, a FlatBuffer, in which a table begins with its distance to a list of fields; see
https://flatbuffers.dev/internals and Message.fbs of the Arrow project.
"""

from __future__ import annotations

import struct
from typing import IO, Any

from gdlab.data.gate import MOST_MEMBERS, Limits
from gdlab.spec.errors import DataError, GdlabError

_DICTIONARY, _BATCH = 2, 3  # kinds of messages
_HEADER_TYPE, _HEADER = 1, 2  # fields of a message
_DATA = 1  # field of a dictionary
_BUFFERS, _COMPRESSION = 2, 3  # fields of a batch


def check_batches(file: IO[bytes], limits: Limits, messages: Any) -> None:
    """Refuse a file whose batches take more memory, or more in all, than is allowed.

    Args:
        file: the file, at the first message of its stream.
        limits: its limits.
        messages: opens a stream of messages, as pyarrow's ``MessageReader.open_stream`` does.

    Raises:
        DataError: when they do, or the file is damaged.
    """
    memory, total = Limits(limits.path), 0
    try:
        for number, message in enumerate(messages(file)):
            size = declared_size(message.metadata.to_pybytes(), message.body)
            total += size
            memory.check_memory(size)
            limits.check_unpacked(total)
            limits.check_count(number, "batches", MOST_MEMBERS)
            limits.step(-1.0, f"checking {limits.path.name}")
    except GdlabError:
        raise
    except Exception as error:  # Arrow's own errors, and those of a damaged FlatBuffer
        raise DataError(f"{limits.path} is damaged, or no Arrow file: {str(error).splitlines()[0]}") from None


def declared_size(metadata: bytes, body: Any) -> int:
    """Return how many bytes the buffers of a message take unpacked; 0 for a schema.

    Args:
        metadata: the message, a FlatBuffer.
        body: the bytes of the buffers; None for a message without any.
    """
    message = _u32(metadata, 0)
    kind = _field(metadata, message, _HEADER_TYPE)
    if body is None or not kind or metadata[kind] not in (_DICTIONARY, _BATCH):
        return 0
    batch = _table(metadata, message, _HEADER)
    if metadata[kind] == _DICTIONARY:
        batch = _table(metadata, batch, _DATA)
    at = _field(metadata, batch, _BUFFERS)
    if not at:
        return 0
    vector = at + _u32(metadata, at)
    places = struct.iter_unpack("<qq", metadata[vector + 4 : vector + 4 + 16 * _u32(metadata, vector)])
    if not _field(metadata, batch, _COMPRESSION):
        return sum(length for _, length in places)
    view = memoryview(body)
    return sum(_unpacked(bytes(view[at : at + 8]), length) for at, length in places if length > 8)


def _unpacked(head: bytes, length: int) -> int:
    """Return the size that a packed buffer says it has; −1 stands for one that is not packed."""
    (size,) = struct.unpack("<q", head)
    return length if size == -1 else size


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _field(data: bytes, table: int, number: int) -> int:
    """Return where a field of a table is, 0 where it is left out."""
    fields = table - int(struct.unpack_from("<i", data, table)[0])
    place = 4 + 2 * number
    if place + 2 > struct.unpack_from("<H", data, fields)[0]:
        return 0
    offset = int(struct.unpack_from("<H", data, fields + place)[0])
    return table + offset if offset else 0


def _table(data: bytes, table: int, number: int) -> int:
    """Return where the table is that a field refers to."""
    at = _field(data, table, number)
    return at + _u32(data, at)
