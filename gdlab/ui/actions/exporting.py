"""Export runs as CSV, in the background."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.export import export
from gdlab.ui.bridge import Bridge
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.banner import Banner


class Exporter(QObject):
    """The action that writes runs of the book to files; ``exported`` carries the paths that were written."""

    exported = Signal(list)

    def __init__(self, bridge: Bridge, book: QtRunBook, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._book, self._banner, self._page = bridge, book, banner, page

    def ask(self, ids: list[str] | None = None) -> None:
        """Ask for a file and write runs as CSV: the given ones, the chosen ones, or all where one or none is chosen."""
        if len(self._book) == 0:
            self._banner.show_message("There is no run to export yet; press Start first.", level="info")
            return
        name, _ = QFileDialog.getSaveFileName(self._page, "Export CSV", str(Path.home() / "runs.csv"), "CSV (*.csv)")
        if name:
            self.write(name, ids)

    def write(self, path: str | Path, ids: list[str] | None = None) -> None:
        """Write runs as CSV, long format, in the background."""
        shown = self._book.chosen if len(self._book.chosen) > 1 else list(self._book)
        chosen = ids or [s.run.id for s in shown]
        runs = [s.run.run for s in self._book if s.run.id in chosen]

        def done(future: Future[list[Path]]) -> None:
            error = future.exception()
            if error is not None:
                self._banner.show_error("The export failed.", error)
                return
            words = "1 run" if len(runs) == 1 else f"{len(runs)} runs"
            self._banner.show_message(f"Wrote {words} to {future.result()[0]}", level="success")
            self.exported.emit(future.result())

        self._bridge.in_background(lambda: export(runs, path), done)
