"""Long work in the background: its progress, its end, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from gdlab.lab.datasets import Cancelled, Progress
from gdlab.spec.errors import GdlabError
from gdlab.translation import tr_message


class Task(QObject):
    """One piece of background work; ``told`` and ``ended`` are emitted on the window's thread.

    ``ended`` carries the result, or the error; after :meth:`cancel` that is ``Cancelled``.
    """

    told = Signal(float, str)
    ended = Signal(object)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = Event()
        self._last: tuple[float, str] = (-1.0, "")
        self._said: tuple[float, str] | None = None

    def cancel(self) -> None:
        """Stop at the next place where the work looks up."""
        self._stop.set()

    def run(self) -> Any:
        """Do the work; for the background thread."""
        return self._work(self._note)

    def report_progress(self) -> None:
        """Emit the newest progress; for the window's thread."""
        last = self._last
        if last != self._said:
            self._said = last
            self.told.emit(*last)

    def finish(self, future: Future[Any]) -> None:
        """Emit the result or the error; for the window's thread."""
        error = future.exception()
        if self._stop.is_set():
            error = Cancelled()
        self.ended.emit(future.result() if error is None else error)

    def _note(self, share: float, text: str) -> None:
        if self._stop.is_set():
            raise Cancelled()
        self._last = (float(share), text)


def sentence(error: BaseException) -> str:
    """Return an error in words of the window's language: our own say all, of others the kind belongs to it."""
    said = str(error) if isinstance(error, GdlabError) else f"{type(error).__name__}: {error}"
    return tr_message(said)
