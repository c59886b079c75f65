"""The order of painting: one part of the page in each pass of the event loop, so that no pass is long."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

#: Seconds between two paintings of the parts that hold figures: those that change faster cannot be read.
_SLOW = 0.15
#: After a part, the next one waits for this many times as long as it took.
_REST = 3.0


class PaintSchedule:
    """The order in which parts of a page are painted: one part a tick, the slow parts less often."""

    def __init__(self, parts: Sequence[Callable[[], object]], slow: Sequence[Callable[[], object]] = ()) -> None:
        self._parts, self._slow = list(parts), list(slow)
        self._at = 0
        self._slow_due = 0.0
        self._not_before = 0.0

    def set_parts(self, parts: Sequence[Callable[[], object]]) -> None:
        """Paint other parts from now on; the slow ones stay."""
        self._parts, self._at = list(parts), 0

    def on_tick(self) -> None:
        """Paint the next part, unless the last one took so long that the event loop needs the time for others."""
        now = time.perf_counter()
        if now < self._not_before:
            return
        if self._slow and now >= self._slow_due:
            self._slow_due = now + _SLOW / len(self._slow)
            part = self._slow[0]
            self._slow.append(self._slow.pop(0))
        else:
            part = self._parts[self._at]
            self._at = (self._at + 1) % len(self._parts)
        part()
        done = time.perf_counter()
        self._not_before = done + _REST * (done - now)
