"""Open the window, or say in one sentence why none can open here. Qt is not imported before that is likely."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gdlab.display import explain_failed_window, missing_libraries, no_display, refuse_window


def open_window(file: Path | None = None) -> int:
    """Open the window and return the exit code when it is closed; 2 when there is nothing to open it on.

    Args:
        file: an experiment or a bundle that is opened in it.
    """
    reason = no_display(os.environ)
    if reason is not None:
        return refuse_window(reason)
    try:
        from gdlab.ui.app import run_app
    except ImportError as error:  # Qt is installed, and a library of the system that it needs is not
        return refuse_window(explain_failed_window(str(error), missing_libraries(Path(sys.executable))))
    return run_app(file)
