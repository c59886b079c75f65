"""Tell from a file or folder which data set reads it."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from gdlab.data import catalogue
from gdlab.data.array_names import given_parts, inputs_and_targets, targets_beside
from gdlab.data.base import Source
from gdlab.data.gate import checked_file
from gdlab.data.numpy_files import npz_names
from gdlab.data.progress import Progress, silent
from gdlab.data.recognise_folder import folder_names, of_names, of_table
from gdlab.data.tables.formats.registry import FORMATS
from gdlab.data.unread import unread_sentence
from gdlab.data.zipped import is_zipped, zipped_names
from gdlab.spec.errors import DataError

#: Patterns of file names, and the data set that reads each; the first that fits is taken.
_FILES = (
    ("cifar-10*.tar.gz", "cifar10"),
    ("cifar10.npz", "cifar10"),
    ("cifar-10.npz", "cifar10"),
    ("aclimdb*.tar.gz", "imdb"),
    ("cal_housing.*", "california_housing"),
    ("*.npz", "npz"),
    *((f"*{ending}", "svmlight") for ending in (".svm", ".svmlight", ".libsvm")),
    *((f"*{ending}", "csv") for form in FORMATS for ending in form.endings),
    ("*.npy", "npz"),
    ("*.txt", "text"),
    ("*.txt.gz", "text"),
    ("*.md", "text"),
    *((f"*.{suffix}", "csv") for suffix in ("csv", "tsv", "tab", "parquet", "pq", "json", "jsonl", "ndjson")),
    *((f"*.{suffix}.gz", "csv") for suffix in ("csv", "tsv", "tab", "json", "jsonl", "ndjson")),
)
#: Patterns of what a folder holds.
_FOLDERS = (
    ("data_batch_*", "cifar10"),
    ("train/pos", "imdb"),
    ("*-idx3-ubyte*", "mnist_full"),
    ("*.idx3-ubyte*", "mnist_full"),
)


@dataclass(frozen=True)
class Recognised:
    """What a file or folder was recognised as.

    Attributes:
        source: the spec of the data set that reads it.
        notes: sentences about what of it was left aside.
    """

    source: Source
    notes: tuple[str, ...] = ()


def recognise(path: str | Path, kind: str = "") -> Source:
    """Return the spec of the data set that reads a file or folder, with the arrays or tables that it likely needs.

    Args:
        path: the file or folder.
        kind: the data set that is to read it, "" to find out.

    Raises:
        DataError: when there is nothing there, or nothing here reads it; the sentence says what would be read.
    """
    return recognised(path, kind).source


def recognised(path: str | Path, kind: str = "", progress: Progress = silent) -> Recognised:
    """Return the spec of the data set that reads a file or folder, and what of it was left aside.

    Args:
        path: the file or folder.
        kind: the data set that is to read it, "" to find out.
        progress: told now and then while names are read; may raise ``Cancelled``.

    Raises:
        DataError: when there is nothing there, or nothing here reads it; the sentence says what would be read.
        Cancelled: when ``progress`` raised it.
    """
    path = Path(path).expanduser()
    fields: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    try:
        fields, notes = _found(path, progress)
    except DataError:
        if not kind:
            raise
    if kind and fields.get("type") != kind:
        fields, notes = {"type": kind, **(_arrays(path) if kind == "npz" else {})}, ()
    fields = {"path": str(path), **fields}
    return Recognised(catalogue.source_types()[fields["type"]].model_validate(fields), notes)


def _found(path: Path, progress: Progress) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the fields of the spec that reads a path, but for the path, and sentences about what was left aside."""
    if path.is_dir():
        name = next((name for pattern, name in _FOLDERS if next(path.glob(pattern), None) is not None), "")
        return ({"type": name}, ()) if name else of_names(path, folder_names(path, progress))
    name = _file(checked_file(path))
    if name == "npz":
        return {"type": name, **_arrays(path)}, ()
    if name == "zip":
        return of_names(path, zipped_names(path, progress))
    if name == "csv":
        return of_table(path)
    return {"type": name}, ()


def _arrays(path: Path) -> dict[str, str]:
    """Return which arrays are inputs and targets, by their names; nothing for a file that cannot be looked into."""
    if path.suffix.lower() == ".npy":
        return {"target_path": targets_beside(path)}
    try:
        names = npz_names(path)
    except DataError:
        return {}  # reading it says what is wrong
    if not names:
        return {}
    if (parts := given_parts(names)) is not None:
        return {**dict(zip(("x", "y", "x_val", "y_val"), parts, strict=True)), "split": "given"}
    x, y = inputs_and_targets(names)
    return {"x": x, "y": y}


def _file(path: Path) -> str:
    if is_zipped(path):
        return "zip"
    for pattern, name in _FILES:
        if fnmatch.fnmatch(path.name.lower(), pattern):
            return name
    raise DataError(unread_sentence(path))
