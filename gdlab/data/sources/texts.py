"""The user's own texts: a folder a class."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, TextSource
from gdlab.data.class_folders import class_files
from gdlab.data.folder_stamp import folder_stamp
from gdlab.data.gate import read_whole, size_text
from gdlab.data.inputs.documents import Documents
from gdlab.data.progress import Progress
from gdlab.data.zipped import unpacked_folder
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

TEXT_SUFFIXES = (".txt", ".md")
_MOST_TEXT, _MOST_BYTES = 16 << 20, 1 << 30


class TextFolder(TextSource):
    """Train on text files of your own: a folder a class, or train/ and test/ with one each."""

    title: ClassVar[str] = "Texts by class"
    family: ClassVar[str] = "your own"
    type: Literal["texts"] = "texts"
    path: str = knob(
        "", "A folder, or a .zip of one, with one folder a class; or with train/ and test/ that hold one each."
    )

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when any of the files changes."""
        return folder_stamp(Path(self.path).expanduser())

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the texts with their classes."""
        if not self.path:
            raise DataError("texts: no folder is named; set 'path' to one that holds a folder a class")
        path = Path(self.path).expanduser()
        with unpacked_folder(path, _is_text, progress) as folder:
            found = class_files(folder, TEXT_SUFFIXES, "text (.txt)", both=self.split == "given")
            texts = _texts(found.files, path, progress)
        classes = tuple(sorted(set(found.labels)))
        number = {name: k for k, name in enumerate(classes)}
        notes = [f"{len(texts):,} texts of {len(classes)} classes.", *found.notes]
        notes += [f"{found.left_out:,} files that are no text left out."] if found.left_out else []
        return Raw(
            Documents.of(texts),
            np.array([number[label] for label in found.labels], dtype=np.int64),
            classes=classes,
            look="text",
            given=found.given(),
            note=" ".join(notes),
        )


def _is_text(name: PurePosixPath) -> bool:
    return name.suffix.lower() in TEXT_SUFFIXES


def _texts(files: list[Path], path: Path, progress: Progress) -> list[str]:
    """Return the contents of text files, in UTF-8 or, where that does not fit, Windows-1252."""
    texts, size = [], 0
    for k, file in enumerate(files):
        content = read_whole(file, _MOST_TEXT)
        size += len(content)
        if size > _MOST_BYTES:
            raise DataError(f"{path} holds more than {size_text(_MOST_BYTES)} of text; take a part of it")
        try:
            texts.append(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            texts.append(content.decode("cp1252", errors="replace"))
        if k % 100 == 0:
            progress(k / len(files), f"reading text {k + 1:,} of {len(files):,}")
    return texts
