"""Where log records go: to a file in the user's data folder, and on request to standard error."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from gdlab.logs.private import PrivateFormatter
from gdlab.logs.shared_file import SharedRotatingFileHandler
from gdlab.paths import data_path
from gdlab.spec.errors import GdlabError

#: The option that shows the log on standard error, before or after a command.
VERBOSE = "--verbose"
LEVELS = ("debug", "info", "warning", "error", "critical")
_SIZE, _BACKUPS = 512 * 1024, 2


class _StandardError(logging.StreamHandler):
    """A handler that writes to whatever standard error is at the time of a record."""

    def emit(self, record: logging.LogRecord) -> None:
        if sys.stderr is not None:  # a windowed program on Windows has none
            self.stream = sys.stderr
            super().emit(record)


def log_folder() -> Path:
    """Return the folder of the log and of the reports of crashes; it need not exist."""
    return data_path() / "log"


def log_file() -> Path:
    """Return the log file; it need not exist."""
    return log_folder() / "gdlab.log"


def begin_logging(*, verbose: bool = False) -> None:
    """Send gdlab's log records to the log file and, if wanted, to standard error; for programs, not for libraries.

    Args:
        verbose: show records on standard error, from the level info on.

    Raises:
        GdlabError: when GDLAB_LOG is no level.
    """
    asked = os.environ.get("GDLAB_LOG", "").strip().lower()
    if asked and asked not in LEVELS:
        raise GdlabError(f"GDLAB_LOG must be one of {', '.join(LEVELS)} (got '{asked}')")
    ours = logging.getLogger("gdlab")
    end_logging()
    level = getattr(logging, asked.upper()) if asked else logging.INFO
    file = SharedRotatingFileHandler(log_file(), _SIZE, _BACKUPS)
    file.setFormatter(PrivateFormatter())
    ours.addHandler(file)
    if verbose or asked:
        shown = _StandardError()
        shown.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        shown.setLevel(level)
        ours.addHandler(shown)
    ours.setLevel(min(level, logging.INFO))


def end_logging() -> None:
    """Take back what :func:`begin_logging` did."""
    ours = logging.getLogger("gdlab")
    for handler in [h for h in ours.handlers if isinstance(h, SharedRotatingFileHandler | _StandardError)]:
        ours.removeHandler(handler)
        handler.close()
    ours.setLevel(logging.NOTSET)


def log_tail(lines: int = 60) -> str:
    """Return the last lines of the log file, or ""."""
    try:
        return "\n".join(log_file().read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
