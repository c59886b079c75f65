"""Make .venv (or .venv-3.13) at the top of the checkout, install into it, and know when nothing has to be done."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from gdlab_boot.pip import pip_install
from gdlab_boot.say import SetupError, say

TOP = Path(__file__).resolve().parents[2]
THIS_PYTHON = sys.version_info[:2]
# Not Qt itself: where the system lacks its libraries, gdlab still works without a window.
PROBE = "import numpy, scipy, numba, pydantic, typer, PySide6, gdlab.paths"


def ensure(extras: tuple[str, ...] = (), top: Path = TOP, name: str = ".venv") -> Path:
    """Return the Python of a virtual environment that has everything, making or mending it as needed.

    Args:
        extras: the optional dependencies of gdlab that it should have.
        top: the checkout.
        name: the environment's folder in it.

    Raises:
        SetupError: with what stopped it.
    """
    venv = top / name
    python = venv_python(venv)
    if is_ready(venv, fingerprint(top), extras):
        return python
    if not is_usable(venv):
        make(venv)
    stamp_path(venv).unlink(missing_ok=True)
    install(venv, top, extras)
    if not answers(python, PROBE):
        say(f"The packages in {name} do not load; making it once more from the start.")
        make(venv)
        install(venv, top, extras)
        check_loads(python)
    write_stamp(venv, fingerprint(top), extras)
    return python


def venv_python(venv: Path, platform: str = sys.platform) -> Path:
    """Return where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if platform == "win32" else venv / "bin" / "python"


def stamp_path(venv: Path) -> Path:
    """Return the file that says what was installed."""
    return venv / "gdlab-stamp.json"


def fingerprint(top: Path) -> str:
    """Return a hash of what decides .venv: what is declared and pinned, which Python, which place."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        digest.update((top / name).read_bytes())
    digest.update(f"{sys.version_info[:3]} {sys.platform} {top}".encode())
    return digest.hexdigest()


def is_ready(venv: Path, key: str, extras: tuple[str, ...]) -> bool:
    """Say whether the stamp has this fingerprint and the extras, and .venv still its Python and gdlab."""
    try:
        stamp = json.loads(stamp_path(venv).read_text(encoding="utf-8"))
        matches = stamp["fingerprint"] == key and set(extras) <= set(stamp["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return matches and venv_python(venv).exists() and any(site_packages(venv).glob("gdlab-*.dist-info"))


def site_packages(venv: Path) -> Path:
    """Return the folder that pip installs into."""
    if sys.platform == "win32":
        return venv / "Lib" / "site-packages"
    return venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def write_stamp(venv: Path, key: str, extras: tuple[str, ...]) -> None:
    """Write what was installed, as the last step of an installation."""
    text = json.dumps({"fingerprint": key, "extras": sorted(extras)}, indent=1)
    stamp_path(venv).write_text(text + "\n", encoding="utf-8")


def is_usable(venv: Path) -> bool:
    """Say whether .venv is whole, has pip, and was made by this minor version of Python."""
    if not (venv / "pyvenv.cfg").is_file():
        return False
    return answers(venv_python(venv), f"import sys, pip; sys.exit(sys.version_info[:2] != {THIS_PYTHON!r})")


def answers(python: Path, code: str) -> bool:
    """Say whether a Python runs the code without an error."""
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, check=False, timeout=300, cwd=python.parent)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def make(venv: Path) -> None:
    """Make .venv afresh, with pip in it, removing what a broken or foreign one left."""
    remove(venv)
    say(f"Making {venv.name} with Python {'.'.join(map(str, sys.version_info[:3]))} …")
    bundled = importlib.util.find_spec("ensurepip") is not None
    done = subprocess.run(venv_command(venv, bundled), capture_output=True, text=True, check=False)
    if done.returncode == 0 and not bundled:
        done = subprocess.run(borrowed_pip_command(venv), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        remove(venv)
        raise SetupError(explain_failed_venv(done.stdout + done.stderr, bundled))


def venv_command(venv: Path, with_pip: bool) -> list[str]:
    """Return the command that makes a virtual environment with the running interpreter's base."""
    return [base_python(), "-m", "venv", *([] if with_pip else ["--without-pip"]), str(venv)]


def base_python() -> str:
    """Return the interpreter outside of any virtual environment (the .venv may be about to be removed)."""
    return getattr(sys, "_base_executable", None) or sys.executable


def borrowed_pip_command(venv: Path) -> list[str]:
    """Return the command that puts pip into .venv with the system's own, where ensurepip is missing."""
    return [base_python(), "-m", "pip", "--python", str(venv_python(venv)), "install", "--quiet", "pip"]


def explain_failed_venv(output: str, bundled: bool) -> str:
    """Turn what went wrong while making .venv into a sentence."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not bundled or "ensurepip" in output:
        return (
            "This Python cannot make a virtual environment with pip: its system has them in a package of its "
            f"own. On Debian and Ubuntu: sudo apt install python{version}-venv; then run the command again."
        )
    lines = [line for line in output.strip().splitlines() if line.strip()]
    return f"Making the virtual environment failed: {lines[-1] if lines else 'no reason given'}"


def remove(venv: Path) -> None:
    """Remove what stands at .venv's place: a folder, a file or a link."""
    try:
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        elif venv.exists():
            shutil.rmtree(venv)
    except OSError as error:
        raise SetupError(
            f"Cannot replace {venv}: {error.strerror}. Remove it, then run the same command again."
        ) from error


def install(venv: Path, top: Path, extras: tuple[str, ...]) -> None:
    """Install gdlab from the checkout, editable, with the pinned versions of what it needs."""
    say(f"Installing gdlab and what it needs into {venv.name} (the first time some hundred megabytes) …")
    target = f"{top}[{','.join(extras)}]" if extras else str(top)
    pip_install(venv_python(venv), ["-c", str(top / "packaging" / "constraints.txt"), "-e", target])


def check_loads(python: Path) -> None:
    """Raise with the reason if the packages do not load in a fresh .venv."""
    environment = {**os.environ, "PYTHONFAULTHANDLER": "1"}
    done = subprocess.run(
        [python, "-c", PROBE], capture_output=True, text=True, check=False, env=environment, cwd=python.parent
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise SetupError(f"The packages were installed but do not load: {lines[-1]}")
