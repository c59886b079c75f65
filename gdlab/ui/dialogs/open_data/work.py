"""One piece of work at a time behind a dialog, with its progress; a newer piece takes the older one's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gdlab.lab.datasets import Progress as Note
from gdlab.ui.task import Task
from gdlab.ui.widgets.progress import ProgressRow

#: Begins work in the background and returns it.
Begin = Callable[[Callable[[Note], Any]], Task]


class WorkProgress(ProgressRow):
    """The progress of background work; ``failed`` carries the error of failed work, ``rested`` follows each end."""

    failed = Signal(object)
    rested = Signal()

    def __init__(self, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._begin = begin
        self._task: Task | None = None
        self._then: Callable[[Any], None] = lambda _result: None
        self.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._task is not None

    def do(self, work: Callable[[Note], Any], then: Callable[[Any], None], text: str) -> None:
        """Begin work and hand its result to ``then``."""
        self.drop()
        self.start(text)
        self.set_progress(None, text)
        self.show()
        self._then = then
        self._task = self._begin(work)
        self._task.told.connect(self._on_told)
        self._task.ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Stop what is under way; nothing half-done is kept."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Stop what is under way and hear no more of it."""
        task, self._task = self._task, None
        if task is not None:
            task.told.disconnect(self._on_told)
            task.ended.disconnect(self._on_ended)
            task.cancel()
        self.hide()

    def _on_told(self, share: float, text: str) -> None:
        self.set_progress(share if share >= 0 else None, text or None)

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.hide()
        try:
            if isinstance(result, BaseException):
                self.failed.emit(result)
            else:
                self._then(result)
        finally:  # a fault while the result is shown must not leave the dialog waiting
            self.rested.emit()
