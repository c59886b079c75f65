"""The curves of runs as a picture in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gdlab.lab.picture import CurvedRun, draw_runs, plot_runs


class CurvesPicture:
    """The curves of runs: a picture in a notebook, and a file by :meth:`save`.

    Args:
        runs: the runs.
        title: what is above.
        theme: "light" or "dark"; both bring their own background.
    """

    def __init__(self, runs: Sequence[CurvedRun], title: str = "", theme: str = "light") -> None:
        self._runs, self._title, self._theme = tuple(runs), title, theme

    @property
    def figure(self) -> Any:
        """Return a new matplotlib Figure of the curves, to be changed at will."""
        return draw_runs(self._runs, title=self._title, theme=self._theme)

    def save(self, path: str | Path) -> Path:
        """Write the picture as PNG, SVG or PDF and return where.

        Raises:
            OutputError: when the file's ending is another or it cannot be written.
        """
        return plot_runs(self._runs, path, title=self._title, theme=self._theme)

    def _repr_png_(self) -> bytes:
        """Return the picture for a notebook."""
        file = BytesIO()
        draw_runs(self._runs, file, title=self._title, theme=self._theme)
        return file.getvalue()
