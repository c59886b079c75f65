"""Data files of every format that nobody would write, made whole and then damaged, or made strange from the start."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.faults.bombs import npy_with

_CELLS = (
    "", " ", "0", "-1", "1e400", "nan", "NaN", "NA", "inf", "1,5", "1.234,5", "12/31/2020", "2020-02-30", "31.4.21",
    "24:61", "true", "é", "\u2028", "=1+1", "'", '"', '""', '"a\nb"', "a;b", "x" * 3000, "0x1F", "1_0", "٣", "−5",
    "5 %", "$3", "\t", "1e-320", "99999999999999999999", "00012", "[1,2]", "{}", "\\N", "NULL", "?",
)  # fmt: skip
_DTYPES = (
    "<f8", ">f4", "<f2", "<c16", "|b1", "<i8", ">u2", "|S3", "<U4", "<M8[s]", "<m8[D]", "|V5", "<f16", "|i1", "<u8",
)  # fmt: skip
_HEADERS = (
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2**40,)}",
    "{'descr': '|O', 'fortran_order': False, 'shape': (3,)}",
    "{'descr': [('a', '<f8'), ('b', '|O')], 'fortran_order': 0, 'shape': ()}", "{" * 200, "[" * 500, "{'descr': '<f8'}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 3)}",
    "{'descr': '<q99', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f8', 'fortran_order': None, 'shape': (1, 'a')}",
    "{'descr': '<f8', 'shape': (0, 7), 'fortran_order': True}",
    "__import__('os')", "{'descr': '<f8', 'fortran_order': False, 'shape': (1e3,)}", "\x00" * 64,
)  # fmt: skip


def table_text(rng: random.Random) -> bytes:
    """Return a table of rows that differ in length, quotes, marks and encoding."""
    separator = rng.choice((",", ";", "\t", "|", " ", ", ", "::", "\x1f"))
    width, rows = rng.choice((1, 2, 3, 3, 8, 300)), rng.choice((0, 1, 2, 12, 40))
    lines = [separator.join(rng.choice((f"c{k}", "a", "", "é", "1", "a b")) for k in range(width))]
    for _ in range(rows):
        plain = rng.random() < 0.7
        cells = [f"{rng.gauss(0, 1):.3f}" if plain else rng.choice(_CELLS) for _ in range(width)]
        lines.append(separator.join(cells[: rng.randrange(width + 1)] if rng.random() < 0.05 else cells))
    text = rng.choice(("\n", "\r\n", "\r", "\n\n")).join(lines)
    encoding = rng.choice(
        ("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-32", "shift-jis", "utf-7")
    )
    return text.encode(encoding, "replace")


def json_text(rng: random.Random) -> bytes:
    """Return JSON lines or a document, some of it nested, of mixed kinds, or no JSON."""
    values: tuple[Any, ...] = (1, -0.5, 1e400, None, True, "a", "\ud800", [1, 2], {"x": [1]}, [], "", 10**40, "nan")
    rows: list[Any] = [{k: rng.choice(values) for k in rng.sample(["a", "b", "", "é", "type"], 3)} for _ in range(12)]
    if rng.random() < 0.2:
        rows[rng.randrange(12)] = rng.choice(([1], 3, None, "x", {}))
    form = rng.randrange(5)
    if form == 0:
        text = json.dumps(rows)
    elif form == 1:
        text = json.dumps({"data": rows, "target": [1] * 12})
    elif form == 2:
        text = "[" * rng.choice((3, 200, 100_000)) + json.dumps(rows[0])
    elif form == 3:
        text = json.dumps({f"k{k}": [rng.choice(values) for _ in range(rng.randrange(4))] for k in range(5)})
    else:
        text = "\n".join(json.dumps(row) for row in rows)
    return text.encode("utf-8", "surrogatepass")


def npy(rng: random.Random) -> bytes:
    """Return an array of any type and shape, or a header that is none."""
    if rng.random() < 0.3:
        return npy_with(rng.choice(_HEADERS)) + rng.randbytes(rng.randrange(100))
    shape = rng.choice(((), (0,), (12,), (12, 3), (12, 1), (12, 4, 4), (12, 4, 4, 3), (1, 1, 1, 1, 1), (12, 0)))
    dtype = np.dtype(rng.choice(_DTYPES))
    size = int(np.prod(shape)) * dtype.itemsize
    raw = bytes(size) if rng.random() < 0.3 else rng.randbytes(size)
    array = np.frombuffer(raw, dtype).reshape(shape) if size else np.zeros(shape, dtype)
    file = io.BytesIO()
    np.save(file, np.asfortranarray(array) if rng.random() < 0.2 else array, allow_pickle=False)
    return file.getvalue()


def npz(rng: random.Random) -> bytes:
    """Return an archive of arrays of any names, packed in any way, some that do not belong together."""
    file = io.BytesIO()
    with zipfile.ZipFile(
        file, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    ) as archive:
        names = rng.choice((("X", "y"), ("x_train", "y_train", "x_test"), ("a",), ("X", "X"), ("../x", "y"), ()))
        for name in names:
            archive.writestr(f"{name}{rng.choice(('.npy', '.npy', '', '/'))}", npy(rng))
    return file.getvalue()


def idx(rng: random.Random) -> bytes:
    """Return an IDX file of any kind of number and shape."""
    rank = rng.choice((0, 1, 2, 3, 3, 4, 255))
    shape = [
        rng.choice((0, 1, 3, 28, 2**31, 2**32 - 1)) if rng.random() < 0.3 else rng.choice((2, 4)) for _ in range(rank)
    ]
    head = struct.pack(">HBB", rng.choice((0, 0, 1)), rng.choice((8, 9, 11, 13, 14, 0, 99)), rank)
    return head + b"".join(struct.pack(">I", n) for n in shape[:8]) + rng.randbytes(rng.choice((0, 16, 64, 256)))


def picture(rng: random.Random) -> bytes:
    """Return a small picture of any mode and format."""
    mode, form = rng.choice(
        (("RGB", "PNG"), ("L", "PNG"), ("P", "GIF"), ("RGBA", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("1", "TIFF"),
         ("RGB", "BMP"), ("RGB", "WEBP"), ("F", "TIFF"), ("RGB", "PPM"), ("LA", "PNG"))
    )  # fmt: skip
    size = rng.choice(((4, 4), (1, 1), (8, 3)))
    file = io.BytesIO()
    Image.new(mode, size).save(file, form)
    return file.getvalue()


def text(rng: random.Random) -> bytes:
    """Return a text of any encoding."""
    return rng.choice(
        (rng.randbytes(300), b"\x00" * 500, "wörter ".encode("latin-1") * 50, b"a" * 4000, b"", b"\xff\xfe\x00")
    )


def database(rng: random.Random) -> bytes:
    """Return the beginning of a file of another program: SQLite, a picture, a program, a zip."""
    start = rng.choice(
        (b"SQLite format 3\x00", b"\x7fELF", b"PK\x03\x04", b"%PDF-1.4\n", b"PAR1", b"\x1f\x8b\x08", b"BZh9")
    )
    return start + rng.randbytes(rng.choice((0, 10, 500)))


def safetensors(rng: random.Random) -> bytes:
    """Return a file of weights whose header may say anything."""
    header = json.dumps(
        {"a": {"dtype": rng.choice(("F32", "I9", "")), "shape": rng.choice(([2, 2], [-1], [2**40], "x")),
               "data_offsets": rng.choice(([0, 16], [16, 0], [0, 2**50], []))}}
    ).encode()  # fmt: skip
    size = rng.choice((len(header), 2**63, 0, len(header) + 9))
    return struct.pack("<Q", size) + header + bytes(16)


_FORMS: dict[Callable[[random.Random], bytes], tuple[str, ...]] = {
    table_text: ("csv", "csv", "csv", "tsv", "txt", "data", ""),
    json_text: ("jsonl", "json", "ndjson"),
    npy: ("npy",),
    npz: ("npz",),
    idx: ("idx", "idx3-ubyte", "ubyte"),
    picture: ("png", "jpg", "gif", "tif", "bmp"),
    text: ("txt", "md", "log"),
    database: ("sqlite", "parquet", "zip", "xlsx", "tar", "tar.gz", "pdf"),
    safetensors: ("safetensors", "pt", "npz"),
}
_PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def fuzzed_file(rng: random.Random, folder: Path) -> Path:
    """Write a strange file, or a folder of such files, and return its path."""
    make = rng.choice((*_FORMS, table_text, table_text, json_text, npz))
    if make in (picture, idx) and rng.random() < 0.7:
        return _folder(rng, make, folder)
    raw = damaged(rng, make(rng)) if rng.random() < 0.5 else make(rng)
    suffix = rng.choice(_FORMS[make] if rng.random() < 0.95 else rng.choice(list(_FORMS.values())))
    if rng.random() < 0.15:
        packer = rng.choice(list(_PACKERS))
        raw, suffix = _PACKERS[packer](raw), f"{suffix}.{packer}"
        raw = damaged(rng, raw) if rng.random() < 0.5 else raw
    path = folder / f"{rng.choice(('a', 'é', 'a b', '-x', 'CON', 'a' * 120))}.{suffix}"
    path.write_bytes(raw)
    return path


def _folder(rng: random.Random, make: Callable[[random.Random], bytes], folder: Path) -> Path:
    top = folder / "pictures"
    names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
    for k in range(4):
        path = top / (names[k] if make is idx else f"{'ab'[k % 2]}/{k}.{rng.choice(_FORMS[picture])}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(damaged(rng, make(rng)) if rng.random() < 0.3 else make(rng))
    return top


def damaged(rng: random.Random, raw: bytes) -> bytes:
    """Return bytes some of which are changed, doubled, taken out or cut off."""
    held = bytearray(raw)
    for _ in range(rng.choice((1, 2, 8))):
        at = rng.randrange(len(held) + 1)
        end = at + rng.choice((0, 1, 4, 30))
        match rng.randrange(4):
            case 0:
                held[at:end] = rng.randbytes(rng.choice((1, 4)))
            case 1:
                held[at:at] = held[at:end]
            case 2:
                del held[at:end]
            case _:
                held = held[: max(1, at)] if rng.random() < 0.3 else held
    return bytes(held)
