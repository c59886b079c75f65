"""The search for unused circles of Python objects, on the window's thread alone.

Python searches in whichever thread makes the next object. When that is a background thread and a circle holds a
QObject, Qt's destructor runs there: it holds one of Qt's locks and waits for the interpreter, while the window's
thread, which has the interpreter, waits for that lock, and both wait for ever. So the window searches by a timer.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two searches; each takes in the objects made since, and seldom older ones.
_PERIOD = 250


class GarbageTimer(QObject):
    """The timer that has Python search for unused objects, which does not search by itself as long as this lives.

    Args:
        parent: the application, whose thread searches.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(collect_when_due)
        self._timer.start()


def collect_when_due() -> None:
    """Collect the oldest generation of objects that is due by Python's own thresholds, if any is."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [number for number in range(3) if counts[number] > thresholds[number]]
    if due:
        gc.collect(due[-1])
