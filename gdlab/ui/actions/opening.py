"""Open one's own data and fetch what has to be fetched, all in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab import datasets
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.translation import tr
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.open_data.dialog import OpenDataDialog, data_files
from gdlab.ui.dialogs.open_data.inspection import load_for
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.panels.data_tools import DataTools
from gdlab.ui.task import Task, sentence
from gdlab.ui.widgets.banner import Banner

#: Endings of original files that are a whole set each; of others the folder that they lie in is the set.
_WHOLE = (".tar.gz", ".tgz", ".npz", ".zip", "cal_housing.data")


class DataOpener(QObject):
    """The actions Open data…, Download and Open from disk…, and what is done with files dropped on the window.

    ``experiment_dropped`` carries the path of an experiment or a bundle that was dropped.
    """

    experiment_dropped = Signal(object)

    def __init__(
        self, bridge: Bridge, experiment: QtExperiment, tools: DataTools, banner: Banner, page: QWidget
    ) -> None:
        super().__init__(page)
        self._bridge, self._experiment, self._tools, self._banner, self._page = bridge, experiment, tools, banner, page
        self._task: Task | None = None
        self._top: QWidget | None = None
        self.dialog: OpenDataDialog | None = None
        tools.open_wanted.connect(self.ask_file)
        tools.download_wanted.connect(self.download)
        tools.disk_wanted.connect(self.ask_original)
        tools.stand_in_wanted.connect(
            lambda name: experiment.set("data", {"type": name}, tr("Choose {name}", name=name))
        )
        tools.cancel_wanted.connect(self.cancel)
        page.installEventFilter(self)

    # --- one's own ----------------------------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(self._page, tr("Open data"), "", data_files())
        if name:
            self.open(Path(name))

    def ask_folder(self) -> None:
        """Ask for a folder of pictures or of original files and open it."""
        name = QFileDialog.getExistingDirectory(self._page, tr("Open a folder of data"))
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Show what a file or folder holds, to be taken as the experiment's data."""
        if self.dialog is not None:
            return
        dialog = OpenDataDialog(path, self._experiment, self._bridge.begin, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(partial(self._banner.show_message, level="success"))
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    # --- what has to be fetched ---------------------------------------------------------------------------------------
    def download(self, name: str) -> None:
        """Fetch a data set; what is here already of it is kept, and the rest is fetched."""

        def fetched(_path: object) -> None:
            if self._experiment.spec.data.type == name:
                self._experiment.examples_wanted.emit(self._experiment.spec)

        self._start(lambda progress: datasets.download(name, progress), fetched)

    def ask_original(self, name: str) -> None:
        """Ask for the original files of a data set and open them."""
        found = datasets.entry(name)
        asked = f"{found.title}: {found.accepts}"
        file, _ = QFileDialog.getOpenFileName(self._page, tr("{asked} (of a folder, choose any file)", asked=asked))
        if file:
            self.open_original(name, Path(file))

    def open_original(self, name: str, file: Path) -> None:
        """Take the original files of a data set from disk, once they have been read."""
        path = file if file.is_dir() or file.name.lower().endswith(_WHOLE) else file.parent
        try:
            spec = change(self._experiment.spec, {"data": {"type": name, "path": str(path)}})
        except GdlabError as error:
            self._tools.refuse(str(error))
            return
        take = partial(self._experiment.set, "data", spec.data.to_dict(), tr("Open {name}", name=path.name))
        self._start(partial(load_for, spec), lambda _examples: take())

    def cancel(self) -> None:
        """Stop what is under way; nothing half-made is kept, and a download goes on the next time."""
        if self._task is not None:
            self._task.cancel()

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the window."""
        if watched is self._page and event.type() == QEvent.Type.Show and self._top is None:
            self._top = self._page.window()
            self._top.setAcceptDrops(True)
            self._top.installEventFilter(self)
        if watched is self._top and isinstance(event, QDragEnterEvent | QDropEvent):
            urls = event.mimeData().urls()
            if len(urls) == 1 and urls[0].isLocalFile():
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take_dropped(Path(urls[0].toLocalFile()))
                return True
        return super().eventFilter(watched, event)

    def _take_dropped(self, path: Path) -> None:
        """Open what was dropped: an experiment's file, a bundle, or data."""
        if path.suffix.lower() in (".toml", ".gdlab"):
            self.experiment_dropped.emit(path)
        else:
            self.open(path)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _start(self, work: Callable[[datasets.Progress], Any], then: Callable[[object], object]) -> None:
        """Begin work, one at a time, and hand its result on; a stop or an error is said beneath the data set."""
        if self._task is not None:
            return
        self._task = self._bridge.begin(work)
        self._tools.begin()
        self._task.told.connect(self._tools.say)
        self._task.ended.connect(partial(self._on_ended, then))

    def _on_ended(self, then: Callable[[object], object], result: object) -> None:
        self._task = None
        self._tools.done()
        self._tools.show_data(self._experiment.spec.data)
        if isinstance(result, datasets.Cancelled):
            self._tools.stopped()
        elif isinstance(result, BaseException):
            self._tools.refuse(sentence(result))
        else:
            then(result)

    def _on_closed(self, _result: int) -> None:
        self.dialog = None
