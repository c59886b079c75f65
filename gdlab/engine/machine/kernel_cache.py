"""numba's cache of what kernels call, in the user's folder, which hands out no code made from other sources.

numba looks only at the file of the function that it compiled: edit or upgrade a helper in another file, and it
runs the old machine code. It also writes beside the source, where an installed program may not, and unpickles what it
finds. The locator here gives functions of gdlab, and no others, a private folder of the user's and a stamp over their
file and everything of ours that it imports; their files are sealed. Versions live side by side.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any
from uuid import uuid4

from numba.core import caching

from gdlab.engine.machine.kernel_folder import folder, tell_once
from gdlab.engine.machine.sealed_files import BrokenSealError, read_sealed, write_sealed
from gdlab.engine.machine.source_stamp import PACKAGE, stamp
from gdlab.paths import make_private


class Locator(caching._CacheLocator):
    """The place in the user's folder where a function of gdlab is cached, and the stamp that tells its age."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        path = Path(py_file).resolve()
        self._py_file = str(path)  # which numba names where it warns that a function cannot be cached
        self._stamp = stamp(str(path))
        self._line = py_func.__code__.co_firstlineno
        self._path = folder().joinpath(*path.relative_to(PACKAGE).with_suffix("").parts)

    def get_cache_path(self) -> str:
        return str(self._path)

    def get_source_stamp(self) -> str:
        return self._stamp

    def get_disambiguator(self) -> str:
        return f"{self._line}-{self._stamp}"

    def ensure_cache_path(self) -> None:
        """Leave the folder to :class:`CacheFile`, which goes on without it where it cannot be made."""

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Locator | None:
        """Return a locator for a function of ours, None for one of another package."""
        return cls(py_func, py_file) if Path(py_file).resolve().is_relative_to(PACKAGE) else None


class CacheFile(caching.IndexDataCacheFile):
    """The files of a function's kernels: sealed, and safe for several processes that compile at the same time.

    Damage costs a compilation and a line in the log. numba numbers the files of machine code by what the index holds.
    Two processes that compile the same function for different types take the same number, and the index of the one
    may then lead to the code of the other. A name that no other process gives leaves at worst an entry out of the
    index, whose kernel is compiled once more.
    """

    def __init__(self, cache_path: str, filename_base: str, source_stamp: Any) -> None:
        super().__init__(cache_path, filename_base, source_stamp)
        self._ours = Path(cache_path).is_relative_to(folder())

    def save(self, key: Any, data: Any) -> None:
        try:
            super().save(key, data)
        except OSError as error:
            if not self._ours:
                raise
            tell_once("compiled kernels could not be stored: %s", error.strerror or type(error).__name__)

    def _data_name(self, number: int) -> str:
        name: str = super()._data_name(number)
        return f"{name.removesuffix('.nbc')}.{uuid4().hex[:12]}.nbc" if self._ours else name

    def _load_index(self) -> dict[Any, str]:
        if not self._ours:
            return super()._load_index()
        found = _load(Path(self._index_path))
        match found:
            case (self._version, self._source_stamp, dict() as overloads):
                return overloads
            case _:
                return {}

    def _save_index(self, overloads: dict[Any, str]) -> None:
        if not self._ours:
            super()._save_index(overloads)
            return
        _save(Path(self._index_path), self._dump((self._version, self._source_stamp, overloads)))

    def _load_data(self, name: str) -> Any:
        return _load(Path(self._data_path(name))) if self._ours else super()._load_data(name)

    def _save_data(self, name: str, data: Any) -> None:
        if not self._ours:
            super()._save_data(name, data)
            return
        _save(Path(self._data_path(name)), self._dump(data))


def _load(path: Path) -> Any:
    """Return what a sealed file holds, or None, with a line in the log, if it is not to be used."""
    try:
        return pickle.loads(read_sealed(path))  # noqa: S301 - the user's own file, whole, in a private folder
    except FileNotFoundError:
        return None
    except BrokenSealError as error:
        reason = str(error)
    except Exception:  # whole, but made by a version whose classes are gone
        reason = "cannot be read by this version"
    tell_once(f"a file of compiled kernels {reason} and is made anew: %s", path.name)
    return None


def _save(path: Path, content: bytes) -> None:
    make_private(path.parent)
    write_sealed(path, content)


def install() -> None:
    """Make numba ask our locator first, and write kernels as CacheFile does."""
    classes: list[Any] = caching.CacheImpl._locator_classes
    if Locator not in classes:
        classes.insert(0, Locator)
        caching.IndexDataCacheFile = CacheFile
