"""An output that is replaced while something goes on: under a notebook's cell, or a line of a terminal."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from contextlib import suppress
from typing import Any, Protocol

from gdlab.lab.terminal_text import without_controls

_INTERVAL = 0.1  # seconds between two updates


class LiveOutput(Protocol):
    """A place in which the newest state of something is shown."""

    def show(self, html: str, text: str) -> None:
        """Show a state in place of the last one."""
        ...

    def close(self, html: str, text: str) -> None:
        """Show the last state, which stays."""
        ...


class CellOutput:
    """An output under the running cell of a notebook, in HTML and as text for what shows no HTML.

    Args:
        shell: IPython's shell, whose publisher is used; gdlab itself does not import IPython.
    """

    def __init__(self, shell: Any) -> None:
        self._publisher, self._id, self._shown = shell.display_pub, f"gdlab-{secrets.token_hex(8)}", False

    def show(self, html: str, text: str) -> None:
        """Show a state in place of the last one."""
        data, place = {"text/html": html, "text/plain": text}, {"display_id": self._id}
        self._publisher.publish(data, {}, transient=place, update=self._shown)
        self._shown = True

    def close(self, html: str, text: str) -> None:
        """Show the last state, which stays."""
        self.show(html, text)


class TextOutput:
    """A line on standard error: rewritten on a terminal, printed once at the end elsewhere."""

    def __init__(self) -> None:
        self._terminal, self._width = sys.stderr is not None and sys.stderr.isatty(), 0

    def show(self, html: str, text: str) -> None:
        """Write a state over the last one."""
        if self._terminal:
            line = without_controls(text.replace("\n", "  "))
            self._write(f"\r{line:<{self._width}}")
            self._width = len(line)

    def close(self, html: str, text: str) -> None:
        """Write the last state and end the line."""
        self.show(html, text)
        self._write("\n" if self._terminal else f"{without_controls(text)}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # standard error is closed, which is no reason to end a training
            print(text, end="", file=sys.stderr, flush=True)


class Pace:
    """The times at which an output may be replaced, so that a fast run does not flood its reader."""

    def __init__(self) -> None:
        self._next = 0.0

    def due(self) -> bool:
        """Return whether it is time for the next state."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + _INTERVAL
        return True


def live_output(wanted: bool | None) -> LiveOutput | None:
    """Return where progress is shown.

    Args:
        wanted: True for a notebook's cell or else a line of text, False for nowhere, None for a notebook's cell only.
    """
    if wanted is False:
        return None
    shell = _notebook_shell()
    if shell is not None:
        return CellOutput(shell)
    return TextOutput() if wanted else None


def _notebook_shell() -> Any:
    """Return the shell of the notebook whose cell runs in this thread, None elsewhere; IPython is not imported."""
    ipython = sys.modules.get("IPython")
    if ipython is None or threading.current_thread() is not threading.main_thread():
        return None
    shell = ipython.get_ipython()
    return shell if hasattr(shell, "kernel") and hasattr(shell, "display_pub") else None
