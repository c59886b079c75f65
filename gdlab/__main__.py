"""Run gdlab: the window without arguments, a command with them."""

import atexit
import gc
import os
import signal
import sys
from types import FrameType


def run_gdlab() -> int:
    """Run gdlab and return its exit code; the window comes up without waiting for the commands to be imported."""
    _take_places_of_closed_streams()
    early = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if early:
        signal.signal(signal.SIGINT, _end_at_once)

    def imported() -> None:
        if early:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    from gdlab.logs.crash import begin_crash_log
    from gdlab.logs.hooks import install_hooks
    from gdlab.logs.setup import VERBOSE
    from gdlab.temporary import remove_leftovers

    begin_crash_log()
    install_hooks()
    remove_leftovers()
    if set(sys.argv[1:]) <= {VERBOSE}:
        imported()
        return _window()
    _collect_seldom()
    from gdlab.cli.main import main

    return main(imported=imported)


def _take_places_of_closed_streams() -> None:
    """Open the null device in place of each standard stream that the parent process has closed.

    Otherwise the next file that is opened would get its number, and what libraries write to standard error would be
    written into that file.
    """
    if sys.platform == "win32":
        return
    for place in (0, 1, 2):
        try:
            os.fstat(place)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _collect_seldom() -> None:
    """Have Python look for unused circles of objects seldom, and not once more for all modules at the end.

    Importing numba and its like makes half a million objects that stay: looking at them again and again takes a
    third of the time of a short command (1.8 s against 1.2 s for ``gdlab run`` on digits, interleaved).
    """
    gc.set_threshold(100_000, 20, 20)
    atexit.register(_leave_garbage)


def _leave_garbage() -> None:
    """Have Python look for unused circles no more, unless DuckDB was used: it would report its objects as leaked."""
    if "_duckdb" not in sys.modules:
        gc.freeze()


def _end_at_once(number: int, frame: FrameType | None) -> None:
    """End the process on Ctrl+C while modules are imported: nothing is under way, and an import cannot be unwound."""
    os.write(2, b"gdlab: interrupted\n")
    os._exit(128 + number)


def _window() -> int:
    from gdlab.logs.faults import record
    from gdlab.logs.setup import VERBOSE, begin_logging, log_file
    from gdlab.spec.errors import GdlabError

    try:
        begin_logging(verbose=VERBOSE in sys.argv)
        from gdlab.ui.launch import open_window

        return open_window()
    except GdlabError as error:
        text, code = str(error), 2
    except KeyboardInterrupt:  # before there is a window that takes signals
        text, code = "interrupted", 130
    except Exception as error:
        fault = record(error, "Opening the window")
        text, code = f"{fault.sentence if fault else error} The log is {log_file()}", 1
    print(f"gdlab: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(run_gdlab())
