"""One way to stop, whatever asks for it: Ctrl+C, a shutdown (SIGTERM) or a closed terminal (SIGHUP).

While a command trains, a signal only notes that it came. The training ends at the end of its slice, everything is
written, and the command ends with 130, 143 or 129. Further signals change nothing: what is being saved is saved.

A handler may run within the handler of an earlier signal, or while the main thread holds any lock. So it takes no lock
and prints nothing: a thread of its own does.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from types import FrameType
from typing import Any

import typer

from gdlab.cli.console import errors
from gdlab.lab.train import Terminated

#: Signals that end a command, by name, since not every system has each.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
#: What is said when the first signal comes, and when another one does.
_SENTENCES = ("Stopping …", "Saving what was trained; this cannot be interrupted.")
#: Seconds for which the end of a command waits for these sentences to be printed.
_PRINTING = 2.0


@dataclass
class Shutdown:
    """Whether this process was asked to stop, and by which signal.

    Attributes:
        number: the first signal that came, 0 for none.
        since: when it came, by the monotonic clock.
    """

    number: int = 0
    since: float = 0.0
    _came: SimpleQueue[int | None] = field(default_factory=SimpleQueue)

    @property
    def asked(self) -> bool:
        """Return whether a signal has come."""
        return self.number != 0

    def check(self) -> None:
        """Stop the training that calls this between its slices, if a signal has come.

        Raises:
            KeyboardInterrupt: when a person pressed Ctrl+C.
            Terminated: when the system ends the process.
        """
        if self.asked:
            raise KeyboardInterrupt if self.number == signal.SIGINT else Terminated

    @property
    def exit_code(self) -> int:
        """Return what a shell expects of a process that a signal ended."""
        return 128 + self.number

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Note a signal; the handler of them all."""
        self.since = self.since or time.monotonic()
        self.number = self.number or number
        self._came.put(number)  # may be called within itself, which no lock of ``threading`` allows

    def announce(self) -> None:
        """Print that the first signal came, and that another did, until :meth:`end`; the work of a thread."""
        sentences = iter(_SENTENCES)
        while self._came.get() is not None:
            with suppress(Exception):  # a closed terminal takes no text
                errors.print(next(sentences))

    def end(self) -> None:
        """End :meth:`announce` once it has printed what there is to say."""
        self._came.put(None)


@contextmanager
def stoppable() -> Generator[Shutdown]:
    """Take the signals that end a process as requests to stop, as long as the block lasts; after one, ignore others.

    Outside the main thread, where Python takes no signals, nothing changes.

    Raises:
        Exit: with the signal's exit code, when a signal ended the block before there was anything to show.
    """
    asked = Shutdown()
    before: dict[Any, Any] = {}
    announcer = threading.Thread(target=asked.announce, name="gdlab-signals", daemon=True)
    announcer.start()
    if threading.current_thread() is threading.main_thread():
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, asked.receive)
    try:
        yield asked
    except KeyboardInterrupt:
        if asked.asked:
            raise typer.Exit(asked.exit_code) from None
        raise
    finally:
        asked.end()
        announcer.join(_PRINTING)
        for number, handler in before.items():  # nothing more is to end a process that ends
            signal.signal(number, signal.SIG_IGN if asked.asked else handler)
