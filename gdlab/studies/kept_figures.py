"""What procedures and long measures of studies gave, in a file beside the store, so that it is not measured again."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gdlab import __version__
from gdlab.lab.files import write_file
from gdlab.spec.errors import GdlabError

#: Seconds; a measure that takes less is not worth its place in the file.
_LONG = 0.02


class KeptFigures:
    """The figures of procedures and of long measures of runs, by keys; a file that cannot be used keeps nothing.

    Args:
        store: the store of the studies' runs, beside which the file is; None keeps nothing.
        fresh: measure again what is in the file.
    """

    def __init__(self, store: Path | None, *, fresh: bool = False) -> None:
        self._path = store.with_name(f"{store.stem}-figures.json") if store is not None else None
        self._fresh = fresh
        self._held: tuple[tuple[int, int, int], dict[str, Any]] = ((0, 0, 0), {})

    def get(self, key: str) -> dict[str, float] | None:
        """Return what was measured under a key by this version of gdlab, None for nothing."""
        found = None if self._fresh else self._read().get(_versioned(key))
        if not isinstance(found, dict) or not all(_is_figure(value) for value in found.values()):
            return None
        return {str(name): float(value) for name, value in found.items()}

    def taken(self, key: str, take: Callable[[], Mapping[str, float]], *, anew: bool = False) -> Mapping[str, float]:
        """Return what a measure gives, which is taken unless it is in the file, and kept where that takes long.

        Args:
            key: names the run and the measure.
            take: takes the measure.
            anew: take it in any case.
        """
        if not anew and (known := self.get(key)) is not None:
            return known
        began = time.perf_counter()
        figures = take()
        if time.perf_counter() - began > _LONG:
            self.put(key, figures)
        return figures

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
        """Return what is in the file, which is read again where it has changed."""
        if self._path is None:
            return {}
        try:
            found = self._path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self._held[0]:
                held: Any = json.loads(self._path.read_text(encoding="utf-8"))
                self._held = stamp, {str(k): v for k, v in held.items()} if isinstance(held, dict) else {}  # pyright: ignore
        except (OSError, ValueError, RecursionError):
            return {}
        return self._held[1]


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) or value in ("nan", "inf", "-inf")


def _versioned(key: str) -> str:
    return f"{__version__} {key}"
