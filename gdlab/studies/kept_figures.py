"""What the procedures of studies measured, in a file beside the store, so that a study that was stopped goes on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gdlab import __version__
from gdlab.lab.files import write_file
from gdlab.spec.errors import GdlabError


class KeptFigures:
    """The figures of procedures by the keys of their jobs; a file that cannot be used keeps nothing.

    Args:
        store: the store of the studies' runs, beside which the file is; None keeps nothing.
        fresh: measure again what is in the file.
    """

    def __init__(self, store: Path | None, *, fresh: bool = False) -> None:
        self._path = store.with_name(f"{store.stem}-figures.json") if store is not None else None
        self._fresh = fresh

    def get(self, key: str) -> dict[str, float] | None:
        """Return what was measured under a key by this version of gdlab, None for nothing."""
        found = None if self._fresh else self._read().get(_versioned(key))
        if not isinstance(found, dict) or not all(_is_figure(value) for value in found.values()):
            return None
        return {str(name): float(value) for name, value in found.items()}

    def put(self, key: str, figures: Mapping[str, float]) -> None:
        """Keep what was measured under a key; a figure that is infinite or undefined as a word, as JSON has none."""
        if self._path is None:
            return
        plain = {name: float(value) if math.isfinite(value) else str(float(value)) for name, value in figures.items()}
        try:
            with FileLock(self._path.with_suffix(".lock"), timeout=5):
                write_file(self._path, json.dumps({**self._read(), _versioned(key): plain}))
        except (GdlabError, OSError, Timeout):
            return

    def _read(self) -> dict[str, Any]:
        try:
            held: Any = json.loads(self._path.read_text(encoding="utf-8")) if self._path is not None else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return {str(k): v for k, v in held.items()} if isinstance(held, dict) else {}  # pyright: ignore


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) or value in ("nan", "inf", "-inf")


def _versioned(key: str) -> str:
    return f"{__version__} {key}"
