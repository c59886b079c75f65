"""The main window: navigation, pages, menus and keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.icons import bind_icon
from gdlab.ui.settings import Settings
from gdlab.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from gdlab.spec.run import RunSpec
    from gdlab.ui.bridge import Bridge
    from gdlab.ui.dialogs.palette import Command
    from gdlab.ui.experiment import Experiment
    from gdlab.ui.pages.lab import LabPage

_SIZE = QSize(1440, 900)
_LEAST = QSize(1024, 700)


class MainWindow(QMainWindow):
    """Hold the pages; the Lab comes first.

    A new window is an empty frame that can be shown at once; :meth:`fill` puts the pages into it, for which the
    engine, the data room and the charts have to be imported first.
    """

    filled = Signal()

    lab: LabPage
    bridge: Bridge
    experiment: Experiment

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle("gdlab")
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self.settings = settings or Settings()
        self.is_filled = False
        self.ask_before_leaving = True
        self.pages = QStackedWidget()
        self._waiting = EmptyState("Starting…", icon="lab")
        self.pages.addWidget(self._waiting)
        self._nav = QButtonGroup(self)
        self._nav.setExclusive(True)
        self._rail = QVBoxLayout()
        self._build()

    def fill(self, spec: RunSpec, bridge: Bridge) -> None:
        """Put the pages and menus into the window."""
        from gdlab.ui.experiment import Experiment
        from gdlab.ui.pages.lab import LabPage
        from gdlab.ui.pages.setup import SetupPage
        from gdlab.ui.pages.studies import StudiesPage

        self.bridge = bridge
        self.experiment = Experiment(spec, self)
        self.lab = LabPage(bridge, self.experiment)
        self.setup = SetupPage(self.settings)
        self.studies = StudiesPage(bridge.in_background, self.settings.workers or None)
        self.studies.open_in_lab.connect(self._on_study_spec)
        self._add_page(self.lab, "lab", "Lab", "nav_lab")
        self._add_page(self.studies, "studies", "Studies", "nav_studies")
        self._add_page(self.setup, "setup", "Set-up", "nav_setup", bottom=True)
        self.pages.removeWidget(self._waiting)
        self._waiting.deleteLater()
        self._build_menus()
        self._take_settings()
        self._title()
        self.experiment.undo_stack.cleanChanged.connect(lambda _clean: self._title())
        self.experiment.spec_changed.connect(lambda _spec: self._title())
        self.lab.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lab.setFocus()  # not the first button, which would take Space for itself
        self.is_filled = True
        self.experiment.refresh()
        self.filled.emit()

    def say_waiting(self, text: str) -> None:
        """Say in the empty frame why there is nothing yet."""
        self._waiting.set_text(text)

    def warm_up(self) -> None:
        """Compile the engine in a child process if this is the first start."""
        self.lab.warm.start_if_cold()

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setMinimumWidth(64)
        rail.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        rail.setLayout(self._rail)
        self._rail.setContentsMargins(6, 8, 0, 8)
        self._rail.setSpacing(4)
        self._rail.addStretch(1)
        whole = QWidget()
        whole.setProperty("page", True)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _add_page(self, page: QWidget, icon: str, title: str, name: str, *, bottom: bool = False) -> None:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(title)
        button.setAccessibleName(f"{title} page")
        button.setCheckable(True)
        button.setProperty("kind", "flat")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(22, 22))
        button.setProperty("nav", True)
        button.setMinimumWidth(56)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_icon(button, icon, "muted")
        self._nav.addButton(button)
        at = (
            self._rail.count()
            if bottom
            else self._rail.count() - 1 - sum(b.property("bottom") or 0 for b in self._nav.buttons())
        )
        button.setProperty("bottom", 1 if bottom else 0)
        self._rail.insertWidget(at, button)
        self.pages.addWidget(page)
        button.clicked.connect(lambda: self.pages.setCurrentWidget(page))
        if len(self._nav.buttons()) == 1:
            button.setChecked(True)
            self.pages.setCurrentWidget(page)

    def _build_menus(self) -> None:
        from gdlab.lab.presets import presets

        lab, undo = self.lab, self.experiment.undo_stack
        file = self._menu("&File")
        self._act(file, "&New experiment", "Ctrl+N", self.new)
        examples = QMenu("New from &preset", self)
        examples.setToolTipsVisible(True)
        for preset in presets().values():
            action = examples.addAction(preset.name, lambda p=preset: self.experiment.load(window_spec(p.name)))
            action.setToolTip(preset.comment)
        file.addMenu(examples)
        self._act(file, "&Open…", "Ctrl+O", self.open)
        self._act(file, "&Save", "Ctrl+S", self.save)
        self._act(file, "Save &as…", "Ctrl+Shift+S", self.save_as)
        file.addSeparator()
        self._act(file, "Open &data…", "Ctrl+Shift+O", lab.opener.ask_file, name="open_data_action")
        self._act(file, "Open data &folder…", "", lab.opener.ask_folder)
        file.addSeparator()
        self._act(file, "&Export CSV…", "Ctrl+E", lab.export_csv, name="export_csv")
        file.addSeparator()
        self._act(file, "&Quit", "Ctrl+Q", self.close)
        edit = self._menu("&Edit")
        undo_action, redo_action = undo.createUndoAction(self, "Undo"), undo.createRedoAction(self, "Redo")
        undo_action.setShortcut(QKeySequence("Ctrl+Z"))
        redo_action.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        edit.addActions([undo_action, redo_action])
        run = self._menu("&Run")
        self._act(run, "&Start", "Ctrl+Return", lab.start, more="Ctrl+Enter")
        self._act(run, "Start or &pause\tSpace", "", lab.toggle_start)
        self._act(run, "Single s&tep\tS", "", lab.single_step)
        self._act(run, "St&op", "Ctrl+.", lab.stop)
        self._act(run, "&Reset chosen run", "", lab.reset)
        run.addSeparator()
        self._act(run, "R&ace…", "Ctrl+R", lab.open_race)
        self._act(run, "&Branch from chosen run…", "Ctrl+B", lab.open_branch)
        view = self._menu("&View")
        self._act(view, "Look &inside", "Ctrl+I", lab.controls.inside.toggle)
        self._act(view, "Full screen", "F11", self.toggle_full_screen)
        self._act(view, "&Commands…", "Ctrl+K", self.open_palette)
        helps = self._menu("&Help")
        self._act(helps, "Keys and mouse", "F1", self.show_keys)

    def _menu(self, title: str) -> QMenu:
        return self.menuBar().addMenu(title)

    def _act(self, menu: QMenu, text: str, keys: str, act, *, name: str = "", more: str = "") -> QAction:  # noqa: ANN001
        action = QAction(text, self)
        if keys:
            action.setShortcuts([QKeySequence(k) for k in (keys, more) if k])
        if name:
            action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    # --- what a person does ---------------------------------------------------------------------------------------
    def new(self) -> None:
        """Begin anew with the default experiment."""
        self.experiment.load(window_spec())

    def open(self) -> None:
        """Ask for a spec file and open it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open experiment", "", "Experiment (*.toml *.json)")
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open a spec file; what is wrong with it is said and nothing is changed."""
        from gdlab.spec.errors import GdlabError
        from gdlab.spec.files import load_spec

        try:
            self.experiment.load(load_spec(path), path)
            self.experiment.undo_stack.setClean()
        except GdlabError as error:
            words = str(error).removeprefix(f"{path}: ").splitlines()
            self.lab.banner.show_message(f"{path.name} was not opened: {words[0]}", detail="\n".join(words[1:]))

    def save(self) -> None:
        """Save the experiment to its file, or ask for one."""
        if self.experiment.path is None:
            self.save_as()
        else:
            self.save_file(self.experiment.path)

    def save_as(self) -> None:
        """Ask for a file and save the experiment."""
        start = f"{self.experiment.spec.name or 'experiment'}.toml"
        name, _ = QFileDialog.getSaveFileName(self, "Save experiment", start, "Experiment (*.toml)")
        if name:
            self.save_file(Path(name))

    def save_file(self, path: Path) -> None:
        """Write the experiment as a spec file."""
        from gdlab.spec.files import dumps

        try:
            path.write_text(dumps(self.experiment.spec), encoding="utf-8")
        except OSError as error:
            self.lab.banner.show_message(f"{path} cannot be written.", detail=str(error.strerror))
            return
        self.experiment.path = path
        self.experiment.undo_stack.setClean()
        self._title()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def commands(self) -> list[Command]:
        """Return everything that can be done: the menus' actions, the pages and the controls in sight."""
        from gdlab.ui.dialogs.palette import Command

        found: dict[str, Command] = {}
        for action in _actions(self.menuBar()):
            words, _, keys = action.text().replace("&", "").partition("\t")
            keys = keys or action.shortcut().toString()
            found[words] = Command(words, keys, action.trigger, action.isEnabled())
        for page in self._nav.buttons():
            found[f"Go to {page.text()}"] = Command(f"Go to {page.text()}", "", page.click)
        shown = self.pages.currentWidget()
        for widget in shown.findChildren(QWidget) if shown is not None else []:
            words = widget.accessibleName()
            inner = not widget.objectName() or widget.objectName().startswith("qt_") or words in found
            if words and not inner and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                act = widget.click if isinstance(widget, QAbstractButton) else partial(_focus, widget)
                prefix = "" if isinstance(widget, QAbstractButton) else "Go to: "
                found[words] = Command(prefix + words, "", act, widget.isEnabled())
        return list(found.values())

    def open_palette(self) -> None:
        """Offer every command by a few letters."""
        from gdlab.ui.dialogs.palette import Palette

        palette = Palette(self.commands(), self)
        show_dialog(palette, self)
        palette.line.setFocus()

    def show_keys(self) -> None:
        """Show the keys and what the mouse does in charts."""
        box = QMessageBox(self)
        box.setWindowTitle("Keys and mouse")
        box.setText(_KEYS)
        show_dialog(box, self)

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and S where the control with the focus has no use for them: a field does, and a button."""
        if not self.is_filled:
            super().keyPressEvent(event)
            return
        keys = {Qt.Key.Key_Space: self.lab.toggle_start, Qt.Key.Key_S: self.lab.single_step}
        act = keys.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if act is None or self.pages.currentWidget() is not self.lab:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.is_filled:
            super().closeEvent(event)
            return
        if not self._may_leave():
            event.ignore()
            return
        self.settings.smoothing = self.lab.curves.smoothing.value() / 1000
        self.settings.speed = self.lab.controls.speed.value()
        self.settings.save()
        self.lab.warm.stop()
        self.experiment.undo_stack.blockSignals(True)  # it speaks up once more while it is deleted
        self.studies.shut_down()
        self.bridge.close()
        super().closeEvent(event)

    def _may_leave(self) -> bool:
        """Ask what becomes of edits of an opened file that were not saved; what was never a file is left silently."""
        unsaved = self.experiment.path is not None and not self.experiment.undo_stack.isClean()
        if not (unsaved and self.ask_before_leaving):
            return True
        choice = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            "Unsaved changes",
            f"Save the changes to {self.experiment.path.name if self.experiment.path else 'the experiment'}?",
            choice.Save | choice.Discard | choice.Cancel,
        )
        if answer == choice.Save:
            self.save()
        return answer == choice.Discard or (answer == choice.Save and self.experiment.undo_stack.isClean())

    def _take_settings(self) -> None:
        self.lab.curves.smoothing.setValue(round(1000 * self.settings.smoothing))
        self.lab.curves.x_axis.setCurrentText(self.settings.x_axis)
        self.lab.controls.speed.set_value(self.settings.speed)
        self.setup.changed.connect(self._on_setting)

    def _on_setting(self, name: str) -> None:
        if name == "x_axis":
            self.lab.curves.x_axis.setCurrentText(self.settings.x_axis)

    def _on_study_spec(self, spec: RunSpec) -> None:
        """Open a run of a study in the Lab."""
        self.experiment.load(spec)
        self.pages.setCurrentWidget(self.lab)
        self._nav.buttons()[0].setChecked(True)

    def _title(self) -> None:
        name = self.experiment.path.name if self.experiment.path else self.experiment.spec.name or "untitled"
        changed = "" if self.experiment.undo_stack.isClean() else " •"
        self.setWindowTitle(f"{name}{changed} – gdlab")


def _actions(menu: QMenuBar | QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)
        elif action.text():
            yield action


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def window_spec(preset: str = "digits") -> RunSpec:
    """Return a preset as the window opens it: with diagnostics for its charts where it does not say how often."""
    from gdlab.lab.presets import presets

    spec = presets()[preset].spec
    every = spec.training.diagnostics_every or 10
    return spec.replace(training=spec.training.replace(diagnostics_every=every))


_KEYS = """<table cellspacing="4">
<tr><td><b>Ctrl+Enter</b></td><td>start a run</td></tr>
<tr><td><b>Space</b></td><td>start, pause, go on</td></tr>
<tr><td><b>S</b></td><td>single step</td></tr>
<tr><td><b>Ctrl+R</b></td><td>race</td></tr>
<tr><td><b>Ctrl+B</b></td><td>branch: go on from a point of the chosen run with other settings</td></tr>
<tr><td><b>Ctrl+K</b></td><td>every command by a few letters</td></tr>
<tr><td><b>Ctrl+Z, Ctrl+Shift+Z</b></td><td>undo, redo an edit of the experiment</td></tr>
<tr><td><b>Ctrl+N, Ctrl+O, Ctrl+S</b></td><td>new, open, save the experiment</td></tr>
<tr><td><b>Ctrl+E</b></td><td>export runs as CSV</td></tr>
<tr><td><b>Alt+Up, Alt+Down</b></td><td>move the chosen layer</td></tr>
<tr><td><b>Ctrl+D, Delete</b></td><td>duplicate, remove the chosen layer;
run again, remove the chosen runs</td></tr>
<tr><td><b>F2, H</b></td><td>rename, hide or show the chosen runs</td></tr>
<tr><td><b>Ctrl+Shift+O</b></td><td>open your own data</td></tr>
<tr><td><b>Ctrl+I</b></td><td>show or hide Look inside</td></tr>
<tr><td><b>F11</b></td><td>full screen</td></tr>
<tr><td><b>Drag in a chart</b></td><td>zoom to a box; Shift-drag pans, Alt+wheel zooms, double-click shows all</td></tr>
</table>"""
