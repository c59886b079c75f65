"""Export runs in any format, in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.bundle.files import write_bundle
from gdlab.lab.datasets import Cancelled
from gdlab.lab.export import Progress, export, thinning_notes
from gdlab.lab.exports.base import RunFormat, run_formats
from gdlab.lab.number_text import format_share
from gdlab.lab.run import Run
from gdlab.translation import tr, tr_n
from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.bridge import Bridge
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.task import Task
from gdlab.ui.widgets.banner import Banner


@dataclass(frozen=True)
class WrittenExport:
    """What an export wrote, and what is to be said of its runs."""

    paths: list[Path]
    notes: list[str]


class ExportWork(QObject):
    """Work in the background that writes runs to files, with its progress and its end in a banner.

    ``exported`` carries the paths that were written.
    """

    exported = Signal(list)

    def __init__(self, bridge: Bridge, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._banner, self._page = bridge, banner, page
        self._shown = ""

    def ask_path(self, form: type[RunFormat], label: str) -> str:
        """Ask for the file of a format and return its name, "" where none was chosen.

        Args:
            form: the format.
            label: what the file is called where its user does not say otherwise, without an ending.
        """
        start = str(Path.home() / f"{label}{form.suffix}")
        endings = " ".join(f"*{suffix}" for suffix in (form.suffix, *form.other_suffixes))
        kinds = f"{form.title} ({endings})" if form.suffix else ""
        return QFileDialog.getSaveFileName(self._page, tr("Export {title}", title=tr(form.title)), start, kinds)[0]

    def begin(self, count: int, path: str | Path, work: Callable[[Progress], WrittenExport]) -> None:
        """Begin to write runs.

        Args:
            count: how many.
            path: the file or the folder.
            work: writes them, and returns the files and what is to be said of the runs.
        """
        task = self._bridge.begin(work)
        self._banner.show_message(
            tr("Writing {counted} to {path}", counted=_counted(count), path=path), level="info", action=tr("Cancel")
        )
        self._shown = self._banner.text
        cancelling = self._banner.action_clicked.connect(lambda: self._cancel(task))
        task.told.connect(self._show_progress)
        task.ended.connect(lambda result: self._end(cancelling, result, count))

    def _cancel(self, task: Task) -> None:
        if self._banner.text == self._shown:  # another message may have taken its place
            task.cancel()

    def _show_progress(self, share: float, text: str) -> None:
        if self._banner.text == self._shown:
            self._shown = f"{text}: {format_share(share, 0)}"
            self._banner.set_text(self._shown)

    def _end(self, cancelling: QMetaObject.Connection, result: object, count: int) -> None:
        """Show whether an export succeeded, and what it wrote."""
        self._banner.action_clicked.disconnect(cancelling)
        if isinstance(result, Cancelled):
            self._banner.show_message(tr("The export was cancelled."), level="info")
        elif isinstance(result, BaseException):
            self._banner.show_error(tr("The export failed."), result)
        elif isinstance(result, WrittenExport):
            detail = "\n".join(result.notes)
            self._banner.show_message(
                tr("Wrote {counted} to {result}", counted=_counted(count), result=result.paths[0]),
                detail=detail,
                level="success",
            )
            self.exported.emit(result.paths)


class Exporter(ExportWork):
    """The action that writes runs of the book to files."""

    def __init__(
        self,
        bridge: Bridge,
        book: QtRunBook,
        banner: Banner,
        page: QWidget,
        view: Callable[[Sequence[Run]], dict[str, Any]] = lambda runs: {},
    ) -> None:
        super().__init__(bridge, banner, page)
        self._book, self._view = book, view

    def ask(self, ids: list[str] | None = None, form: str = "long") -> None:
        """Ask for a file and write runs: the given ones, the chosen ones, or all where one or none is chosen.

        Args:
            ids: which runs.
            form: the name of the format.
        """
        runs = self._runs(ids, run_formats()[form])
        if not runs:
            self._banner.show_message(tr("There is no run to export yet; press Start first."), level="info")
            return
        chosen = run_formats()[form]
        name = self.ask_path(chosen, runs[0].label if chosen.single else "runs")
        if name:
            self.write(name, [run.id for run in runs], form)

    def menu_actions(self, ids: list[str] | None = None) -> tuple[MenuAction, ...]:
        """Return an entry a format.

        Args:
            ids: which runs are written; those that are chosen for None.
        """
        return tuple(
            MenuAction("", f"{tr(form.title)}…", partial(self.ask, ids, name), tip=tr(form.help))
            for name, form in sorted(run_formats().items(), key=lambda item: item[1].title)
        )

    def _runs(self, ids: list[str] | None, form: type[RunFormat]) -> list[Run]:
        """Return the runs that a format is to hold: the current one where it holds one."""
        current = self._book.current
        if ids is None and form.single and current is not None:
            ids = [current.run.id]
        shown = self._book.chosen if len(self._book.chosen) > 1 else list(self._book)
        chosen = ids or [s.run.id for s in shown]
        return [s.run.run for s in self._book if s.run.id in chosen]

    def write(self, path: str | Path, ids: list[str] | None = None, form: str = "long") -> None:
        """Write runs in a format in the background."""
        runs = self._runs(ids, run_formats()[form])
        view = self._view(runs)

        def work(tell: Progress) -> WrittenExport:
            bundled = form == "bundle"
            paths = [write_bundle(runs, path, view, tell)] if bundled else export(runs, path, form, progress=tell)
            return WrittenExport(paths, list(thinning_notes(runs)))

        self.begin(len(runs), path, work)


def _counted(count: int) -> str:
    return tr_n("{n} run", "{n} runs", count)
