"""The command line: the same lab without a screen."""

from gdlab.cli.main import main

__all__ = ["main"]
