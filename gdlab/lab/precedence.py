"""The precedence of the window over threads in the background, for the moments in which it shows what is new.

Python runs one thread at a time. With three threads that train short trials the window waits for each of its turns, and
ten milliseconds of its work take seventy by the clock. So threads that work in the background ask, between two of their
steps, whether the window is at it, and let it finish first.
"""

from __future__ import annotations

import threading

#: Seconds for which a thread gives way at the most, so that a window that is always at it does not stop all else.
_LONGEST = 0.1


class Precedence:
    """The precedence of one thread; the others ask for it between two steps of their work."""

    def __init__(self) -> None:
        self._is_free = threading.Event()
        self._is_free.set()

    def take(self) -> None:
        """Have the other threads wait at their next step, until :meth:`give_back`."""
        self._is_free.clear()

    def give_back(self) -> None:
        """Let the other threads go on."""
        self._is_free.set()

    def give_way(self) -> None:
        """Wait while another thread has precedence, for a fraction of a second at the most."""
        if not self._is_free.is_set():
            self._is_free.wait(_LONGEST)


#: The precedence of the window's thread.
WINDOW = Precedence()
