"""End a process that was asked to stop and still compiles, which cannot be interrupted: nothing would be lost by it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress

from gdlab.cli.console import errors
from gdlab.cli.shutdown import Shutdown
from gdlab.lab.store.recorder import RunRecorder

#: Seconds after a signal for which the work is left to end by itself.
_PATIENCE = 3.0


@contextmanager
def ending_while_it_compiles(asked: Shutdown, recorder: RunRecorder) -> Generator[None]:
    """End the process some seconds after a signal if no run of the recorder has begun to train or is to be written.

    Args:
        asked: the signals.
        recorder: writes the runs of the block.
    """
    over = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(asked, recorder, over), name="gdlab-stop", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _wait_for_the_end(asked: Shutdown, recorder: RunRecorder, over: threading.Event) -> None:
    while not over.wait(0.2):
        if asked.asked and time.monotonic() - asked.since > _PATIENCE and recorder.only_prepares:
            with suppress(Exception):  # a closed terminal takes no text
                errors.print(
                    "Stopped while kernels were being compiled; the runs are kept, and `gdlab resume` goes on."
                )
            logging.shutdown()
            os._exit(asked.exit_code)
