"""What changes when a folder of data, or a file in it, changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gdlab.data.gate import file_stamp


def folder_stamp(path: Path) -> tuple[Any, ...]:
    """Return what changes when a file changes, or any file down to the third level of a folder does."""
    if not path.is_dir():
        return file_stamp(path)
    return tuple(file_stamp(file) for pattern in ("*", "*/*", "*/*/*") for file in sorted(path.glob(pattern)))
