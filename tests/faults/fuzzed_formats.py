"""Files of other programs and of gdlab's own, damaged with knowledge of their formats: members of archives, rows of
databases, records and headers that keep their checksums and lengths while what they say is strange.
"""

from __future__ import annotations

import base64
import io
import json
import random
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.event_records import masked_crc
from gdlab.lab.run import Run
from gdlab.lab.spec_names import LINK_PREFIX
from tests.faults import good_files
from tests.faults.fuzzed_files import damaged
from tests.faults.fuzzed_specs import random_place, strange

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TOKENS = (
    "1e999", "-1e400", "nan", "inf", "9" * 400, "-9223372036854775809", "0x10", "1_0", "", " ", "\0", "'", '"', "\\",
    "{", "}", "(" * 500, "[" * 2000, ",", ",,,,", "?", "%", "@data", "\u202e", "\ufeff", "é", "\U0001d7d9",
    "a" * 70_000, "0000-00-00", "true", "None", "99999999 1", "99999999:1", "-1:1", "<a/>", "&#0;", "&x;",
    "]]>", "\r",
    "1979-02-30", "../../x", "=1+1", "#REF!", "1 2 3", "\n\n", "t", "p", "g", "^", "state",
    "param x = 1 in (0, 0)", "norm(norm(g))",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-32", "latin-1", "utf-7", "utf-8-sig", "cp037")
#: What may be done to a database: statements of which each alone leaves a file that SQLite opens.
_STATEMENTS = (
    "CREATE TABLE none (a)", 'CREATE TABLE "a ""b""\n" (x, "", "é" INTEGER)', "DELETE FROM houses",
    "UPDATE houses SET size = 'x' WHERE rowid % 3 = 0", "UPDATE houses SET size = 9e999", "DROP TABLE houses",
    "UPDATE houses SET kind = CAST(x'80ff00' AS TEXT)", "INSERT INTO houses SELECT * FROM houses",
    "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 300000) SELECT x FROM n",
    "CREATE VIEW w AS SELECT zeroblob(99999999) AS z", "CREATE VIEW y AS SELECT * FROM gone",
    "CREATE VIEW l AS SELECT load_extension('x')", "CREATE VIEW r AS SELECT hex(randomblob(20000000))",
    "UPDATE houses SET note = hex(zeroblob(300000))", "ALTER TABLE houses ADD COLUMN c GENERATED ALWAYS AS (size / 0)",
    "CREATE TABLE wide (" + ", ".join(f"c{k}" for k in range(1900)) + ")", "CREATE VIRTUAL TABLE f USING fts5(x)",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE TABLE houses (' WHERE name = 'houses'",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 9999",
)  # fmt: skip


class Formats:
    """Whole files of every format, and what is made of them.

    Args:
        folder: an empty folder.
        held: runs, for the formats that hold some.
    """

    def __init__(self, folder: Path, held: Sequence[Run]) -> None:
        self._tables = good_files.tables()
        self._hugging_face = good_files.hugging_face()
        self._runs = good_files.runs(folder, held)
        self.texts = good_files.texts()

    def table(self, rng: random.Random, folder: Path) -> Path:
        """Write a table of a format of other programs, or a folder of such, and return its path."""
        if rng.random() < 0.15:
            return self._folder(rng, folder)
        name = rng.choice(sorted(self._tables))
        raw = good_files.strange_arrow(rng) if name == "a.arrow" and rng.random() < 0.3 else self._tables[name]
        suffix = name if rng.random() < 0.95 else rng.choice(sorted(self._tables))
        path = folder / suffix
        path.write_bytes(changed(rng, raw))
        return path

    def run(self, rng: random.Random, folder: Path) -> Path:
        """Write a file of runs and return its path."""
        name = rng.choice((*sorted(self._runs), "a.gdlab", "a.gdlab"))
        path = folder / name
        path.write_bytes(changed(rng, self._runs[name]))
        return path

    def text(self, rng: random.Random, kind: str) -> bytes:
        """Return a strange text of a kind: a sweep, a rule, a link, a saved experiment."""
        if kind == "link":
            return strange_link(rng, self.texts["saved"]).encode("utf-8", "surrogatepass")
        return strange_text(rng, self.texts[kind].encode())

    def _folder(self, rng: random.Random, folder: Path) -> Path:
        top, broken = folder / "set", rng.choice(sorted(self._hugging_face))
        for name, raw in self._hugging_face.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(changed(rng, raw) if name == broken else raw)
        return top


def changed(rng: random.Random, raw: bytes) -> bytes:
    """Return a file that is damaged: as a stranger's disk does it, or as one does who knows its format."""
    if rng.random() < 0.35:
        return damaged(rng, raw)
    if raw[:4] == b"PK\x03\x04":
        return _zip(rng, raw)
    if raw[:15] == b"SQLite format 3":
        return _database(rng, raw)
    if raw[:8].count(0) > 4:
        return _events(rng, raw)
    if raw[:6] in (b"ARROW1", b"PAR1") or b"\0" in raw[:64]:
        return _bytes(rng, raw)
    return _json(rng, raw) if raw[:1] in b"[{" else strange_text(rng, raw)


def strange_text(rng: random.Random, raw: bytes) -> bytes:
    """Return a text some words and lines of which are others, maybe in another encoding."""
    text = raw.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 2, 5))):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines[at] = _NUMBER.sub(lambda _: rng.choice(_TOKENS), lines[at], count=rng.choice((1, 0)))
            case 1:
                place = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + rng.choice(_TOKENS) + lines[at][place + rng.choice((0, 1, 5)) :]
            case 2:
                lines[at:at] = [lines[rng.randrange(len(lines))]] * rng.choice((1, 2, 300))
            case 3:
                del lines[at : at + rng.choice((1, 3))]
            case 4:
                lines[at] = str(strange(rng))[:2000]
            case _:
                words = re.split(r"(\W)", lines[at])
                rng.shuffle(words)
                lines[at] = "".join(words)
        text = "\n".join(lines)
    if rng.random() < 0.1:
        return text.encode(rng.choice(_ENCODINGS), "replace")
    return text.encode("utf-8", "surrogatepass")


def strange_link(rng: random.Random, text: str) -> str:
    """Return a link that is damaged, or that says a strange experiment."""
    if rng.random() < 0.2:
        packed = zlib.compress(b"a" * rng.choice((10, 2_000_000, 90_000_000)))
    else:
        packed = zlib.compress(strange_text(rng, text.encode()))
    packed = damaged(rng, packed) if rng.random() < 0.2 else packed
    link = LINK_PREFIX + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    return damaged(rng, link.encode()).decode("utf-8", "surrogateescape") if rng.random() < 0.3 else link


def _zip(rng: random.Random, raw: bytes) -> bytes:
    """Return an archive one member of which is another, by name, content or what the archive says of it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    name = rng.choice(sorted(members))
    match rng.randrange(6):
        case 0:
            members[rng.choice(("../x", "/etc/x", "a\\b", "é", "x/", "CON", "a" * 300, "runs/9/run.json"))] = b"x"
        case 1:
            del members[name]
        case 2:
            members[name] = members[rng.choice(sorted(members))]
        case _:
            inner = members[name]
            members[name] = _safetensors(rng, inner) if name.endswith(".safetensors") else changed(rng, inner)
    made = good_files.packed(members, rng.choice((*[zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED] * 4, zipfile.ZIP_BZIP2)))
    if rng.random() < 0.1:  # what the list at the end says of the last member is not so
        at = made.rfind(b"PK\x01\x02") + rng.choice((8, 10, 16, 20, 24, 38, 42))
        made = made[:at] + rng.randbytes(4) + made[at + 4 :]
    return made


def _safetensors(rng: random.Random, raw: bytes) -> bytes:
    """Return named arrays whose header says something else of them, of the right length; or other numbers."""
    size = int.from_bytes(raw[:8], "little")
    header, body = raw[8 : 8 + size], bytearray(raw[8 + size :])
    if rng.random() < 0.4 and len(body) >= 8:
        for _ in range(rng.choice((1, 5))):
            at = rng.randrange(len(body) // 8) * 8
            body[at : at + 8] = struct.pack("<d", rng.choice((np.nan, np.inf, -1.0, 1e300, -0.0, 2.0**63, 5e-324)))
        return raw[: 8 + size] + bytes(body)
    header = _json(rng, header)
    return struct.pack("<Q", len(header)) + header + bytes(body)


def _json(rng: random.Random, raw: bytes) -> bytes:
    """Return JSON some places of which hold a strange value, or are gone."""
    try:
        table: Any = json.loads(raw)
    except ValueError:
        return damaged(rng, raw)
    for _ in range(rng.choice((1, 1, 3))):
        place, key = random_place(rng, table)
        if place is None:
            continue
        if rng.random() < 0.2:
            del place[key]
        else:
            place[key] = rng.choice((10**400, -(2**63), 2**64, "\ud800", "\0", [[]], strange(rng), strange(rng)))
    if rng.random() < 0.05:
        return b"[" * 100_000
    with suppress(TypeError, ValueError, OverflowError):
        return json.dumps(
            rng.choice((table, table, table, [table], strange(rng))), ensure_ascii=rng.random() < 0.5
        ).encode("utf-8", "surrogatepass")
    return b"{}"


def _database(rng: random.Random, raw: bytes) -> bytes:
    """Return a database after some statements, or with bytes of its pages changed."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.deserialize(raw)
        for statement in rng.sample(_STATEMENTS, rng.choice((1, 2, 4))):
            for part in statement.split(";"):
                with suppress(sqlite3.Error):
                    made.execute(part)
        held = made.serialize()
    return _bytes(rng, held) if rng.random() < 0.2 else held


def _events(rng: random.Random, raw: bytes) -> bytes:
    """Return an event file some records of which say something else, with the right checksums."""
    records, at = [], 0
    while at + 12 <= len(raw):
        size = int.from_bytes(raw[at : at + 8], "little")
        records.append(raw[at + 12 : at + 12 + size])
        at += size + 16
    for _ in range(rng.choice((1, 2, 6))):
        at = rng.randrange(len(records))
        records[at] = _bytes(rng, records[at]) if rng.random() < 0.7 else damaged(rng, records[at])
    out = b""
    for record in records:
        length = struct.pack("<Q", len(record))
        out += length + _crc(length) + record + _crc(record)
    return out


def _crc(raw: bytes) -> bytes:
    return struct.pack("<I", int(masked_crc(np.frombuffer(raw, np.uint8)[None])[0])) if raw else b"\0" * 4


def _bytes(rng: random.Random, raw: bytes) -> bytes:
    """Return bytes some of which are others, of the same length."""
    held = bytearray(raw)
    for _ in range(rng.choice((1, 2, 8, 40)) if held else 0):
        at = rng.randrange(len(held))
        new = rng.choice((b"\xff", b"\x00", b"\x7f\xff\xff\xff", b"\xff" * 8, b"\x01\x00\x00\x00", rng.randbytes(1)))
        held[at : at + len(new)] = new
    return bytes(held[: len(raw)])
