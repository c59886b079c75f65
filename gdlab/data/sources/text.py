"""The user's own text for a letter or word language model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from gdlab.data.gate import checked_file, file_stamp, refuse_changes
from gdlab.data.language import LanguageSource
from gdlab.data.progress import Progress
from gdlab.data.tables.plain import plain_text
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

_MOST_BYTES = 2**30


class TextFile(LanguageSource):
    """Predict the next letter or word of a text file of your own."""

    title: ClassVar[str] = "Text file"
    family: ClassVar[str] = "your own"
    type: Literal["text"] = "text"
    path: str = knob("", "The text file, possibly gzipped.")
    charset: str = knob("auto", "Character set, as Python names it; auto knows UTF-8, UTF-16 and Windows-1252.")

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when the file changes."""
        return file_stamp(Path(self.path).expanduser())

    def text(self, progress: Progress) -> str:
        """Return the text of the file."""
        file = checked_file(self.path)
        too_much = DataError(f"{file} holds more than 1 GB of text, too much for one model here; take a part of it")
        if file.stat().st_size > 4 * _MOST_BYTES:  # no character set takes more than four bytes for one of UTF-8
            raise too_much
        with refuse_changes(file), plain_text(file, self.charset, progress) as plain:
            if plain.stat().st_size > _MOST_BYTES:
                raise too_much
            try:
                return plain.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                raise DataError(
                    f"{file} is not in the character set {self.charset}: {error.reason} at byte {error.start:,}"
                ) from None
