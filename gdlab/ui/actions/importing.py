"""Bring runs from files to the workbench and into the store: bundles, and curves of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.datasets import Progress
from gdlab.lab.importing import runs_from
from gdlab.lab.run import Run
from gdlab.ui.bridge import Bridge
from gdlab.ui.widgets.banner import Banner

_FILES = "Runs (*.gdlab *.csv *tfevents*);;All files (*)"


class RunImporter(QObject):
    """The action Import runs…; ``imported`` carries the runs that were added."""

    imported = Signal(list)

    def __init__(self, bridge: Bridge, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._banner, self._page = bridge, banner, page

    def ask(self) -> None:
        """Ask for files and import them."""
        names, _ = QFileDialog.getOpenFileNames(self._page, "Import runs", "", _FILES)
        if names:
            self.read([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Ask for a folder of TensorBoard's event files and import it."""
        name = QFileDialog.getExistingDirectory(self._page, "Import a folder of TensorBoard")
        if name:
            self.read([Path(name)])

    def read(self, paths: Sequence[Path]) -> None:
        """Import files in the background; what is wrong with one is said, and none is taken then."""
        store = self._bridge.store

        def work(tell: Progress) -> list[Run]:
            found: list[Run] = []
            for number, path in enumerate(paths):
                tell(number / len(paths), f"Reading {path.name}")
                found += runs_from(path)
            if store is not None:
                for run in found:
                    store.save(run)
            return found

        self._bridge.begin(work).ended.connect(self._end)

    def _end(self, result: object) -> None:
        if isinstance(result, BaseException):
            self._banner.show_error("The import failed.", result)
        elif isinstance(result, list):
            self._bridge.show(result)
            foreign = sum(run.is_foreign for run in result)
            others = f", {foreign} of other programs" if foreign else ""
            self._banner.show_message(f"Imported {len(result)} run{'s' * (len(result) != 1)}{others}", level="success")
            self.imported.emit(result)
