"""The stamp of compiled kernels: a digest of every source file of gdlab that a kernel was made from.

A kernel is made from its own file and from what that imports, and numba looks at the first alone.
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib import import_module, metadata
from pathlib import Path

#: The folder of the package, in which the files are to which a stamp can be given.
PACKAGE = Path(__file__).resolve().parents[2]
_IMPORT = re.compile(r"^\s*(?:from\s+(gdlab[\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)|import\s+(gdlab[\w.]*))", re.MULTILINE)


@cache
def stamp(module_file: str) -> str:
    """Return a digest of a module of ours, of all that it imports of ours, and of what compiles it."""
    digest = hashlib.sha256(source_digest(module_file).encode())
    for version in (*map(version_of, ("numba", "llvmlite", "numpy")), sys.version):
        digest.update(version.encode())
    return digest.hexdigest()[:16]


@cache
def version_of(package: str) -> str:
    """Return the version of an installed package without importing it, if it can be told so."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # a program that was put together without the descriptions of packages
        return str(import_module(package).__version__)


@cache
def source_digest(module_file: str) -> str:
    """Return a digest of a module of ours and of all that it imports of ours."""
    digest = hashlib.sha256()
    for path in sorted(_reached(Path(module_file).resolve(), set())):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else _program())
    return digest.hexdigest()


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
    files = (PACKAGE.parent.joinpath(*name.split(".")).with_suffix(".py") for name in names)
    return frozenset(file for file in files if file.is_file())


def _program() -> bytes:
    """Return what tells one build of a program without source files from another."""
    found = Path(sys.executable).stat()
    return f"{found.st_size} {found.st_mtime_ns}".encode()
