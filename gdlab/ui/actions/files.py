"""The experiment's file: new, open, save, and what becomes of edits that were not saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QWidget

from gdlab.lab.bundle.files import is_zip_bundle
from gdlab.lab.experiment_link import experiment_link, saved_of_link
from gdlab.lab.files import OutputError, write_file
from gdlab.lab.presets import default_spec, preset, presets
from gdlab.lab.saved_experiment import RacePlan, SavedExperiment, load_saved
from gdlab.lab.spec_names import LINK_PREFIX
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec
from gdlab.translation import tr
from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.experiment import QtExperiment, RefusedFieldError
from gdlab.ui.widgets.banner import Banner


def window_spec() -> RunSpec:
    """Return the default experiment as the window opens it."""
    return with_diagnostics(default_spec())


def with_diagnostics(spec: RunSpec) -> RunSpec:
    """Return an experiment with diagnostics for the charts where it does not say how often."""
    every = spec.training.diagnostics_every or 10
    return spec.replace(training=spec.training.replace(diagnostics_every=every))


class ExperimentFile(QObject):
    """The experiment's file and the actions on it; ``saved`` is emitted when the file and the edits agree again.

    ``opened`` carries what a file holds once its experiment is open.
    """

    saved = Signal()
    opened = Signal(object)

    def __init__(self, experiment: QtExperiment, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._experiment, self._banner, self._window = experiment, banner, window
        #: Gives what is saved beside the spec: the race that was set up, and the view.
        self.beside: Callable[[], tuple[RacePlan | None, Mapping[str, Any]]] = lambda: (None, {})

    @property
    def title(self) -> str:
        """What the window is called: the file's name or the experiment's, with a dot where edits are not saved."""
        experiment = self._experiment
        name = experiment.path.name if experiment.path else experiment.spec.name or "untitled"
        return name + ("" if experiment.history.is_clean else " •")

    def menu_actions(self) -> list[MenuAction]:
        """Return the entries of the File menu that read and write the experiment."""
        inner = tuple(
            MenuAction("", p.name, partial(self.open_preset, p.name), tip=tr(p.header.sentence))
            for p in presets().values()
        )
        return [
            MenuAction("&File", tr("&New experiment"), self.new, ("Ctrl+N",)),
            MenuAction("&File", tr("New from &preset"), inner=inner),
            MenuAction("&File", tr("&Open…"), self.ask_open, ("Ctrl+O",)),
            MenuAction("&File", tr("&Save"), self.save, ("Ctrl+S",)),
            MenuAction("&File", tr("Save &as…"), self.ask_save, ("Ctrl+Shift+S",)),
            MenuAction(
                "&File",
                tr("Copy &link"),
                self.copy_link,
                tip=tr("The experiment as one line of text, with its race and its view, to be sent"),
            ),
            MenuAction("&File", tr("Open lin&k…"), self.ask_link),
        ]

    def new(self) -> None:
        """Begin anew with the default experiment."""
        self._experiment.load(window_spec())

    def open_preset(self, name: str) -> None:
        """Open a preset with its race and its view; one that there is not is said and nothing is changed."""
        try:
            saved = preset(name).saved
        except GdlabError as error:
            self._banner.show_message(str(error).splitlines()[0])
            return
        self._experiment.load(with_diagnostics(saved.spec))
        self._experiment.history.set_clean()
        self.opened.emit(replace(saved, view={"page": "lab", **saved.view}))

    def ask_open(self) -> None:
        """Ask for a spec file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open experiment"), "", tr("Experiment (*.toml *.json *.gdlab)")
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a spec file; what is wrong with it is said and nothing is changed."""
        if is_zip_bundle(path):
            self._banner.show_message(tr("{name} is a bundle of runs: bring it in with Import runs….", name=path.name))
            return
        try:
            saved = load_saved(path)
            self._experiment.load(saved.spec, path)
            self._experiment.history.set_clean()
            self.opened.emit(saved)
        except GdlabError as error:
            words = str(error).removeprefix(f"{path}: ").splitlines()
            self._banner.show_message(
                tr("{name} was not opened: {words}", name=path.name, words=words[0]), detail="\n".join(words[1:])
            )

    def take(self, saved: SavedExperiment) -> None:
        """Open an experiment that is no file of its own, such as that of a bundle."""
        self._experiment.load(saved.spec)
        self._experiment.history.set_clean()
        self.opened.emit(saved)

    def content(self) -> SavedExperiment:
        """Return what a file of the experiment would hold now, with what is being typed.

        Raises:
            RefusedFieldError: when a field shows what was refused and would not be in the file.
        """
        return SavedExperiment(self._experiment.accepted(), *self.beside())

    def copy_link(self) -> None:
        """Put the experiment as a link on the clipboard."""
        try:
            link = experiment_link(self.content())
        except RefusedFieldError as error:
            self._banner.show_message(error.not_saved)
            return
        QApplication.clipboard().setText(link)
        self._banner.show_message(tr("A link to the experiment is on the clipboard."), level="success")

    def ask_link(self) -> None:
        """Ask for a link and open its experiment."""
        held = QApplication.clipboard().text()
        start = held if held.startswith(LINK_PREFIX) else ""
        text, is_given = QInputDialog.getText(self._window, tr("Open link"), tr("A link to an experiment:"), text=start)
        if is_given:
            self.open_link(text)

    def open_link(self, link: str) -> None:
        """Open the experiment that a link says; what is wrong with it is said and nothing is changed."""
        try:
            saved = saved_of_link(link)
            self._experiment.load(saved.spec)
            self.opened.emit(saved)
        except GdlabError as error:
            self._banner.show_message(tr("The link was not opened: {reason}", reason=str(error).splitlines()[0]))

    def save(self) -> None:
        """Save the experiment to its file, or ask for one; nothing is saved while what is being typed is refused."""
        if self._experiment.path is None:
            self.ask_save()
        else:
            self.save_to(self._experiment.path)

    def ask_save(self) -> None:
        """Ask for a file and save the experiment."""
        try:
            name = self._experiment.accepted().name
        except RefusedFieldError as error:
            self._banner.show_message(error.not_saved)
            return
        start = f"{name or 'experiment'}.toml"
        kinds = tr("Experiment (*.toml);;Experiment that a double click opens (*.gdlab)")
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save experiment"), start, kinds)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the experiment as a spec file."""
        try:
            write_file(path, self.content().text())
        except RefusedFieldError as error:
            self._banner.show_message(error.not_saved)
            return
        except OutputError as error:
            self._banner.show_message(tr("{path} cannot be written.", path=path), detail=str(error))
            return
        self._experiment.path = path
        self._experiment.history.set_clean()
        self.saved.emit()

    def may_leave(self) -> bool:
        """Ask what becomes of edits of an opened file that were not saved; what was never a file is left silently."""
        path, history = self._experiment.path, self._experiment.history
        if path is None or history.is_clean:
            return True
        choice = QMessageBox.StandardButton
        ways = choice.Save | choice.Discard | choice.Cancel
        answer = QMessageBox.question(
            self._window, tr("Unsaved changes"), tr("Save the changes to {name}?", name=path.name), ways
        )
        if answer == choice.Save:
            self.save()
        return answer == choice.Discard or (answer == choice.Save and history.is_clean)
