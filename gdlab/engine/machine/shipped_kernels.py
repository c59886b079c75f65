"""Kernels that were compiled before gdlab was installed, for a baseline processor, so that a first run waits for none.

A folder of the resources may hold one archive for each system and kind of processor, a ``.zip`` with the object code of
every kernel and an index; ``packaging/build_kernels.py`` makes it. An entry is used only if it was made from the very
sources of gdlab that are installed, and the archive only on a processor that has all the baseline's instructions. The
code stands beside the program's own files and is trusted as they are.
"""

from __future__ import annotations

import json
import logging
import platform
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from llvmlite import binding

from gdlab.engine.machine.code_in_use import NATIVE, SHIPPED, wanted_code
from gdlab.engine.machine.compiler import INTERPRETED
from gdlab.engine.machine.linker import link
from gdlab.engine.machine.processor import CPU_NAME
from gdlab.engine.machine.source_stamp import source_digest, version_of
from gdlab.logs.private import Public
from gdlab.paths import resource

INDEX = "index.json"
FORMAT = 1
#: The baseline for each kind of machine: numba's name of a processor.
BASELINES = {"x86_64": "x86-64-v3", "aarch64": "generic"}
_X86_64_V3 = ("avx", "avx2", "bmi", "bmi2", "cx16", "f16c", "fma", "lzcnt", "movbe", "popcnt", "sse4.2", "ssse3")
_log = logging.getLogger(__name__)


def machine() -> str:
    """Return the kind of processor by the name that :data:`BASELINES` has: ``x86_64`` or ``aarch64`` of those known."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)


def archive_name() -> str:
    """Return the name of the archive of this system and kind of processor."""
    return f"{platform.system().lower()}-{machine()}.zip"


def entry_name(function: Callable[..., None], dtype: str) -> str:
    """Return the name under which the archive holds a kernel's function for a precision."""
    return f"{function.__module__}.{function.__qualname__}.{dtype}"


def numba_minor() -> str:
    """Return numba's release without the last number: code refers to functions that its run-time library provides."""
    return ".".join(version_of("numba").split(".")[:2])


class ShippedKernels:
    """The kernels of an archive.

    Args:
        path: the archive.

    Raises:
        OSError: when it cannot be read.
        ValueError: when it is no archive of kernels, or one for another version, system or processor.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                index: dict[str, Any] = json.loads(archive.read(INDEX))
        except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ValueError("it is damaged") from error
        if index.get("format") != FORMAT or index.get("numba") != numba_minor():
            raise ValueError("it was made for another version")
        if (index.get("system"), index.get("machine")) != (platform.system(), machine()):
            raise ValueError("it was made for another system")
        #: What the kernels were compiled for, which a run's record names.
        self.code = str(index["code"])
        if missing := _missing_instructions(self.code):
            raise ValueError(f"this processor lacks {', '.join(missing)}")
        #: By name: the digest of the sources, the symbol of the kernel, and the symbols that it refers to.
        self._kernels: dict[str, dict[str, str]] = index["kernels"]
        self._addresses: dict[str, int] = {}
        self._lock = Lock()

    def count_usable(self) -> int:
        """Return how many kernels were made from the sources that are installed, those of each precision counted."""
        digests: dict[str, str] = {}
        for name in self._kernels:
            module = name.rsplit(".", 2)[0]
            found = find_spec(module) if module not in digests else None
            if found is not None and found.origin:
                digests[module] = source_digest(found.origin)
        return sum(digests.get(name.rsplit(".", 2)[0]) == each["sources"] for name, each in self._kernels.items())

    def holds(self, function: Callable[..., None], dtype: str) -> bool:
        """Return whether the archive has a kernel's function, made from the sources that are installed."""
        name = entry_name(function, dtype)
        entry = self._kernels.get(name)
        if entry is None or name in self._addresses:
            return entry is not None
        return entry["sources"] == source_digest(function.__code__.co_filename)

    def address(self, function: Callable[..., None], dtype: str) -> int:
        """Return the address of a kernel that the archive holds; link it into this process first.

        Raises:
            OSError: when the archive cannot be read any more.
            ValueError: when the kernel's entry is damaged, or refers to what this process does not have.
        """
        name = entry_name(function, dtype)
        with self._lock:
            if name not in self._addresses:
                try:
                    self._addresses[name] = self._link(name)
                except (OSError, ValueError):
                    del self._kernels[name]
                    raise
        return self._addresses[name]

    def _link(self, name: str) -> int:
        entry = self._kernels[name]
        try:
            with zipfile.ZipFile(self._path) as archive:
                content = archive.read(name)
        except (zipfile.BadZipFile, KeyError, EOFError, zlib.error) as error:
            raise ValueError(f"{self._path.name}: the entry {name} is damaged") from error
        return link(self.code, content, entry["symbol"], entry["needs"].split())

    def is_linked(self, function: Callable[..., None], dtype: str) -> bool:
        """Return whether this process has the code of a kernel already."""
        return entry_name(function, dtype) in self._addresses


def _missing_instructions(code: str) -> list[str]:
    """Return which instructions of a baseline this processor lacks."""
    if code != "x86-64-v3":
        return []
    features: Any = binding.get_host_cpu_features()
    return [name for name in _X86_64_V3 if not features.get(name)]


def shipped() -> ShippedKernels | None:
    """Return the kernels that came with gdlab for this machine; None where there are none or they are not wanted.

    They are not where ``GDLAB_KERNELS=native`` says so, nor where numba is told to compile for another processor.

    Raises:
        GdlabError: when ``GDLAB_KERNELS`` says something else.
    """
    return None if wanted_code() == NATIVE or INTERPRETED or CPU_NAME else _archive()


@cache
def _archive() -> ShippedKernels | None:
    """Return the kernels of the archive of this system and processor, None where there is none that can be used."""
    try:
        return ShippedKernels(resource("kernels") / archive_name())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("the kernels that came with gdlab are not used: %s", Public(str(error)))
        return None


def usual_code() -> str:
    """Return the code of a run of which nothing else is said: ``NATIVE``, or what came with gdlab where that is wanted.

    Raises:
        GdlabError: when ``GDLAB_KERNELS`` says what it cannot.
    """
    kernels = shipped() if wanted_code() == SHIPPED else None
    return NATIVE if kernels is None else kernels.code
