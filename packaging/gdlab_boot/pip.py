"""Call pip where the user sees it work, and say in a sentence what stopped it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import IO

from gdlab_boot.say import SetupError

_REASONS = (
    (
        r"No space left on device|not enough space",
        "The disk is full. Free about 2 GB, then run the same command again: it goes on where it stopped.",
    ),
    (
        r"NewConnectionError|Failed to establish a new connection|[Nn]ame resolution|service not known"
        r"|getaddrinfo failed|ConnectTimeout|ReadTimeout|ProxyError|Network is unreachable|"
        r"Connection refused|"
        r"ConnectionResetError|NameResolutionError|SSLError|\(from versions: none\)",
        "The package index cannot be reached: is this machine on the network? Connect it, or point pip at a "
        "folder of wheels (PIP_FIND_LINKS, with PIP_NO_INDEX=1), then run the same command again.",
    ),
    (
        r"Permission denied|Errno 13|Access is denied",
        "pip may not write here. Make the checkout your own, then run the same command again.",
    ),
    (
        r"No matching distribution found|ResolutionImpossible|Could not find a version",
        "The package index has no such version for this Python and system; the lines above name it. gdlab "
        "supports Python 3.11, 3.12 and 3.13 on Linux, macOS and Windows.",
    ),
)


def pip_install(python: Path, arguments: list[str]) -> None:
    """Run pip install with its output on the terminal, or raise SetupError with the reason."""
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--retries",
        "2",
    ]
    command += ["--progress-bar", "on" if sys.stdout.isatty() else "off"]
    with subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True, errors="replace") as process:
        said: list[str] = []
        assert process.stderr is not None
        reader = Thread(target=_echo, args=(process.stderr, said), daemon=True)
        reader.start()
        code = process.wait()
        reader.join()
    if code != 0:
        raise SetupError(explain_failed_pip("".join(said)))


def explain_failed_pip(output: str) -> str:
    """Turn what pip said on its error stream into one sentence; the likeliest cause first."""
    for pattern, sentence in _REASONS:
        if re.search(pattern, output):
            return sentence
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"pip could not install what gdlab needs: {errors[-1] if errors else 'its lines above say why'}"


def _echo(stream: IO[str], said: list[str]) -> None:
    """Pass on what is read, and keep it."""
    for line in stream:
        said.append(line)
        sys.stderr.write(line)
        sys.stderr.flush()
