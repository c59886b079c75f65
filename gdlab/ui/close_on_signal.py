"""Close the window when the system or a terminal ends the process, so that everything is saved as by its cross."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from gdlab.ui.main_window import MainWindow

#: Signals that end a process, by name, since not every system has each.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class CloseOnSignal(QObject):
    """The closing of a window, without a question, when a signal comes or the desktop's session ends.

    Python's handlers run only between two steps of Python code, and the event loop takes none while nothing happens:
    a socket that the signal writes to wakes it. A second signal changes nothing.

    Attributes:
        exit_code: 128 and the number of the first signal that came, 0 for none.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.exit_code = 0
        self._window = window
        self._wakes, self._woken = socket.socketpair()
        for end in (self._wakes, self._woken):
            end.setblocking(False)
        self._fd_before = signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._before: dict[Any, Any] = {}
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._receive)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._on_session_end, Qt.ConnectionType.DirectConnection)

    def release(self) -> None:
        """Give the signals back, once the window is closed; where one came, the process ends and ignores others."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if self.exit_code else handler)
        signal.set_wakeup_fd(self._fd_before)
        self._wakes.close()
        self._woken.close()

    def _receive(self, number: int, frame: FrameType | None) -> None:
        self.exit_code = self.exit_code or 128 + number

    def _on_woken(self) -> None:
        # Each byte is the number of a signal; Python's own handler for it may run later than this, or already has.
        numbers = [number for number in self._woken.recv(4096) if number in self._before]
        if numbers:
            self.exit_code = self.exit_code or 128 + numbers[0]
            self._notifier.setEnabled(False)
            self._close()

    def _on_session_end(self, _manager: object) -> None:
        self._close()

    def _close(self) -> None:
        self._window.ask_before_leaving = False
        self._window.close()
        QCoreApplication.exit(0)  # dialogs that are open end with it
