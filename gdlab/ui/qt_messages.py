"""What Qt says by itself: why it cannot start, as one sentence, and all else in the log."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gdlab.display import explain_failed_window, missing_libraries, refuse_window
from gdlab.logs.crash import end_crash_log

_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_qt() -> QApplication:
    """Return a new application; where Qt would abort the process, end it with one sentence and exit code 2."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        said.append(text)
        log_qt(kind, _context, text)
        if kind == QtMsgType.QtFatalMsg:  # Qt aborts when this returns
            end_crash_log()
            os._exit(refuse_window(explain_failed_window("\n".join(said), missing_libraries(Path(sys.executable)))))

    before = qInstallMessageHandler(hear)
    try:
        return QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)


def log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Put a message of Qt's into the log."""
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
