"""Where members are defined: the modules of a package, and which of them defines a type, as its source says."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path


def module_names(package: str) -> list[str]:
    """Return the names of a package's modules in the order of the alphabet, with the package's name before each."""
    paths = importlib.import_module(package).__path__
    return sorted(module.name for module in pkgutil.iter_modules(paths, f"{package}."))


def import_package(package: str) -> None:
    """Import every module of a package; each registers the members that it defines."""
    for name in module_names(package):
        importlib.import_module(name)


def module_of(package: str, type_name: str) -> str:
    """Return the module of a package whose source defines a member's type, "" where none can be seen to.

    A run uses ten of some two hundred members, and importing all of them takes a third of a second. A program that
    was packed without its source files gets "", and the caller then imports the whole package.

    Args:
        package: such as ``"gdlab.engine.ops"``.
        type_name: such as ``"Linear"``, as the class writes it: ``type: Literal["Linear"]``.

    >>> module_of("gdlab.engine.optimizers", "AdamW")
    'gdlab.engine.optimizers.adamw'
    """
    written = b'type: Literal["%s"]' % type_name.encode()
    for path in _likely_first(importlib.import_module(package).__path__, type_name.lower()):
        try:
            if written in path.read_bytes():
                return f"{package}.{path.stem}"
        except OSError:
            continue
    return ""


def _likely_first(folders: Sequence[str], type_name: str) -> list[Path]:
    """Return the Python files of some folders, those whose name the type's name begins with before the others."""
    files = [path for folder in folders for path in Path(folder).glob("*.py")]
    return sorted(files, key=lambda path: (not type_name.startswith(path.stem.replace("_", "")), path.name))
