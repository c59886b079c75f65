"""Who draws when: one part of the page in each turn of the event loop, so that none of them is long."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

#: Seconds between two looks of the parts that are for reading, not for watching: faster figures cannot be read.
_SLOW = 0.15
#: A part rests this many times what it cost before the next one's turn.
_REST = 3.0


class PaintSchedule:
    """Call one of several functions a tick, in turn; the slow ones less often."""

    def __init__(self, parts: Sequence[Callable[[], object]], slow: Sequence[Callable[[], object]] = ()) -> None:
        self._parts, self._slow = list(parts), list(slow)
        self._at = 0
        self._slow_due = 0.0
        self._not_before = 0.0

    def on_tick(self) -> None:
        """Give the next part its turn, unless the last one was dear and the loop needs the time for others."""
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
