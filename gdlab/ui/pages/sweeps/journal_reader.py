"""What reads the journal of a kept sweep again while another process carries the sweep out."""

from __future__ import annotations

import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from gdlab.lab.store import Store
from gdlab.lab.sweeps.journal import is_carried_out
from gdlab.lab.sweeps.stored_sweep import StoredSweep, stored_sweep
from gdlab.lab.sweeps.sweep_run import journal_path
from gdlab.ui.bridge import Bridge

#: Milliseconds between two looks at the file, and how many times as long as a reading took the next one waits.
_LOOK, _REST = 500, 10


class JournalReader(QTimer):
    """A timer that looks whether a sweep's journal has grown, or has been let go, and has it read in the background.

    Args:
        bridge: what reads in the background.
        page: nothing is read while it is out of sight.

    Attributes:
        grown: emitted with the :class:`StoredSweep` each time that the file was read again.
    """

    grown = Signal(object)

    def __init__(self, bridge: Bridge, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._page = bridge, page
        self._store: Store | None = None
        self._name, self._is_reading, self._due = "", False, 0.0
        self._seen, self._was_carried_out = (0, 0), False
        self.setInterval(_LOOK)
        self.timeout.connect(self._on_look)

    def follow(self, store: Store, held: StoredSweep) -> None:
        """Look after the journal of a sweep, as it was just read, until the timer is stopped."""
        self._store, self._name = store, held.name
        self._seen, self._was_carried_out = _state(journal_path(store, held.name)), held.is_carried_out
        self.start()

    def _on_look(self) -> None:
        if self._store is None or self._is_reading or time.monotonic() < self._due or not self._page.isVisible():
            return
        path = journal_path(self._store, self._name)
        now = _state(path)
        if now != self._seen or (self._was_carried_out and not is_carried_out(path)):
            self._seen, self._is_reading = now, True
            began = time.monotonic()
            job = partial(stored_sweep, self._store, self._name)
            self._bridge.in_background(job, partial(self._on_read, self._name, began))

    def _on_read(self, name: str, began: float, future: Future[StoredSweep]) -> None:
        now = time.monotonic()
        self._is_reading, self._due = False, now + _REST * (now - began)
        if self.isActive() and name == self._name and future.exception() is None:
            held = future.result()
            self._was_carried_out = held.is_carried_out
            self.grown.emit(held)


def _state(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
