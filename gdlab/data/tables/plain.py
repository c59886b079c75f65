"""Make a plain UTF-8 text file of whatever text file a person has: gzip, UTF-16, Windows-1252, a byte order mark."""

from __future__ import annotations

import codecs
import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError

_BLOCK = 1 << 20
_SNIFF = 1 << 22
_ALWAYS, _RATIO = 1 << 30, 100  # what gzip may unpack to: a gigabyte, or more in proportion
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def checked_file(path: str | Path) -> Path:
    """Return the path of a file that exists, can be read and is not empty.

    Raises:
        DataError: when it is missing, a folder, unreadable or empty.
    """
    if not str(path):
        raise DataError("no file is named; set 'path' to the file that holds the data")
    path = Path(path).expanduser()
    try:
        if path.is_dir():
            raise DataError(f"{path} is a folder, and a file is needed")
        with path.open("rb") as file:
            first = file.read(1)
    except FileNotFoundError:
        raise DataError(f"{path} does not exist") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from None
    if not first:
        raise DataError(f"{path} is empty")
    return path


def file_stamp(path: Path) -> tuple[str, int, int]:
    """Return what changes when a file changes: its path, size and time of change; −1 where it is missing."""
    try:
        stat = path.stat()
    except OSError:
        return (str(path), -1, -1)
    return (str(path), stat.st_size, stat.st_mtime_ns)


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Refuse what was read within when the file changed meanwhile.

    Raises:
        DataError: when size or time of change differ at the end.
    """
    before = file_stamp(path)
    yield
    if file_stamp(path) != before:
        raise DataError(f"{path} changed while it was read; nothing was kept, read it again")


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
    with TemporaryDirectory(prefix="gdlab-import-") as folder:
        source = path
        if _starts_with(path, b"\x1f\x8b"):
            source = Path(folder) / "unpacked"
            unpack(path, source, progress)
        codec = _codec(source, path) if charset == "auto" else charset
        if codec == "utf-8" and not _lone_returns(source):
            yield _harmless_name(source, Path(folder))
            return
        text = Path(folder) / "text.csv"
        _transcode(source, text, codec, path, progress)
        yield text


def unpack(path: Path, to: Path, progress: Progress) -> None:
    """Decompress a gzip file, never beyond the space that the disk has left.

    Raises:
        DataError: when it is truncated, damaged, or unpacks to more than there is room for.
    """
    room = shutil.disk_usage(to.parent).free - (256 << 20)
    most = max(_ALWAYS, _RATIO * path.stat().st_size)
    done = 0
    try:
        with gzip.open(path, "rb") as packed, to.open("wb") as out:
            while block := packed.read(_BLOCK):
                done += len(block)
                if done > room:
                    raise DataError(f"{path} unpacks to more than the {room / 1e9:.1f} GB that are free")
                if done > most:
                    raise DataError(f"{path} unpacks to more than {_RATIO} times its size, as no table or text does")
                out.write(block)
                progress(-1.0, f"unpacking {path.name}")
    except EOFError:
        raise DataError(f"{path} is truncated: the gzip data end too early, after {done:,} bytes") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path} is a damaged gzip file: {error}") from None


def charset_of(path: Path, charset: str = "auto") -> str:
    """Return the character set that a text file is read with; of a packed file, by its first megabytes."""
    if charset != "auto":
        return charset
    if not _starts_with(path, b"\x1f\x8b"):
        return _codec(path, path)
    with TemporaryDirectory(prefix="gdlab-import-") as folder, gzip.open(path, "rb") as packed:
        sample = Path(folder) / "sample"
        sample.write_bytes(packed.read(_SNIFF).rpartition(b"\n")[0])
        return _codec(sample, path)


def head(path: Path, size: int = _SNIFF) -> str:
    """Return the beginning of a UTF-8 file, without a character that is cut in two."""
    with path.open("rb") as file:
        return file.read(size).decode("utf-8-sig", errors="ignore")


def _codec(path: Path, named: Path) -> str:
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
        block = file.read(_SNIFF)
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
