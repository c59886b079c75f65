"""Beneath the choice of a data set: open one's own, and fetch what has to be fetched."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.datasets import Entry, entry
from gdlab.spec.errors import GdlabError
from gdlab.spec.kinds import DataSpec
from gdlab.translation import local_number, tr, tr_message
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.progress import ProgressRow


class DataTools(QWidget):
    """The buttons beneath the choice of a data set: open a file, download, open from disk, use a substitute."""

    open_wanted = Signal()
    download_wanted = Signal(str)
    disk_wanted = Signal(str)
    stand_in_wanted = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._fetched: Entry | None = None
        self._busy = False
        self.about, self.source = _label("muted"), _label("caption")
        self.problem = _label("error")
        self.problem.setObjectName("download_problem")
        self.fetch = self._button("download_data", "download", lambda: self._tell(self.download_wanted))
        self.disk = self._button("open_original", "open", lambda: self._tell(self.disk_wanted))
        self.disk.setText(tr("Open from disk…"))
        self.stand_in = self._button("use_stand_in", "data", self._on_stand_in)
        self.open = self._button("open_data", "open", self.open_wanted.emit)
        self.open.setText(tr("Open data…"))
        self.open.setToolTip(
            tr("Train on data of your own: a table, arrays, a text, pictures, a series (Ctrl+Shift+O)")
        )
        self.progress = ProgressRow(tr("Downloading…"))
        self.progress.cancelled.connect(self.cancel_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._absent = (self.about, self.source, self.fetch, self.disk)
        for part in (self.about, self.source, self.problem, self.progress, self.fetch, self.disk, self.stand_in):
            layout.addWidget(part)
        layout.addWidget(self.open)
        self.progress.hide()
        self.problem.hide()

    @property
    def offers(self) -> bool:
        """Whether the chosen set is not here and ways to get it are offered."""
        return self.disk.isVisibleTo(self)

    def show_data(self, data: DataSpec) -> None:
        """Offer what suits a data set."""
        before = self._entry.type if self._entry is not None else ""
        try:
            self._entry = entry(data.type)
        except GdlabError:
            self._entry = None
        found = self._entry
        absent = found is not None and not found.here and not getattr(data, "path", "")
        for part in self._absent:
            part.setVisible(absent)
        self.fetch.setVisible(absent and found is not None and found.download_size > 0)
        self.stand_in.setVisible(absent and found is not None and bool(found.stand_in))
        if found is None or not absent or found.type != before:
            self.refuse("")
        if found is not None and absent:
            self._show_absent(found)

    def refuse(self, why: str) -> None:
        """Show why the data set could not be had; the buttons beneath it are the other ways to get it."""
        found = self._entry
        advice = max(why.find(". Use the built-in"), why.find(". Set 'path'"))
        short = why[:advice] if advice >= 0 else why
        if found is not None and "cannot be reached" in why:
            ways = tr("Use {stand_in}, or open", stand_in=found.stand_in) if found.stand_in else tr("Open")
            short = tr("None of the hosts can be reached just now. {ways} the files from disk.", ways=ways)
        self.problem.setText(tr_message(short))
        self.problem.setToolTip(tr_message(why) if short != why else "")
        self.problem.setVisible(bool(short))

    def begin(self) -> None:
        """Show that a download, or reading from disk, is under way."""
        self._fetched, self._busy = self._entry, True
        self.refuse("")
        self.progress.start(tr("Connecting…"))
        self.progress.set_progress(None, tr("Connecting…"))
        self.progress.show()
        self._enable()

    def say(self, share: float, text: str) -> None:
        """Show how far it is."""
        found = self._fetched
        if share >= 0 and found is not None and text.startswith("fetching"):
            done = share * found.download_size / 1e6
            text = tr(
                "{title}: {done} of {download_size}",
                title=found.title,
                done=local_number(f"{done:.1f}"),
                download_size=_megabytes(found.download_size),
            )
        self.progress.set_progress(share if share >= 0 else None, text or tr("Connecting…"))

    def done(self) -> None:
        """Take the progress away."""
        self._busy = False
        self.progress.hide()
        self._enable()

    def stopped(self) -> None:
        """Show that the download was stopped, and what that means."""
        kept = self._entry.kept if self._entry is not None else 0
        self.refuse(
            tr("Stopped. {kept} are kept, and a download goes on from there.", kept=_megabytes(kept))
            if kept
            else tr("Stopped.")
        )

    # --- inside -------------------------------------------------------------------------------------------------------
    def _show_absent(self, found: Entry) -> None:
        size = _megabytes(found.download_size)
        self.about.setText(tr("{title} is not on this machine yet.", title=found.title))
        licence = found.licence or tr("none stated.")
        hosts = tr("{size} from {mirrors}. ", size=size, mirrors=" or ".join(found.mirrors)) if found.mirrors else ""
        self.source.setText(tr("{hosts}Licence: {licence}", hosts=hosts, licence=licence))
        self.fetch.setText(tr("Go on with the download") if found.kept else tr("Download {size}", size=size))
        kept = tr(" {kept} of {size} are here already.", kept=_megabytes(found.kept), size=size) if found.kept else ""
        self.fetch.setToolTip(tr("Fetch {title} once, from the internet.{kept}", title=found.title, kept=kept))
        self.disk.setToolTip(tr("Open the original files: {accepts}", accepts=found.accepts))
        self.stand_in.setText(tr("Use {stand_in} instead", stand_in=found.stand_in))
        self.stand_in.setToolTip(tr("{title} is built in and needs no network", title=_title(found.stand_in)))
        self._enable()

    def _enable(self) -> None:
        for part in (self.fetch, self.disk):
            part.setEnabled(not self._busy)

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


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def _title(name: str) -> str:
    return entry(name).title if name else ""


def _megabytes(size: int) -> str:
    return (
        tr("{size} MB", size=local_number(f"{size / 1e6:.1f}"))
        if size < 1e8
        else tr("{size} MB", size=f"{size / 1e6:.0f}")
    )
