"""The report that a user can send: versions, system, spec, what failed, and the end of the log. It names no data."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import tomli_w

from gdlab.logs.setup import log_tail

_PACKAGES = {"numba": "numba", "NumPy": "numpy", "SciPy": "scipy", "Qt (PySide6)": "PySide6-Essentials"}


def report_text(*, failed: str = "", spec: Mapping[str, Any] | None = None, crash: str = "") -> str:
    """Return the report as plain text.

    Args:
        failed: the traceback of what failed, without values.
        spec: the spec that was worked on, as plain data.
        crash: the stacks of a crashed process.
    """
    parts = [("gdlab's report", "\n".join(_system())), ("What failed", failed), ("The crash", crash)]
    if spec:
        parts.append(("The spec", tomli_w.dumps(public_spec(spec)).strip()))
    parts.append(("The end of the log", log_tail() or "empty"))
    return "\n\n".join(f"{title}\n{'-' * len(title)}\n{text}" for title, text in parts if text) + "\n"


def public_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a spec without its name and, where its data are a user's own file, without any text of the data."""
    shown = {key: value for key, value in spec.items() if key != "name"}
    data = shown.get("data")
    if isinstance(data, Mapping) and "path" in data:
        shown["data"] = {k: v for k, v in data.items() if k == "type" or isinstance(v, bool | int | float)}
    return shown


def _system() -> list[str]:
    packages = [f"{name} {_version(package)}" for name, package in _PACKAGES.items()]
    return [
        f"gdlab {import_module('gdlab').__version__}",
        f"Python {platform.python_version()}, {', '.join(packages)}",
        f"{platform.platform()}, {_processor()}, {os.cpu_count()} cores",
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    """Return the processor's name as the system gives it."""
    if sys.platform == "linux":
        try:
            lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        for line in lines:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
