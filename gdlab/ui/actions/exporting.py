"""Export runs as CSV, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMetaObject, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.datasets import Cancelled
from gdlab.lab.export import Progress, export, thinning_notes
from gdlab.lab.run import Run
from gdlab.ui.bridge import Bridge
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.task import Task
from gdlab.ui.widgets.banner import Banner


class Exporter(QObject):
    """The action that writes runs of the book to files; ``exported`` carries the paths that were written."""

    exported = Signal(list)

    def __init__(self, bridge: Bridge, book: QtRunBook, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._book, self._banner, self._page = bridge, book, banner, page
        self._shown = ""

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

        def work(tell: Progress) -> list[Path]:
            return export(runs, path, progress=tell)

        task = self._bridge.begin(work)
        self._banner.show_message(f"Writing {_counted(runs)} to {path}", level="info", action="Cancel")
        self._shown = self._banner.text
        cancelling = self._banner.action_clicked.connect(lambda: self._cancel(task))
        task.told.connect(self._show_progress)
        task.ended.connect(lambda result: self._end(cancelling, result, runs))

    def _cancel(self, task: Task) -> None:
        if self._banner.text == self._shown:  # another message may have taken its place
            task.cancel()

    def _show_progress(self, share: float, text: str) -> None:
        if self._banner.text == self._shown:
            self._shown = f"{text}: {share:.0%}"
            self._banner.set_text(self._shown)

    def _end(self, cancelling: QMetaObject.Connection, result: object, runs: Sequence[Run]) -> None:
        """Say how an export ended."""
        self._banner.action_clicked.disconnect(cancelling)
        if isinstance(result, Cancelled):
            self._banner.show_message("The export was cancelled.", level="info")
        elif isinstance(result, BaseException):
            self._banner.show_error("The export failed.", result)
        elif isinstance(result, list):
            notes = "\n".join(thinning_notes(runs))
            self._banner.show_message(f"Wrote {_counted(runs)} to {result[0]}", detail=notes, level="success")
            self.exported.emit(result)


def _counted(runs: Sequence[Run]) -> str:
    return "1 run" if len(runs) == 1 else f"{len(runs)} runs"
