"""TensorBoard's event files, one or a folder of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.data.gate import Bounded, Limits, opened
from gdlab.data.progress import Progress, silent
from gdlab.lab.event_records import read_records, scalars_of
from gdlab.lab.foreign.base import Curve, Curves, ForeignFormat, history_tag
from gdlab.spec.errors import DataError

_MARK, _MOST_FILES = "tfevents", 10_000
#: Folders that hold a part of a run's curves: Keras writes them beside one another.
_PARTS = {"train": "train", "validation": "val", "val": "val", "eval": "val"}


def is_event_file(path: Path) -> bool:
    """Return whether a file is one of TensorBoard's by its name."""
    return _MARK in path.name


class EventFiles(ForeignFormat):
    """Event files: each folder that holds some is a run; ``train`` and ``validation`` beside one another are one."""

    title: ClassVar[str] = "TensorBoard's event files"

    def fits(self, path: Path, headings: Sequence[str]) -> bool:
        return is_event_file(path) or (path.is_dir() and next(_event_files(path), None) is not None)

    def read(self, path: Path, progress: Progress = silent) -> Curves:
        found: Curves = {}
        for number, file in enumerate(sorted(_event_files(path)) if path.is_dir() else [path]):
            if number >= _MOST_FILES:
                raise DataError(f"{path} holds more than {_MOST_FILES:,} event files")
            folder = file.parent
            split = _PARTS.get(folder.name, "") if path.is_dir() and folder != path else ""
            owner = folder.parent if split else folder
            name = (
                owner.resolve().name if owner == path or not path.is_dir() else str(owner.relative_to(path).as_posix())
            )
            _read_file(file, split, found.setdefault(name, {}), progress)
        return found


def _event_files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob(f"*{_MARK}*") if file.is_file() and not file.is_symlink())


def _read_file(path: Path, split: str, curves: dict[str, Curve], progress: Progress) -> None:
    """Add the scalars of one file.

    Raises:
        DataError: when it is damaged, or larger than allowed.
    """
    known: dict[str, Curve] = {}
    try:
        with opened(path) as file:
            for record in read_records(Bounded(file, Limits(path, progress))):
                moment, step, scalars = scalars_of(record)
                for tag, value in scalars:
                    if tag not in known:
                        known[tag] = curves.setdefault(history_tag(tag, split), Curve())
                    known[tag].add(step, value, moment)
    except ValueError as error:
        raise DataError(f"{path} is no event file, or is damaged: {error}") from None
