"""The cache of compiled kernels in the user's folder, which never hands out one that was made from other sources.

numba looks only at the file of the function that it compiled: edit or upgrade a helper in another file, and it
runs the old machine code. It also writes beside the source, where an installed program may not. The locator here gives
functions of gdlab, and no others, a folder of the user's and a stamp over their file and everything of ours that it
imports. Versions live side by side; what was not used for two months is removed.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import llvmlite
import numba
import numpy as np
from numba.core import caching
from numba.core.registry import cpu_target

from gdlab.paths import cache_dir

_PACKAGE = Path(__file__).resolve().parents[2]
_IMPORT = re.compile(r"^\s*(?:from\s+(gdlab[\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)|import\s+(gdlab[\w.]*))", re.MULTILINE)
_KEPT_DAYS = 60
_ROOM = 64 * 2**20


@cache
def folder() -> Path:
    """Return where compiled kernels are kept: under NUMBA_CACHE_DIR if that is set, else in the user's cache folder.

    Where neither may be written, or the disk is full, it is a temporary folder that goes when the process ends.
    """
    try:
        root = Path(os.environ["NUMBA_CACHE_DIR"]) if os.environ.get("NUMBA_CACHE_DIR") else cache_dir()
        place = root / "kernels"
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
        if shutil.disk_usage(place).free > _ROOM:
            return place
    except OSError:
        pass
    made = tempfile.mkdtemp(prefix="gdlab-kernels-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@cache
def stamp(module_file: str) -> str:
    """Return a digest of a module of ours, of all that it imports of ours, and of what compiles it."""
    digest = hashlib.sha256()
    for version in (numba.__version__, llvmlite.__version__, np.__version__, sys.version):
        digest.update(version.encode())
    for path in sorted(_reached(Path(module_file).resolve(), set())):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else _program())
    return digest.hexdigest()[:16]


def _reached(path: Path, seen: set[Path]) -> set[Path]:
    if path not in seen:
        seen.add(path)
        for found in _imports(path):
            _reached(found, seen)
    return seen


@cache
def _imports(path: Path) -> frozenset[Path]:
    """Return the files of the modules of ours that a file names in its import statements."""
    if not path.is_file():
        return frozenset()
    names: set[str] = set()
    for base, imported, plain in _IMPORT.findall(path.read_text(encoding="utf-8")):
        names.add(base or plain)
        names |= {f"{base}.{word}" for word in re.findall(r"\w+", imported.split("#")[0])}
    files = (_PACKAGE.parent.joinpath(*name.split(".")).with_suffix(".py") for name in names)
    return frozenset(file for file in files if file.is_file())


def _program() -> bytes:
    """Return what tells one build of a program without source files from another."""
    found = Path(sys.executable).stat()
    return f"{found.st_size} {found.st_mtime_ns}".encode()


class Locator(caching._CacheLocator):
    """Tell numba where a function of gdlab is cached and when that is stale."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        path = Path(py_file).resolve()
        self._stamp = stamp(str(path))
        self._line = py_func.__code__.co_firstlineno
        self._path = folder().joinpath(*path.relative_to(_PACKAGE).with_suffix("").parts)

    def get_cache_path(self) -> str:
        return str(self._path)

    def get_source_stamp(self) -> str:
        return self._stamp

    def get_disambiguator(self) -> str:
        return f"{self._line}-{self._stamp}"

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Locator | None:
        """Return a locator for a function of ours, None for anybody else's."""
        if not Path(py_file).resolve().is_relative_to(_PACKAGE):
            return None
        made = cls(py_func, py_file)
        made._path.mkdir(parents=True, exist_ok=True)
        return made


class CacheFile(caching.IndexDataCacheFile):
    """The files of a function's kernels, safe for several processes that compile at the same time.

    numba numbers the files of machine code by what the index holds. Two processes that compile the same function for
    different types take the same number, and the index of the one may then lead to the code of the other. A name that
    no other process gives leaves at worst an entry out of the index, whose kernel is compiled once more.
    """

    def _data_name(self, number: int) -> str:
        name: str = super()._data_name(number)
        if not Path(self._cache_path).is_relative_to(folder()):
            return name
        return f"{name.removesuffix('.nbc')}.{uuid4().hex[:12]}.nbc"


def holds(function: Any, signature: Any) -> bool:
    """Tell whether the machine code of a function of ours is in the cache; nothing is compiled or loaded."""
    cache = caching.FunctionCache(function)
    context: Any = cpu_target.target_context
    key = cache._index_key(signature, context.codegen())
    return key in cache._cache_file._load_index()


def prune(now: float | None = None) -> int:
    """Remove kernels that were not used for two months, and empty files that a crash left; return how many."""
    removed = 0
    oldest = (now if now is not None else time.time()) - _KEPT_DAYS * 86400
    for file in folder().rglob("*.nb?"):
        try:
            found = file.stat()
            if found.st_size == 0 or max(found.st_atime, found.st_mtime) < oldest:
                file.unlink()
                removed += 1
        except OSError:  # another process was quicker
            continue
    return removed


def install() -> None:
    """Make numba ask our locator first, and write kernels as CacheFile does."""
    classes: list[Any] = caching.CacheImpl._locator_classes
    if Locator not in classes:
        classes.insert(0, Locator)
        caching.IndexDataCacheFile = CacheFile
