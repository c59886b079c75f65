"""Make a plain UTF-8 text file of whatever text file a person has: gzip, UTF-16, Windows-1252, a byte order mark."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gdlab.data.gate import Limits, size_text, unpacked
from gdlab.data.progress import Progress, silent
from gdlab.spec.errors import DataError
from gdlab.temporary import temporary_folder

_BLOCK = 1 << 20
#: Bytes at the beginning of a file by which its form is told.
SAMPLE = 1 << 22
_SPARE = 256 << 20  # what the disk should have left
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def plain_text(path: Path, charset: str, progress: Progress) -> Iterator[Path]:
    """Give a UTF-8 file with the text of ``path``; a temporary one is removed at the end.

    Args:
        path: the file, possibly gzip-compressed.
        charset: a Python codec name, or "auto".
        progress: told how far the copying is.

    Raises:
        DataError: when the file is no text, or a truncated or damaged gzip.
    """
    with temporary_folder("import") as folder:
        source = path
        if _starts_with(path, b"\x1f\x8b"):
            source = folder / "unpacked"
            unpack(path, source, progress)
        codec = _codec(source, path, progress) if charset == "auto" else _known(charset, path)
        if codec == "utf-8" and not _lone_returns(source):
            yield _harmless_name(source, folder)
            return
        text = folder / "text.csv"
        _transcode(source, text, codec, path, progress)
        yield text


def unpack(path: Path, to: Path, progress: Progress) -> None:
    """Decompress a gzip file, never beyond the space that the disk has left.

    Raises:
        DataError: when it is truncated, damaged, or unpacks to more than is allowed or there is space for.
    """
    free = shutil.disk_usage(to.parent).free - _SPARE
    with unpacked(Limits(path, progress, to_disk=True)) as packed, to.open("wb") as out:
        while block := packed.read(_BLOCK):
            if packed.count > free:
                raise DataError(f"{path} unpacks to more than the {size_text(free)} that are free")
            out.write(block)


def charset_of(path: Path, charset: str = "auto") -> str:
    """Return the character set that a text file is read with; of a packed file, by its first megabytes."""
    if charset != "auto":
        return charset
    if not _starts_with(path, b"\x1f\x8b"):
        return _codec(path, path)
    with temporary_folder("import") as folder, unpacked(Limits(path)) as packed:
        sample = folder / "sample"
        sample.write_bytes(packed.read(SAMPLE).rpartition(b"\n")[0])
        return _codec(sample, path)


def head(path: Path, size: int = SAMPLE) -> str:
    """Return the beginning of a UTF-8 file, without a character that is cut in two."""
    with path.open("rb") as file:
        return file.read(size).decode("utf-8-sig", errors="ignore")


def _known(charset: str, named: Path) -> str:
    """Return a character set that was asked for, if it is one of text."""
    try:
        "a".encode(charset)
    except (LookupError, ValueError, UnicodeError):
        raise DataError(f"{named}: there is no character set {charset!r}; utf-8 and cp1252 are two") from None
    return charset


def _codec(path: Path, named: Path, progress: Progress = silent) -> str:
    """Return the codec of a text file: by its mark, else UTF-8 if it is that, else Windows-1252."""
    for mark, codec in _MARKS:
        if _starts_with(path, mark):
            return codec
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if b"\x00" in block:
                    where = file.tell() - len(block) + block.index(b"\x00")
                    raise DataError(f"{named} is not a text file: byte {where:,} is zero")
                decoder.decode(block)
                progress(-1.0, f"reading {named.name}")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _transcode(source: Path, to: Path, codec: str, named: Path, progress: Progress) -> None:
    """Write a text file as UTF-8 with line feeds at the end of lines."""
    size = max(source.stat().st_size, 1)
    errors = "replace" if codec == "cp1252" else "strict"  # five bytes of Windows-1252 mean nothing
    try:
        with source.open(encoding=codec, errors=errors, newline="") as text, to.open("wb") as out:
            held = ""
            while block := text.read(_BLOCK):
                block = held + block
                held = block[-1] if block[-1] == "\r" else ""
                block = block[: len(block) - len(held)]
                out.write(block.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8"))
                progress(min(out.tell() / size, 1.0), f"reading {named.name}")
            out.write(b"\n" if held else b"")
    except (UnicodeError, LookupError) as error:
        raise DataError(f"{named} cannot be read as {codec}: {error}") from None


def _starts_with(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _lone_returns(path: Path) -> bool:
    """Return whether lines end in a carriage return alone, as on old Macintoshes."""
    with path.open("rb") as file:
        block = file.read(SAMPLE)
    return b"\r" in block.replace(b"\r\n", b"")


def _harmless_name(path: Path, folder: Path) -> Path:
    """Return a path to the same file without the characters that DuckDB takes for patterns."""
    if not set(str(path)) & set("*?[]{}"):
        return path
    link = folder / "table.csv"
    try:
        link.symlink_to(path.resolve())
    except OSError:  # Windows without the right to
        shutil.copyfile(path, link)
    return link
