"""The name that an experiment takes from its data."""

from __future__ import annotations

from pathlib import Path

from gdlab.spec.kinds import DataSpec

_PACKED = (".gz", ".zip")


def file_name(path: Path) -> str:
    """Return the name of a file or folder without its endings: ``rows`` for ``rows.tsv.gz``."""
    return Path(path.stem).stem if path.suffix.lower() in _PACKED else path.stem


def names_of(data: DataSpec) -> tuple[str, ...]:
    """Return the names that an experiment may have taken from its data: the set's, the file's or the folder's."""
    path = Path(str(getattr(data, "path", "")))
    return ("", data.type, file_name(path), path.parent.name)
