"""The main window: a frame that is shown at once, and the pages that come into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from gdlab.ui.settings import Settings
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from gdlab.spec.run import RunSpec
    from gdlab.ui.actions.files import ExperimentFile
    from gdlab.ui.bridge import Bridge
    from gdlab.ui.experiment import Experiment
    from gdlab.ui.pages.lab import LabPage
    from gdlab.ui.pages.setup import SetupPage
    from gdlab.ui.pages.studies.page import StudiesPage

_SIZE = QSize(1440, 900)
_LEAST = QSize(1024, 700)


class MainWindow(QMainWindow):
    """Hold the pages; the Lab comes first.

    A new window is an empty frame that can be shown at once; :meth:`fill` puts the pages into it, for which the
    engine, the data room and the charts have to be imported first.
    """

    filled = Signal()

    bridge: Bridge
    experiment: Experiment
    files: ExperimentFile
    lab: LabPage
    studies: StudiesPage
    setup: SetupPage

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle("gdlab")
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self.settings = settings or Settings()
        self.is_filled = False
        self.ask_before_leaving = True
        self.pages = QStackedWidget()
        self.rail = Rail(self.pages)
        self._waiting = EmptyState("Starting…", icon="lab")
        self.pages.addWidget(self._waiting)
        whole = QWidget()
        whole.setProperty("page", True)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def fill(self, spec: RunSpec, bridge: Bridge) -> None:
        """Put the pages and menus into the window."""
        from gdlab.ui.actions.files import ExperimentFile
        from gdlab.ui.experiment import Experiment
        from gdlab.ui.menus import build_menus

        self.bridge = bridge
        self.experiment = Experiment(spec, self)
        self._add_pages()
        self.files = ExperimentFile(self.experiment, self.lab.banner, self)
        build_menus(self)
        self._take_settings()
        self._follow_title()
        self.lab.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lab.setFocus()  # not the first button, which would take Space for itself
        self.is_filled = True
        self.experiment.refresh()
        self.filled.emit()

    def say_waiting(self, text: str) -> None:
        """Say in the empty frame why there is nothing yet."""
        self._waiting.set_text(text)

    def start_compiling(self) -> None:
        """Compile in a child process whatever the experiment needs and this machine has not compiled yet."""
        self.lab.compile_notice.start()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and S where the control with the focus has no use for them: a field does, and a button."""
        if not self.is_filled or self.pages.currentWidget() is not self.lab:
            super().keyPressEvent(event)
            return
        starter = self.lab.starter
        keys = {Qt.Key.Key_Space: starter.toggle_start, Qt.Key.Key_S: starter.single_step}
        act = keys.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.is_filled:
            super().closeEvent(event)
            return
        if self.ask_before_leaving and not self.files.may_leave():
            event.ignore()
            return
        self._save_settings()
        self.lab.compile_notice.stop()
        self.experiment.undo_stack.blockSignals(True)  # it speaks up once more while it is deleted
        self.studies.shut_down()
        self.bridge.close()
        super().closeEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _add_pages(self) -> None:
        from gdlab.ui.pages.lab import LabPage
        from gdlab.ui.pages.setup import SetupPage
        from gdlab.ui.pages.studies.page import StudiesPage

        self.lab = LabPage(self.bridge, self.experiment)
        self.setup = SetupPage(self.settings)
        self.studies = StudiesPage(self.bridge.in_background, self.settings.workers or None)
        self.studies.open_in_lab.connect(self._on_study_spec)
        self.rail.add_page(self.lab, "lab", "Lab", "nav_lab")
        self.rail.add_page(self.studies, "studies", "Studies", "nav_studies")
        self.rail.add_page(self.setup, "setup", "Set-up", "nav_setup", foot=True)
        self.pages.removeWidget(self._waiting)
        self._waiting.deleteLater()

    def _take_settings(self) -> None:
        curves = self.lab.curves
        curves.smoothing.setValue(round(1000 * self.settings.smoothing))
        curves.x_axis.setCurrentText(self.settings.x_axis)
        self.lab.controls.speed.set_value(self.settings.speed)
        self.setup.changed.connect(self._on_setting)

    def _save_settings(self) -> None:
        self.settings.smoothing = self.lab.curves.smoothing.value() / 1000
        self.settings.speed = self.lab.controls.speed.value()
        self.settings.save()

    def _on_setting(self, name: str) -> None:
        if name == "x_axis":
            self.lab.curves.x_axis.setCurrentText(self.settings.x_axis)

    def _on_study_spec(self, spec: RunSpec) -> None:
        """Open a run of a study in the Lab."""
        self.experiment.load(spec)
        self.rail.show_page(self.lab)

    def _follow_title(self) -> None:
        """Call the window by its experiment, now and whenever that changes."""
        self._on_title()
        self.experiment.undo_stack.cleanChanged.connect(self._on_title)
        self.experiment.spec_changed.connect(self._on_title)
        self.files.saved.connect(self._on_title)

    def _on_title(self, *_: object) -> None:
        self.setWindowTitle(f"{self.files.title} – gdlab")
