"""Words for the person at the terminal, and the one exception that carries them."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """Stop with one clear sentence: what is wrong, and what would help."""


def say(message: str) -> None:
    """Print a line at once, so that it stands before what the next program prints."""
    print(message, flush=True)


def complain(message: str) -> None:
    """Print a line where errors go."""
    print(message, file=sys.stderr, flush=True)
