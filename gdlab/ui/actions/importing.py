"""Bring runs from files to the workbench and into the store: bundles, and curves of other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.bundle.files import Bundle, read_bundle
from gdlab.lab.comparison.carried import opened_comparison
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.importing import is_bundle, runs_from
from gdlab.lab.known_runs import import_into
from gdlab.lab.run import Run
from gdlab.translation import tr, tr_n, tr_noop
from gdlab.ui.bridge import Bridge
from gdlab.ui.task import Task
from gdlab.ui.widgets.banner import Banner

_FILES = tr_noop("Runs (*.gdlab *.csv *tfevents*);;All files (*)")


class RunImporter(QObject):
    """The action Import runs…; ``imported`` carries the runs that were added.

    ``experiment_found`` carries the experiment of a bundle that was opened, with its view of the runs.
    """

    imported = Signal(list)
    experiment_found = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        banner: Banner,
        page: QWidget,
        take_view: Callable[[Mapping[str, Any], Sequence[Run]], None] = lambda view, runs: None,
    ) -> None:
        super().__init__(page)
        self._take_view = take_view
        self._bridge, self._banner, self._page = bridge, banner, page
        self._shown = ""

    def ask(self) -> None:
        """Ask for files and import them."""
        names, _ = QFileDialog.getOpenFileNames(self._page, tr("Import runs"), "", tr(_FILES))
        if names:
            self.read([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Ask for a folder of TensorBoard's event files and import it."""
        name = QFileDialog.getExistingDirectory(self._page, tr("Import a folder of TensorBoard"))
        if name:
            self.read([Path(name)])

    def read(self, paths: Sequence[Path], *, is_opened: bool = False) -> None:
        """Import files in the background; what is wrong with one is said, and none is taken then.

        Args:
            paths: the files.
            is_opened: whether the experiment that a bundle holds beside its runs takes the place of the window's.
        """
        store = self._bridge.store

        def work(tell: Progress) -> tuple[list[Bundle], list[str]]:
            found: list[Bundle] = []
            known: list[str] = []
            for number, path in enumerate(paths):
                tell(number / len(paths), tr("Reading {name}", name=path.name))
                found.append(read_bundle(path, tell) if is_bundle(path) else Bundle(runs_from(path, tell)))
            if store is not None:
                for each in found:
                    imported = import_into(store, each.runs)
                    known += [one.known.name for one in imported if one.known is not None]
                    each.runs = [one.run for one in imported]
            return found, known

        task = self._bridge.begin(work)
        self._shown = tr("Reading {name}", name=", ".join(path.name for path in paths[:3]))
        self._banner.show_message(self._shown, level="info", action=tr("Cancel"))
        cancelling = self._banner.action_clicked.connect(lambda: self._cancel(task))
        task.ended.connect(partial(self._end, is_opened, cancelling))

    def _cancel(self, task: Task) -> None:
        if self._banner.text == self._shown:  # another message may have taken its place
            task.cancel()

    def _end(self, is_opened: bool, cancelling: QMetaObject.Connection, result: object) -> None:
        self._banner.action_clicked.disconnect(cancelling)
        if isinstance(result, Cancelled):
            self._banner.show_message(tr("The import was cancelled."), level="info")
        elif isinstance(result, BaseException):
            self._banner.show_error(tr("The import failed."), result)
        elif isinstance(result, tuple):
            bundles, known = result
            runs: list[Run] = [run for each in bundles for run in each.runs]
            there = {each.id for each in self._bridge.runs}
            self._bridge.show([run for run in runs if run.id not in there])
            for each in bundles:
                self._take_view(each.view, each.runs)
            foreign = sum(run.is_foreign for run in runs)
            others = tr(", {foreign} of other programs", foreign=foreign) if foreign else ""
            count = len(runs) - len(known)
            known_text = (
                tr("; already there: {known}", known=", ".join(known[:3]) + " …" * (len(known) > 3)) if known else ""
            )
            self._banner.show_message(
                tr_n("Imported {n} run", "Imported {n} runs", count) + others + known_text,
                level="success",
            )
            self.imported.emit(runs)
            for each in bundles if is_opened else ():
                if (saved := opened_comparison(each)) is not None:
                    self.experiment_found.emit(saved)
