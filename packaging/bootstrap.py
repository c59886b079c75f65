"""Run or test gdlab on a bare machine: python3 packaging/bootstrap.py run | test.

This file has to start on any Python 3, so that an old one gets a sentence and not a traceback; everything
newer lives in gdlab_boot/ beside it. Standard library only.
"""

import sys

OLDEST = (3, 11)


def main():  # noqa: ANN201 - an old Python has to read this line
    """Check the interpreter, then hand over."""
    if sys.version_info < OLDEST:
        wanted = ".".join(str(part) for part in OLDEST)
        found = ".".join(str(part) for part in sys.version_info[:3])
        message = "gdlab needs Python {0} or newer; this is Python {1} ({2}). Run it with python{0} instead.\n"
        sys.stderr.write(message.format(wanted, found, sys.executable))
        return 2
    from gdlab_boot.commands import main as run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
