"""Read text files, with a bound on the size of each and of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gdlab.data.gate import read_whole, size_text
from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError

TEXT_SUFFIXES = (".txt", ".md")
_MOST_TEXT, _MOST_BYTES = 16 << 20, 1 << 30


def read_texts(files: Sequence[Path], path: Path, progress: Progress) -> list[str]:
    """Return the contents of text files, in UTF-8 or, where that does not fit, Windows-1252.

    Args:
        files: the files.
        path: the folder or .zip that is named in errors.
        progress: told how far the reading is.

    Raises:
        DataError: when a file, or all of them together, are larger than allowed, or one cannot be read.
    """
    texts, size = [], 0
    for k, file in enumerate(files):
        content = read_whole(file, _MOST_TEXT)
        size += len(content)
        if size > _MOST_BYTES:
            raise DataError(f"{path} holds more than {size_text(_MOST_BYTES)} of text; take a part of it")
        if b"\0" in content:
            raise DataError(f"{file} is no text: byte {content.index(0):,} is zero")
        try:
            texts.append(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            texts.append(content.decode("cp1252", errors="replace"))
        if k % 100 == 0:
            progress(k / len(files), f"reading text {k + 1:,} of {len(files):,}")
    return texts
