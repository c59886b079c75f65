"""Run gdlab: the window without arguments, a command with them."""

import sys

from gdlab.logs.crash import begin_crash_log
from gdlab.logs.faults import record
from gdlab.logs.hooks import install_hooks
from gdlab.logs.setup import VERBOSE, begin_logging, log_file
from gdlab.spec.errors import GdlabError
from gdlab.temporary import remove_leftovers


def run_gdlab() -> int:
    """Run gdlab and return its exit code; the window comes up without waiting for the commands to be imported."""
    begin_crash_log()
    install_hooks()
    remove_leftovers()
    if set(sys.argv[1:]) <= {VERBOSE}:
        return _window()
    from gdlab.cli.main import main

    return main()


def _window() -> int:
    try:
        begin_logging(verbose=VERBOSE in sys.argv)
        from gdlab.ui.launch import open_window

        return open_window()
    except GdlabError as error:
        text, code = str(error), 2
    except Exception as error:
        fault = record(error, "Opening the window")
        text, code = f"{fault.sentence if fault else error} The log is {log_file()}", 1
    print(f"gdlab: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(run_gdlab())
