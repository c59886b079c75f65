"""The search for unused circles of Python objects, on the window's thread alone.

Python searches in whichever thread makes the next object. When that is a background thread and a circle holds a
QObject, Qt's destructor runs there: it holds one of Qt's locks and waits for the interpreter, while the window's
thread, which has the interpreter, waits for that lock, and both wait for ever. So the window searches by a timer.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two searches among the objects made since the last one.
_PERIOD = 40
#: Seconds between two searches among all objects: at least so many, and so many times as long as the last one took.
_ALL_EVERY, _REST = 30.0, 100.0


class GarbageTimer(QObject):
    """The timer that has Python search for unused objects, which does not search by itself as long as this lives.

    Args:
        parent: the application, whose thread searches.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._all_due = time.monotonic() + _ALL_EVERY
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        began = time.monotonic()
        if collect_when_due(everything=began >= self._all_due) == 2:
            ended = time.monotonic()
            self._all_due = ended + max(_ALL_EVERY, _REST * (ended - began))


def collect_when_due(*, everything: bool = False) -> int | None:
    """Search among the objects made since the last search, if they are more than Python's own threshold.

    What survives is old at once, so that no object is looked at twice before the next search among all of them.

    Args:
        everything: search among all objects instead, if Python's own thresholds say so.

    Returns:
        The oldest generation of objects that was searched, None for none.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] <= thresholds[0]:
        return None
    generation = 2 if everything and counts[2] > thresholds[2] else 1
    gc.collect(generation)
    return generation
