"""Local data sets of Hugging Face: a folder with a split in each of its parts, as Arrow, Parquet or JSON lines."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any, ClassVar

from gdlab.data.array_names import TRAINING, VALIDATING
from gdlab.data.gate import MOST_MEMBERS, MOST_NAMES, Limits, read_whole
from gdlab.data.progress import Progress
from gdlab.data.tables.formats.base import Extracted, Format, PartKind
from gdlab.data.tables.formats.feather import arrow_to_parquet
from gdlab.spec.errors import DataError
from gdlab.spec.plain import is_whole_text

_INFO = ("dataset_info.json", "dataset_dict.json")
_SHARD = re.compile(r"-\d{5}-of-\d{5}\.(parquet|arrow|jsonl)\Z")
_ENDINGS = (".arrow", ".parquet", ".jsonl")
_MOST_JSON = 1 << 24
_DEEPEST = 3


class HuggingFace(Format):
    """The splits of a data set that was saved with ``save_to_disk`` or cloned from the hub."""

    part: ClassVar[PartKind] = "table"

    def reads(self, path: Path) -> bool:
        """Return whether a folder holds what tells of such a data set: its description, or numbered shards."""
        if not path.is_dir():
            return False
        return any((path / name).is_file() for name in _INFO) or any(_SHARD.search(f.name) for f in _files(path))

    def tables(self, path: Path, progress: Progress) -> tuple[str, ...]:
        """Return the splits, the one that trains first."""
        found = list(dict.fromkeys(_split_of(file, path) for file in _files(path)))
        words = (*TRAINING, *VALIDATING)
        return tuple(sorted(found, key=lambda name: (words.index(name) if name in words else len(words), name)))

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write a split; labels that are numbers get the names that the description gives them.

        Raises:
            DataError: when the split is stored in several formats or in none.
        """
        files = [file for file in _files(path) if _split_of(file, path) == name]
        kinds = {file.suffix.lower() for file in files}
        if len(kinds) != 1:
            raise DataError(
                f"{path}: the split {name!r} is stored as {', '.join(sorted(kinds))}; one of them is needed"
            )
        coded = _class_labels(path, files[0].parent)
        match kinds.pop():
            case ".arrow":
                return Extracted(parquet=(arrow_to_parquet(files, folder / "table.parquet", progress),), coded=coded)
            case ".parquet":
                return Extracted(parquet=tuple(files), coded=coded)
            case _:
                return Extracted(file=_joined(files, folder / "rows.jsonl", progress), coded=coded)


def _files(path: Path) -> list[Path]:
    """Return the files of rows in a folder, down to the third level."""
    found: list[Path] = []
    seen = 0
    for folder, folders, files in os.walk(path):
        seen += len(files)
        if seen > MOST_MEMBERS:
            return []  # no data set of this kind
        depth = len(Path(folder).relative_to(path).parts)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and depth < _DEEPEST)
        found += [Path(folder, name) for name in sorted(files) if name.lower().endswith(_ENDINGS)]
        if len(found) > MOST_NAMES:
            raise DataError(f"{path} holds more than {MOST_NAMES:,} files; it is not opened")
    return found


def _split_of(file: Path, top: Path) -> str:
    """Return the split that a file belongs to, by its own name or that of a folder it is in; "all" where none tells."""
    words = re.findall(r"[a-z]+", file.relative_to(top).as_posix().lower())
    return next((word for word in words if word in TRAINING or word in VALIDATING), "all")


def _class_labels(top: Path, beside: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of class labels by column, from the description beside the files or above them."""
    for folder in (beside, top):
        file = folder / "dataset_info.json"
        if file.is_file():
            try:
                info = json.loads(read_whole(file, _MOST_JSON))
                if not is_whole_text(info):
                    raise DataError(f"{file}: a text holds half of a pair of surrogates, which is no character")
            except (ValueError, RecursionError) as error:
                raise DataError(f"{file} is not JSON: {error}") from None
            features = info.get("features") if isinstance(info, dict) else None
            known = features if isinstance(features, dict) else {}
            return {k: names for k, v in known.items() if (names := _names(v))}
    return {}


def _names(feature: Any) -> tuple[str, ...]:
    names = feature.get("names") if isinstance(feature, dict) and feature.get("_type") == "ClassLabel" else None
    return tuple(map(str, names)) if isinstance(names, list) and len(names) == len(set(map(str, names))) else ()


def _joined(files: list[Path], to: Path, progress: Progress) -> Path:
    """Write files of JSON lines one after the other."""
    total = 0
    with to.open("wb") as out:
        for file in files:
            limits = Limits(file, progress, to_disk=True)
            total += limits.size
            limits.check_unpacked(total)
            with file.open("rb") as rows:
                shutil.copyfileobj(rows, out, 1 << 20)
            out.write(b"\n")
    return to
