"""``gdlab doctor``: whether this machine has what the lab needs, and what it makes of it."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from gdlab import __version__, paths
from gdlab.cli.console import errors, out, print_file
from gdlab.cli.train import StoreFile
from gdlab.lab.store import StoreError
from gdlab.lab.store.salvage import examine
from gdlab.lab.store.salvage import repair as repair_store
from gdlab.logs.crash import last_crash
from gdlab.logs.faults import record
from gdlab.logs.report import report_text
from gdlab.logs.setup import log_file
from gdlab.spec.base import load_members

PACKAGES = (
    "numpy",
    "scipy",
    "numba",
    "pydantic",
    "duckdb",
    "matplotlib",
)
WINDOW_PACKAGES = ("PySide6-Essentials", "pyqtgraph")


def doctor_command(
    repair: Annotated[
        bool, typer.Option("--repair", help="Save every whole run of a damaged store into a new file.")
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Print the report of faults instead, to send along.")
    ] = False,
    store: StoreFile = None,
) -> None:
    """Check the installation: versions, folders, kernels, the store, the window's platform."""
    if report:
        print_file(report_text(crash=last_crash()))
        return
    if repair:
        _repair(store)
        return
    out.print(f"gdlab {__version__}, Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} cores")
    checks: list[tuple[str, Callable[[], str]]] = [(name, lambda name=name: version(name)) for name in PACKAGES]
    checks += [
        ("store folder", _data),
        ("log", lambda: str(log_file())),
        ("cache folder", _cache),
        ("kernels", _kernels),
        ("kernels that came with gdlab", _shipped),
        ("products in bfloat16", _tiles),
        ("store", lambda: _store(store)),
    ]
    if find_spec("PySide6") is not None:
        checks += [(name, lambda name=name: version(name)) for name in WINDOW_PACKAGES]
        if _has_display():
            checks += [("window", _window)]
        else:
            out.print(f"--   window: {_NO_DISPLAY}", soft_wrap=True)
    else:
        out.print("--   window: not installed; pip install 'gdlab[gui]' brings it")
    bad = 0
    for name, check in checks:
        try:
            out.print(f"ok   {name}: {check()}", soft_wrap=True)
        except PackageNotFoundError:
            bad += 1
            out.print(f"bad  {name}: not installed")
        except Exception as error:
            record(error, "A check of the installation")
            bad += 1
            out.print(f"bad  {name}: {error}", soft_wrap=True)
    if bad:
        errors.print(f"{bad} of {len(checks)} checks failed.")
        raise typer.Exit(2)


def _repair(store: Path | None) -> None:
    load_members()
    path = store or paths.data_dir() / "runs.sqlite"
    done = repair_store(path)
    if done.path is None:
        out.print(f"{path}: nothing is wrong with this store.", soft_wrap=True)
        return
    count = f"{len(done.saved)} run{'s' * (len(done.saved) != 1)}"
    out.print(f"Saved {count} into {done.path}; {path} was left as it is.", soft_wrap=True)
    for key, words in done.partly.items():
        errors.print(f"lost of {key}: {words}", soft_wrap=True)
    for key, reason in done.lost.items():
        errors.print(f"lost {key}: {reason}", soft_wrap=True)


def _store(store: Path | None) -> str:
    load_members()
    path = store or paths.data_dir() / "runs.sqlite"
    if not path.exists():
        return "there is none yet"
    problems = examine(path)
    if problems:
        raise StoreError(f"{path}: {problems[0]}; `gdlab doctor --repair` saves what is whole")
    return f"{path}, {path.stat().st_size / 2**20:.1f} MiB, sound"


def _data() -> str:
    return _writable(paths.data_dir())


def _cache() -> str:
    from gdlab.engine.machine import kernel_folder

    folder, intended = kernel_folder.folder(), kernel_folder.intended_folder()
    if folder != intended:
        reason = kernel_folder.why_not_used(intended)
        raise OSError(
            f"{intended} {reason}: kernels are compiled anew in each process; remove it, and a private one is made"
        )
    kept = sum(f.stat().st_size for f in folder.rglob("*.nb?"))
    return f"{_writable(paths.cache_dir())}, {kept / 2**20:.1f} MiB of compiled kernels in {folder}"


def _shipped() -> str:
    from gdlab.engine.machine.code_in_use import SHIPPED, wanted_code
    from gdlab.engine.machine.shipped_kernels import shipped

    found = shipped()
    if found is None:
        return "none are used; a first run compiles what it needs"
    use = "every run takes" if wanted_code() == SHIPPED else "a first run takes while its own are compiled"
    return f"{found.count_usable()} for {found.code}, which {use}"


def _tiles() -> str:
    from gdlab.engine.machine.matrix_tiles import usable_tiles

    return "Muon's in single precision" if usable_tiles() else "none, since no tile registers (AMX) can be used"


def _writable(folder: object) -> str:
    if not os.access(str(folder), os.W_OK):
        raise OSError(f"{folder} may not be written")
    return str(folder)


def _kernels() -> str:
    from gdlab.lab.presets import default_spec
    from gdlab.lab.train import SpecTrainer

    began = time.perf_counter()
    trainer = SpecTrainer(default_spec())
    trainer.advance(1)
    ready = time.perf_counter() - began
    began = time.perf_counter()
    trainer.advance(400)
    rate = 400 / (time.perf_counter() - began)
    return f"ready in {ready:.2f} s, default experiment at {rate:,.0f} steps/s"


#: What a machine without a screen is told.
_NO_DISPLAY = "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); everything but the window works"


def _has_display() -> bool:
    """Return whether there is a screen to open a window on, or Qt was told what to use instead of one."""
    asked = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return asked or not sys.platform.startswith("linux")


def _window() -> str:
    import subprocess

    code = "from PySide6.QtWidgets import QApplication; a = QApplication([]); print(a.platformName())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    if result.returncode:
        raise OSError(
            (result.stderr.strip() or "Qt could not start").splitlines()[-1] + " (the command line works without)"
        )
    return f"Qt platform {result.stdout.strip()}"


COMMANDS = {"doctor": doctor_command}
