"""Open data and download it: from a file to the experiment's data, all in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab import datasets
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.kinds import DataSpec
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.open_data import OpenDataDialog
from gdlab.ui.experiment import Experiment
from gdlab.ui.panels.data_tools import DataTools
from gdlab.ui.task import Task
from gdlab.ui.widgets.banner import Banner

_FILES = (
    "Data (*.csv *.tsv *.tab *.txt *.parquet *.pq *.jsonl *.ndjson *.npz *.npy *.gz *.md);;"
    "Tables (*.csv *.tsv *.tab *.parquet *.pq *.jsonl *.ndjson *.csv.gz *.tsv.gz);;All files (*)"
)


class DataOpener(QObject):
    """Do what Open data… and Download ask for."""

    def __init__(
        self, bridge: Bridge, experiment: Experiment, tools: DataTools, banner: Banner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._experiment, self._tools, self._banner, self._window = (
            bridge,
            experiment,
            tools,
            banner,
            window,
        )
        self._task: Task | None = None
        self.dialog: OpenDataDialog | None = None
        tools.open_wanted.connect(self.ask_file)
        tools.download_wanted.connect(self.download)
        tools.stand_in_wanted.connect(lambda name: experiment.set("data", {"type": name}, f"Choose {name}"))
        tools.cancel_wanted.connect(self.cancel)

    def ask_file(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open data", "", _FILES)
        if name:
            self.open(Path(name))

    def ask_folder(self) -> None:
        """Ask for a folder of pictures or of original files and open it."""
        name = QFileDialog.getExistingDirectory(self._window, "Open a folder of data")
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Find out what a file or folder is; a table is shown first, anything else is taken as it is."""

        def look(progress: datasets.Progress) -> tuple[DataSpec, datasets.Preview | None]:
            found = datasets.recognise(path)
            return found, datasets.preview(path, progress=progress) if found.type == "csv" else None

        def ended(result: object) -> None:
            self._tools.done()
            if isinstance(result, datasets.Cancelled):
                return
            if isinstance(result, BaseException):
                self._say(f"{path.name} was not opened: ", result)
            elif isinstance(result, tuple):
                self._show(*result)

        self._begin(look, self._tools.say, ended)

    def download(self, name: str) -> None:
        """Fetch a data set, then load it."""

        def ended(result: object) -> None:
            self._tools.done()
            if isinstance(result, BaseException) and not isinstance(result, datasets.Cancelled):
                self._say("", result)
            self._tools.show_data(self._experiment.spec.data)
            if not isinstance(result, BaseException):
                self._experiment.examples_wanted.emit(self._experiment.spec)

        self._begin(lambda progress: datasets.download(name, progress), self._tools.say, ended)

    def cancel(self) -> None:
        """Stop what is under way; nothing half-made is kept."""
        if self._task is not None:
            self._task.cancel()

    # --- inside -----------------------------------------------------------------------------------------------------
    def _show(self, found: DataSpec, preview: datasets.Preview | None) -> None:
        if preview is None:
            problem = self._experiment.set("data", found.to_dict(), f"Open {found.type}")
            if problem:
                self._banner.show_message(problem)
            return
        dialog = OpenDataDialog(found, preview, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._take, dialog))
        dialog.cancelled.connect(self.cancel)
        dialog.finished.connect(lambda _result: setattr(self, "dialog", None))
        self.dialog = dialog
        dialog.open()

    def _take(self, dialog: OpenDataDialog, table: dict[str, object]) -> None:
        """Load the data as chosen; only when that worked are they the experiment's."""
        try:
            spec = change(self._experiment.spec, {"data": table})
        except GdlabError as error:
            dialog.refuse(str(error))
            return

        def ended(result: object) -> None:
            if self.dialog is not dialog:
                return
            if isinstance(result, datasets.Cancelled):
                dialog.refuse("")
            elif isinstance(result, BaseException):
                dialog.refuse(_sentence(result))
            else:
                name = Path(str(table["path"])).name
                self._experiment.set("data", table, f"Open {name}")
                dialog.accept()

        dtype = spec.training.dtype
        self._begin(
            lambda progress: datasets.load(spec.data, spec.seed, dtype=dtype, progress=progress), dialog.say, ended
        )

    def _begin(self, work, say, ended) -> None:  # noqa: ANN001
        self.cancel()
        task = self._bridge.begin(work)
        self._task = task
        say(-1.0, "Reading…")
        task.told.connect(say)

        def done(result: object) -> None:
            if self._task is task:
                self._task = None
            ended(result)

        task.ended.connect(done)

    def _say(self, before: str, error: BaseException) -> None:
        self._banner.show_message(f"{before}{_sentence(error)}")


def _sentence(error: BaseException) -> str:
    return str(error) if isinstance(error, GdlabError) else f"{type(error).__name__}: {error}"
