"""The background search for what is misleading about the columns of a table: of a wide one it takes a second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gdlab.lab.datasets import DataFinding
from gdlab.ui.dialogs.open_data.work import Begin
from gdlab.ui.task import Task


class FindingsSearch(QObject):
    """One search at a time; ``found`` carries the findings of the newest one, and an older one is heard of no more.

    Args:
        begin: begins work in the background and returns it.
        parent: the widget that shows the findings.
    """

    found = Signal(object)

    def __init__(self, begin: Begin, parent: QObject) -> None:
        super().__init__(parent)
        self._begin = begin
        self._task: Task | None = None

    @property
    def is_active(self) -> bool:
        """Whether a search is under way."""
        return self._task is not None

    def start(self, find: Callable[[], tuple[DataFinding, ...]]) -> None:
        """Begin a search in the place of the one under way."""
        self.drop()
        self._task = self._begin(lambda _progress: find())
        self._task.ended.connect(self._on_ended)

    def drop(self) -> None:
        """Hear no more of the search under way."""
        if self._task is not None:
            self._task.ended.disconnect(self._on_ended)
            self._task = None

    def _on_ended(self, found: object) -> None:
        self._task = None
        if isinstance(found, tuple):  # an error is in the log, and the columns can be used all the same
            self.found.emit(found)
