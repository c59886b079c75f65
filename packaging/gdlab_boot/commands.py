"""The two commands: run and test."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from gdlab_boot.environment import TOP, ensure
from gdlab_boot.gate import run_gate
from gdlab_boot.interpreter import find_python, parse_version
from gdlab_boot.say import SetupError, complain, say
from gdlab_boot.screen import why_no_window

DEMO_FOLDER = "gdlab-demo"
SCRIPT = TOP / "packaging" / "bootstrap.py"


def main(arguments: list[str]) -> int:
    """Carry out a command and return its exit code."""
    own, passed_on = split(arguments)
    options = parser().parse_args(own)
    try:
        if options.python:
            wanted = parse_version(options.python)
            if wanted != sys.version_info[:2]:
                return hand_over(find_python(wanted), [str(SCRIPT), *arguments])
        folder = f".venv-{options.python}" if options.python else ".venv"
        return run(passed_on, folder) if options.command == "run" else test(passed_on, folder)
    except SetupError as error:
        complain(f"gdlab: {error}")
        return 2
    except KeyboardInterrupt:
        complain("\nInterrupted. Run the same command again to go on.")
        return 130


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Split our own arguments from those after `--`, which gdlab or pytest gets."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def parser() -> argparse.ArgumentParser:
    """Return the parser of our own arguments."""
    made = argparse.ArgumentParser(
        prog="bootstrap.py",
        description="Make .venv, install gdlab into it, and run or test it.",
        epilog="Arguments after -- go on: to gdlab with run, to pytest with test.",
    )
    made.add_argument("command", choices=("run", "test"), help="start the app, or run every check and test")
    made.add_argument("--python", metavar="3.N", help="use Python 3.N, in a virtual environment .venv-3.N of its own")
    return made


def run(arguments: list[str], folder: str) -> int:
    """Start gdlab; with no window to be had, run the default race without one and say why."""
    python = ensure(("cluster", "gui", "sweep"), name=folder)
    if arguments:
        return hand_over(python, ["-m", "gdlab", *arguments])
    reason = why_no_window(python)
    if reason is None:
        return hand_over(python, ["-m", "gdlab"])
    out = Path.cwd() / DEMO_FOLDER
    say(f"No window can open here: {reason}.")
    say(f"Running the default race without one; its files go to {out}.")
    return hand_over(python, ["-m", "gdlab", "demo", "--out", str(out)], QT_QPA_PLATFORM="offscreen")


def test(arguments: list[str], folder: str) -> int:
    """Run every check and test."""
    python = ensure(("docs", "gui", "test"), name=folder)
    reason = why_no_window(python, {**os.environ, "QT_QPA_PLATFORM": "offscreen"}, asked=True)
    if reason is not None:
        complain(f"The tests of the window will fail, because {reason}.")
    return run_gate(python, TOP, arguments)


def hand_over(python: Path, arguments: list[str], **variables: str) -> int:
    """Let gdlab take this process's place (on Windows, which has no such thing, wait for it)."""
    environment = {**os.environ, **variables}
    command = [str(python), *arguments]
    if sys.platform == "win32":
        return subprocess.run(command, env=environment, check=False).returncode
    sys.stdout.flush()
    return os.execve(command[0], command, environment)
