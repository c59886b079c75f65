"""Files that unpack to far more than they are, made in moments: a packed block of zeros is repeated."""

from __future__ import annotations

import io
import json
import struct
import tarfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

_CHUNK = 1 << 24


@cache
def _zeros() -> bytes:
    """Return the block that is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes(_CHUNK)) + packer.flush(zlib.Z_FULL_FLUSH)


def deflated_zeros(size: int) -> bytes:
    """Return a raw deflate stream of at least ``size`` zeros, a thousandth of it long."""
    return _zeros() * -(-size // _CHUNK) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def gzipped(head: bytes, zeros: int) -> bytes:
    """Return a gzip file of a beginning and many zeros; its checksum is wrong, which its end shows."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(7) + begin + deflated_zeros(zeros) + struct.pack("<II", 0, 0)


def zipped(members: dict[str, tuple[bytes, int]]) -> bytes:
    """Return a zip file whose members are a beginning and many zeros, with sizes that are told truly."""
    body, directory = b"", b""
    for name, (head, zeros) in members.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH) + deflated_zeros(zeros)
        size = min(len(head) + -(-zeros // _CHUNK) * _CHUNK, 2**32 - 2)
        facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, zlib.crc32(head), len(data), size)
        key = name.encode()
        place = struct.pack("<HHHHHII", len(key), 0, 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + facts + place + key
        body += b"PK\x03\x04" + facts + struct.pack("<HH", len(key), 0) + key + data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def npy_header(shape: tuple[int, ...], dtype: str = "<f8") -> bytes:
    """Return the beginning of a .npy file."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"shape": shape, "fortran_order": False, "descr": dtype})
    return file.getvalue()


def npy_with(expression: str) -> bytes:
    """Return the beginning of a .npy file whose header is any expression."""
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(expression)) + expression.encode("latin-1")


def idx_header(*shape: int) -> bytes:
    """Return the beginning of an IDX file of bytes."""
    return struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)


def png(width: int, height: int) -> bytes:
    """Return a PNG picture of many black pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"\x78\xda" + deflated_zeros(min(height * (3 * width + 1), 2**30)) + bytes(4)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tarred(name: str, size: int, *, pax: bool = False) -> bytes:
    """Return the beginning of a tar archive with one member, or one extended header, of many zeros."""
    member = tarfile.TarInfo(name)
    member.size = size
    if pax:
        member.type = tarfile.XHDTYPE
    return member.tobuf(tarfile.GNU_FORMAT)


def _idx_folder(path: Path) -> None:
    path.mkdir()
    n = 6 * 2**30 // 784
    (path / "train-images-idx3-ubyte.gz").write_bytes(gzipped(idx_header(n, 28, 28), n * 784))
    for name in ("train-labels-idx1", "t10k-labels-idx1"):
        (path / f"{name}-ubyte").write_bytes(idx_header(3) + b"\0\1\2")
    (path / "t10k-images-idx3-ubyte").write_bytes(idx_header(3, 28, 28) + bytes(3 * 784))


def _idx_that_lies(path: Path) -> None:
    _idx_folder(path)
    (path / "train-images-idx3-ubyte.gz").write_bytes(gzipped(idx_header(3, 28, 28), 6 * 2**30))


def _pictures(path: Path) -> None:
    for name in ("cats", "dogs"):
        (path / name).mkdir(parents=True)
        (path / name / "a.png").write_bytes(png(60_000, 60_000))


def _parquet(path: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT 0::DOUBLE AS a, 1::DOUBLE AS b FROM range(200000000)) TO '{path}' (FORMAT parquet)"
        )


#: How each bomb is made, by the name of its file; a name without a suffix is a folder.
BOMBS: dict[str, Callable[[Path], object]] = {
    "table.csv.gz": lambda path: path.write_bytes(gzipped(b"a,b\n1,2\n", 4 * 2**30)),
    "lines.jsonl.gz": lambda path: path.write_bytes(gzipped(b'{"a": 1}\n', 4 * 2**30)),
    "text.txt.gz": lambda path: path.write_bytes(gzipped(b"words", 4 * 2**30)),
    "arrays.npz": lambda path: path.write_bytes(
        zipped({"X.npy": (npy_header((200_000_000, 2)), 3_200_000_000), "y.npy": (npy_header((3,)), 24)})
    ),
    "many.npz": lambda path: path.write_bytes(
        zipped({f"{k}.npy": (npy_header((2**24 // 8 - 16,)), _CHUNK) for k in range(200)})
    ),
    "idx": _idx_folder,
    "idx-lies": _idx_that_lies,
    "cifar-10-python.tar.gz": lambda path: path.write_bytes(
        gzipped(tarred("cifar/data_batch_1.bin", 4 * 2**30), 4 * 2**30)
    ),
    "aclImdb.tar.gz": lambda path: path.write_bytes(gzipped(tarred("x", 4 * 2**30, pax=True), 4 * 2**30)),
    "pictures": _pictures,
    "keys.jsonl": lambda path: path.write_text(
        "\n".join(json.dumps({f"k{i}_{j}": 0 for j in range(100)}) for i in range(300))
    ),
}  # fmt: skip
#: Those that take a second or more to make.
SLOW_BOMBS: dict[str, Callable[[Path], object]] = {"repeats.parquet": _parquet}
