"""The names that experiments and runs take from their data."""

from __future__ import annotations

from pathlib import Path

from gdlab.spec.kinds import DataSpec
from gdlab.spec.run import RunSpec

_PACKED = (".gz", ".zip")
#: A file of this name is one part of its folder.
_PARTS = ("train", "training")


def file_name(path: Path) -> str:
    """Return the name of a file or folder without its endings: ``rows`` for ``rows.tsv.gz``."""
    return Path(path.stem).stem if path.suffix.lower() in _PACKED else path.stem


def own_data_name(data: DataSpec) -> str:
    """Return the name of a file or folder that data are read from, "" for a set that needs none.

    Of ``houses/train.csv`` it is that of the folder.
    """
    path = Path(str(getattr(data, "path", "")))
    name = file_name(path)
    return path.parent.name if name.lower() in _PARTS and path.parent.name else name


def default_name(spec: RunSpec) -> str:
    """Return the name of an experiment, or what stands for one: that of the user's own data, else the optimizer's."""
    return spec.name or own_data_name(spec.data) or spec.optimizer.type


def names_of(data: DataSpec) -> tuple[str, ...]:
    """Return the names that an experiment may have taken from its data: the set's, the file's or the folder's."""
    return ("", data.type, file_name(Path(str(getattr(data, "path", "")))), own_data_name(data))
