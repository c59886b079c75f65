"""Folders with a folder a class, alone or in a part to train on and a part to validate on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdlab.data.array_names import TRAINING, VALIDATING
from gdlab.data.gate import MOST_MEMBERS
from gdlab.spec.errors import DataError


@dataclass
class ClassFiles:
    """The files of class folders.

    Attributes:
        files: the files, those that train first.
        labels: the class of each, the name of its folder.
        n_train: how many of them train, where the folder comes with two parts; None for one part.
        left_out: how many files with other endings there are.
        notes: sentences about the parts.
    """

    files: list[Path]
    labels: list[str]
    n_train: int | None
    left_out: int
    notes: list[str]

    def given(self) -> np.ndarray | None:
        """Return which files validate, None where the folder has one part."""
        return None if self.n_train is None else np.arange(len(self.files)) >= self.n_train


def class_files(folder: Path, suffixes: tuple[str, ...], what: str, *, both: bool) -> ClassFiles:
    """Return the files of a folder with a folder a class, or of its parts ``train/`` and ``test/``.

    Args:
        folder: the folder.
        suffixes: the endings that are read, in lower case.
        what: what the files are called in errors, such as "PNG or JPEG picture".
        both: whether the part that validates is read too; otherwise it is left aside.

    Raises:
        DataError: when there are no two classes, or a class without files.
    """
    train, val, aside = given_folders([f.name for f in _folders(folder)])
    found = _of_classes(folder / train if train else folder, suffixes, what, fewest=2)
    if not train:
        return found
    notes = [f"The folder {name!r} was left aside." for name in aside]
    if not val or not both:
        found.notes += [*notes, *([f"The folder {val!r} was left aside."] if val else [])]
        return found
    others = _of_classes(folder / val, suffixes, what, fewest=1)
    return ClassFiles(
        found.files + others.files,
        found.labels + others.labels,
        len(found.files),
        found.left_out + others.left_out,
        [f"The folder {val!r} validates, {len(others.files):,} files.", *notes],
    )


def given_folders(names: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return which of a folder's folders trains, which validates, and which of the same kind are left aside.

    A folder of validation is taken before one of tests, which is then left for a last test of one's own.

    Args:
        names: the names of the folders.
    """
    by_word = {name.lower(): name for name in names}
    train = next((by_word[word] for word in TRAINING if word in by_word), "")
    others = [by_word[word] for word in VALIDATING if word in by_word]
    return train, others[0] if train and others else "", tuple(others[1:]) if train else ()


def _of_classes(folder: Path, suffixes: tuple[str, ...], what: str, fewest: int) -> ClassFiles:
    files, labels, left_out = [], [], 0
    folders = _folders(folder)
    for part in folders:
        here = sorted(f for f in part.iterdir() if f.is_file() and not f.name.startswith("."))
        chosen = [f for f in here if f.suffix.lower() in suffixes]
        if not chosen:
            raise DataError(f"{part} holds no {what}")
        left_out += len(here) - len(chosen)
        files += chosen
        labels += [part.name] * len(chosen)
        if len(files) > MOST_MEMBERS:
            raise DataError(f"{folder} holds more than {MOST_MEMBERS:,} files; take a part of them")
    if len(folders) < fewest:
        least = "two at least" if fewest == 2 else "one at least"
        raise DataError(f"{folder} must hold one folder a class, {least}; it holds {len(folders)}")
    return ClassFiles(files, labels, None, left_out, [])


def _folders(path: Path) -> list[Path]:
    return sorted(f for f in path.iterdir() if f.is_dir() and not f.name.startswith((".", "__MACOSX")))
