"""The user's own texts: a folder a class."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, TextSource
from gdlab.data.class_folders import class_files
from gdlab.data.folder_stamp import folder_stamp
from gdlab.data.inputs.documents import Documents
from gdlab.data.progress import Progress
from gdlab.data.text_files import TEXT_SUFFIXES, read_texts
from gdlab.data.zipped import unpacked_folder
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


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
            texts = read_texts(found.files, path, progress)
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
