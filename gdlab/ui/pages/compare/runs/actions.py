"""What is done to kept runs: tags, names, the trash and back, each as a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from gdlab.lab.store import Store
from gdlab.spec.files import loads
from gdlab.translation import tr, tr_n
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.pages.compare.comparison import Background
from gdlab.ui.task import sentence
from gdlab.ui.widgets.banner import Banner


class KeptRunActions(QObject):
    """The actions on runs of a store, which work in the background; ``done`` follows each."""

    done = Signal()

    def __init__(
        self, store: Store, background: Background, experiment: QtExperiment, banner: Banner, page: QWidget
    ) -> None:
        super().__init__(page)
        self._store, self._background, self._experiment = store, background, experiment
        self._banner, self._page = banner, page
        self._undo: Callable[[], None] | None = None
        banner.action_clicked.connect(self._on_action)

    def move_to_trash(self, ids: Sequence[str]) -> None:
        """Put runs into the trash; the banner and Ctrl+Z bring them back."""
        back, forward = partial(self.bring_back, ids), partial(self._do, partial(self._store.remove, ids))
        forward()
        what = tr_n("{n} run", "{n} runs", len(ids))
        history, text = self._experiment.history, tr("Move {what} to the trash", what=what)
        history.push_action(self._experiment.spec, text, back=back, forward=forward)
        self._undo = lambda: history.undo() if history.undo_text == text else back()
        self._banner.show_message(tr("{what} moved to the trash.", what=what), level="info", action=tr("Undo"))

    def bring_back(self, ids: Sequence[str]) -> None:
        """Take runs out of the trash."""
        self._do(partial(self._store.bring_back, ids))

    def ask_delete(self, ids: Sequence[str]) -> None:
        """Ask, and delete runs that are in the trash for good."""
        what = tr_n("{n} run", "{n} runs", len(ids))
        choice = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._page,
            tr("Delete for good"),
            tr("Delete {what} for good? This cannot be undone.", what=what),
            choice.Yes | choice.No,
        )
        if answer == choice.Yes:
            self.delete(ids)

    def delete(self, ids: Sequence[str]) -> None:
        """Delete runs that are in the trash for good."""
        self._do(partial(self._store.delete_removed, ids))

    def tag(self, ids: Sequence[str], tag: str, on: bool) -> None:
        """Give runs a tag or take it from them."""
        self._do(partial(self._store.tag_all, ids, tag, on=on))

    def rename(self, key: str, name: str) -> None:
        """Give a run another name."""
        self._do(partial(self._store.rename, key, name))

    def use(self, key: str) -> None:
        """Take a run's spec over into the experiment."""

        def done(future: Future[dict[str, str]]) -> None:
            try:
                self._experiment.use(loads(future.result()[key], f"run {key}"))
            except Exception as error:
                self._banner.show_error(tr("The settings could not be taken over."), error)

        self._background(partial(self._store.spec_texts, [key]), done)

    def _do(self, job: Callable[[], Any]) -> None:
        self._background(job, self._on_done)

    def _on_done(self, future: Future[Any]) -> None:
        if (error := future.exception()) is not None:
            self._banner.show_message(tr("The store was not changed: {error}", error=sentence(error)))
        self.done.emit()

    def _on_action(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and "trash" in self._banner.text:
            self._banner.hide()
            undo()
