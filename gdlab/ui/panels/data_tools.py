"""Beneath the choice of a data set: open one's own, and fetch what has to be fetched."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.datasets import Entry, entry
from gdlab.spec.errors import GdlabError
from gdlab.spec.kinds import DataSpec
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.progress import Progress


class DataTools(QWidget):
    """Offer to open a file and, where a set is not here yet, to download it or take its stand-in."""

    open_wanted = Signal()
    download_wanted = Signal(str)
    stand_in_wanted = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.about = QLabel()
        self.about.setProperty("role", "caption")
        self.about.setWordWrap(True)
        self.fetch = self._button("download_data", "download", lambda: self._tell(self.download_wanted))
        self.stand_in = self._button("use_stand_in", "data", self._on_stand_in)
        self.open = self._button("open_data_button", "open", self.open_wanted.emit)
        self.open.setText("Open data…")
        self.open.setToolTip("Train on a file of your own: CSV, TSV, Parquet, JSON lines, npz, text (Ctrl+Shift+O)")
        self.progress = Progress("Downloading…")
        self.progress.cancelled.connect(self.cancel_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.about, self.fetch, self.stand_in, self.progress, self.open):
            layout.addWidget(part)
        self.progress.hide()

    def show_data(self, data: DataSpec) -> None:
        """Offer what suits a data set."""
        try:
            self._entry = entry(data.type)
        except GdlabError:
            self._entry = None
        found = self._entry
        absent = found is not None and not found.here and not getattr(data, "path", "")
        for part in (self.about, self.fetch):
            part.setVisible(absent)
        self.stand_in.setVisible(absent and found is not None and bool(found.stand_in))
        if absent and found is not None:
            self.about.setText(found.licence)
            self.fetch.setText(f"Download {found.download_size / 1e6:.0f} MB")
            self.fetch.setToolTip(f"Fetch {found.title} once, from the internet. {found.licence}")
            self.stand_in.setText(f"Use {found.stand_in} instead")
            self.stand_in.setToolTip(f"{found.stand_in} is built in and needs no network")

    def say(self, share: float, text: str) -> None:
        """Show how far a download is."""
        self.progress.show()
        self.fetch.setEnabled(False)
        self.progress.set_progress(share if share >= 0 else None, text or "Downloading…")

    def done(self) -> None:
        """Take the progress away."""
        self.progress.hide()
        self.progress.start("Downloading…")
        self.fetch.setEnabled(True)

    def _on_stand_in(self) -> None:
        if self._entry is not None:
            self.stand_in_wanted.emit(self._entry.stand_in)

    def _tell(self, signal) -> None:  # noqa: ANN001
        if self._entry is not None:
            signal.emit(self._entry.type)

    def _button(self, name: str, icon: str, act) -> QPushButton:  # noqa: ANN001
        button = QPushButton()
        button.setObjectName(name)
        bind_icon(button, icon)
        button.clicked.connect(lambda _checked=False: act())
        return button
