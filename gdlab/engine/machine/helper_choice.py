"""How many helping threads a run is better off with, found by trying fewer and more of them now and then.

Where other programs use the cores, the system takes one from a thread in the middle of its tile, and the others wait
for it: two threads may then take longer than one. Figures do not depend on the number of threads, so a run may change
it at any time.
"""

from __future__ import annotations

import math

#: Parts of the training until the first trial, which is a part with another number of helpers, and between two trials
#: at the most; each trial that changes nothing doubles them.
FIRST, SELDOM = 20, 80
#: Seconds that a part takes at the most, where a step is not longer.
PART = 0.1
#: Share by which steps have to be shorter with another number of helpers, twice one after the other.
GAIN = 0.05
#: Weight of the newest part in the mean of a step's seconds.
_WEIGHT = 0.3


class HelperChoice:
    """The number of helpers with which a run's steps are shortest, as far as was measured.

    Args:
        most: helpers that the run may have.

    Attributes:
        helpers: how many the next part of the training is to have.
    """

    def __init__(self, most: int) -> None:
        self.helpers = self._usual = self._most = most
        self._seconds = math.nan
        self._left = self._wait = FIRST
        self._won, self._down = 0, True

    @property
    def steps(self) -> int:
        """How many steps the next part of the training has at the most, so that another number can be tried after."""
        return 8 if math.isnan(self._seconds) else max(1, int(PART / self._seconds))

    def note(self, helpers: int, steps: float, seconds: float) -> None:
        """Take note of what a part of the training took, and choose the helpers of the next one.

        Args:
            helpers: how many it had; where other runs left fewer than were wanted, it tells nothing.
            steps: how many steps it had, an evaluation counted as so many as it is worth.
            seconds: what they took, by the clock.
        """
        if helpers != self.helpers or steps < 1 or seconds <= 0:
            return
        found = seconds / steps
        if self.helpers != self._usual:
            self._judge(found)
        else:
            old = self._seconds
            self._seconds = found if math.isnan(old) else old + _WEIGHT * (found - old)
            self._left -= 1
            if self._most > 0 and self._left <= 0:
                self.helpers = self._other()

    def _other(self) -> int:
        """Return the number that is tried next: half as many, or twice as many and one."""
        fewer, more = self._usual // 2, min(2 * self._usual + 1, self._most)
        if self._usual == 0 or (more != self._usual and not self._down):
            return more
        return fewer

    def _judge(self, found: float) -> None:
        """Keep the number that was tried where its steps were shorter twice, and go back to the usual one otherwise."""
        tried, self.helpers = self.helpers, self._usual
        self._won = self._won + 1 if found < (1 - GAIN) * self._seconds else 0
        if self._won == 1:
            return  # a part as usual, then the second trial at once
        if self._won == 2:
            self.helpers, self._usual, self._seconds, self._wait = tried, tried, found, FIRST
        else:
            self._down, self._wait = not self._down, min(2 * self._wait, SELDOM)
        self._won, self._left = 0, self._wait
