"""Find the Python that --python asks for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from gdlab_boot.say import SetupError

OLDEST = (3, 11)


def parse_version(text: str) -> tuple[int, int]:
    """Return major and minor version of "3.13".

    Raises:
        SetupError: when it is no such version, or one that gdlab does not support.
    """
    found = re.fullmatch(r"(\d+)\.(\d+)", text)
    if found is None:
        raise SetupError(f"--python {text}: give major and minor version, as in --python 3.13.")
    version = int(found[1]), int(found[2])
    if version < OLDEST:
        raise SetupError(f"--python {text}: gdlab needs Python {OLDEST[0]}.{OLDEST[1]} or newer.")
    return version


def find_python(version: tuple[int, int]) -> Path:
    """Return an interpreter of this version.

    Raises:
        SetupError: when there is none where interpreters are looked for.
    """
    for path in candidates(version):
        if is_of_version(path, version):
            return path
    name = "{}.{}".format(*version)
    raise SetupError(
        f"Python {name} is not found: there is no python{name} on PATH, no pyenv version of it"
        f"{' and none that the py launcher knows' if sys.platform == 'win32' else ''}. Install it, or leave --python "
        f"out to use Python {sys.version_info[0]}.{sys.version_info[1]}."
    )


def candidates(version: tuple[int, int]) -> Iterator[Path]:
    """Yield the places where an interpreter of this version may be, the likeliest first."""
    name = "{}.{}".format(*version)
    for command in (f"python{name}", "python3", "python"):
        found = shutil.which(command)
        if found:
            yield Path(found)
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    python = "python.exe" if sys.platform == "win32" else "bin/python"
    for folder in sorted((root / "versions").glob(f"{name}.*"), reverse=True):
        yield folder / python
    launcher = shutil.which("py")
    if launcher:
        told = _output([launcher, f"-{name}", "-c", "import sys; print(sys.executable)"])
        if told:
            yield Path(told)


def is_of_version(path: Path, version: tuple[int, int]) -> bool:
    """Say whether a file is a Python of this version that runs."""
    told = _output([str(path), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    return told == "{}.{}".format(*version)


def _output(command: list[str]) -> str:
    """Return what a command prints, or "" when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
