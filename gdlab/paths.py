"""Where things are: the resources we ship, and the folders that are the user's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP = "gdlab"
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, in a checkout, an install or a frozen app alike.

    Raises FileNotFoundError, with the places that were searched, when nothing is there.
    """
    candidates = [root.joinpath(*parts) for root in _resource_roots()]
    for candidate in candidates:
        if candidate.exists():
            return candidate
    searched = ", ".join(str(candidate) for candidate in candidates)
    raise FileNotFoundError(f"gdlab's resource {'/'.join(parts)!r} is missing; looked for {searched}")


def cache_dir() -> Path:
    """Return the folder for what can be made again (compiled kernels, downloads), made if need be."""
    return _user_folder("GDLAB_CACHE_DIR", platformdirs.user_cache_path(_APP, appauthor=False))


def cache_path() -> Path:
    """Return the folder for what can be made again, without making it."""
    return Path(os.environ.get("GDLAB_CACHE_DIR") or platformdirs.user_cache_path(_APP, appauthor=False))


def data_dir() -> Path:
    """Return the folder for what the user would miss (the store of runs, their studies), made if need be."""
    return _user_folder("GDLAB_DATA_DIR", platformdirs.user_data_path(_APP, appauthor=False))


def data_path() -> Path:
    """Return the folder for what the user would miss, without making it."""
    return Path(os.environ.get("GDLAB_DATA_DIR") or platformdirs.user_data_path(_APP, appauthor=False))


def config_dir() -> Path:
    """Return the folder for settings, made if need be."""
    return _user_folder("GDLAB_CONFIG_DIR", platformdirs.user_config_path(_APP, appauthor=False, roaming=True))


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone; one that exists is left as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def why_not_private(folder: Path) -> str:
    """Return why a folder may hold files that others put there, as the end of a sentence, or "" if it may not.

    Windows keeps no owner and mode that say so; there the rights of the user's own folders are relied on.

    Raises:
        OSError: when the folder cannot be examined.
    """
    if sys.platform == "win32":
        return ""
    found = folder.stat()
    if found.st_uid != os.getuid():
        return "belongs to another user"
    return "may be written by others" if found.st_mode & 0o022 else ""


def _resource_roots() -> list[Path]:
    """Return the folders that may hold resources, the likeliest first."""
    roots = [_PACKAGE.parent / "resources", _PACKAGE / "resources"]
    if not (_PACKAGE.parent / "pyproject.toml").is_file():
        roots.reverse()
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        roots.insert(0, Path(frozen) / "gdlab" / "resources")
    return roots


def _user_folder(variable: str, default: Path) -> Path:
    """Return the folder that the environment variable names, or the platform's own, and make it."""
    folder = Path(os.environ.get(variable) or default)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
