"""Plugins: members of the user's own from scripts, folders and installed packages, each agreed to before it runs.

A plugin is code and may do whatever its user may, so none is run until its user has agreed to it. What was agreed to
is remembered by the SHA-256 of its content: a plugin that changed has to be agreed to again. Of scripts and folders
exactly the bytes that were hashed are run, so that no other file can take their place in between; an installed package
is imported as Python does it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, cast

from gdlab.lab.files import write_file
from gdlab.paths import data_dir, data_path
from gdlab.spec.errors import GdlabError
from gdlab.spec.ordinary_file import ordinary_bytes
from gdlab.spec.registry import load_members, registered_members, restore_members

_log = logging.getLogger(__name__)

VARIABLE, GROUP = "GDLAB_PLUGINS", "gdlab.plugins"
_FILE, _MOST_FILES, _MOST_BYTES = "plugins.json", 1000, 2**24


class PluginError(GdlabError):
    """A plugin that cannot be read, or one that there is not."""


@dataclass
class Plugin:
    """A plugin that was found.

    Attributes:
        name: the path of the script or folder, or the name of the entry point.
        files: the content of its Python files by path, in order; those that begin with "_" are not run by themselves.
        module: the module of an entry point that is imported when all is agreed to, "" of scripts.
        problem: why it could not be loaded, "" when it was or was not tried.
        members: the members that it brought, as kind and type.
    """

    name: str
    files: dict[Path, bytes]
    module: str = ""
    problem: str = ""
    members: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Return the SHA-256 over names and contents of its files."""
        top = os.path.commonpath([path.parent for path in self.files]) if self.files else ""
        total = hashlib.sha256()
        for path, content in self.files.items():
            total.update(f"{path.relative_to(top).as_posix()}\0{len(content)}\0".encode() + content)
        return total.hexdigest()

    @property
    def is_agreed(self) -> bool:
        """Return whether the user has agreed to this very content."""
        return self.digest in agreements()


class _AgreedLoader(SourceFileLoader):
    """A loader of a file that runs the bytes that were agreed to, whatever is in the file by now."""

    def __init__(self, fullname: str, path: str, content: bytes) -> None:
        super().__init__(fullname, path)
        self._content = content

    def get_data(self, path: str) -> bytes:
        """Return the source; there is no compiled file beside it."""
        if Path(path) != Path(self.path):
            raise OSError("only the source is read")
        return self._content

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Write nothing beside the user's file."""


_LOADED_PLUGINS: list[Plugin] = []


def agreements() -> dict[str, str]:
    """Return what the user has agreed to: digests, and the name of each plugin at that time."""
    try:
        held: Any = json.loads((data_path() / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in cast("dict[Any, Any]", held).items()} if isinstance(held, dict) else {}


def found_plugins() -> list[Plugin]:
    """Return the plugins of ``GDLAB_PLUGINS`` and of the entry points ``gdlab.plugins``; none is run.

    Raises:
        PluginError: when a path of ``GDLAB_PLUGINS`` is missing or cannot be read.
    """
    from importlib.metadata import entry_points  # only where plugins are looked for: it is slow to import

    paths = [Path(part).expanduser() for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part.strip()]
    return [_of_path(path) for path in paths] + [_of_entry_point(each) for each in entry_points(group=GROUP)]


def agree(name: str) -> Plugin:
    """Remember that the user agrees to a plugin as it is now.

    Raises:
        PluginError: when there is none of this name.
    """
    plugin = _named(name)
    _write(agreements() | {plugin.digest: plugin.name})
    return plugin


def withdraw(name: str) -> int:
    """Forget all agreements to a plugin and return how many there were."""
    held = agreements()
    names = {name, str(Path(name).expanduser().absolute())}
    left = {digest: known for digest, known in held.items() if known not in names}
    _write(left)
    return len(held) - len(left)


def load_plugins() -> None:
    """Run the plugins that the user has agreed to, once in a process; others are logged and left alone.

    Without ``GDLAB_PLUGINS`` and without an agreement nothing is looked for. A plugin that fails is logged too, and
    a member that would take the name of another one is refused.
    """
    if _LOADED_PLUGINS or not (os.environ.get(VARIABLE) or agreements()):
        return
    load_members()  # so that no plugin takes the name of a member that would be imported later
    try:
        found = found_plugins()
    except PluginError as error:
        _log.warning("%s", error)
        return
    for plugin in found:
        _LOADED_PLUGINS.append(plugin)
        if not plugin.is_agreed:
            plugin.problem = f"not agreed to; it is code: look at it, then `gdlab plugins --agree {plugin.name}`"
            _log.warning("plugin %s is not loaded: %s", plugin.name, plugin.problem)
            continue
        _load_plugin(plugin)


def loaded_plugins() -> Sequence[Plugin]:
    """Return the plugins that this process has looked at, with their members or problems."""
    return tuple(_LOADED_PLUGINS)


def _load_plugin(plugin: Plugin) -> None:
    """Run a plugin; a problem is noted, and members that took others' names are put back."""
    before = registered_members()
    try:
        for run in _runs_of(plugin):
            run()
    except Exception as error:
        restore_members(before)
        plugin.problem = f"it failed: {type(error).__name__}: {error}"
        _log.warning("plugin %s is not loaded: it failed", plugin.name, exc_info=error)
        return
    after = registered_members()
    taken = [f"{kind} {name}" for (kind, name), held in before.items() if after.get((kind, name)) is not held]
    if taken:
        restore_members(before)
        plugin.problem = f"it would take the name of the {', '.join(taken)}; give its own another type"
        _log.warning("plugin %s is not loaded: %s", plugin.name, plugin.problem)
        return
    plugin.members = [f"{kind} {name}" for kind, name in after if (kind, name) not in before]


def _runs_of(plugin: Plugin) -> Iterator[Callable[[], object]]:
    if plugin.module:
        yield lambda: importlib.import_module(plugin.module)
        return
    for path, content in plugin.files.items():
        if not path.name.startswith("_"):
            yield lambda path=path, content=content: _run_file(path, content, plugin.digest)


def _run_file(path: Path, content: bytes, digest: str) -> None:
    name = f"gdlab_plugin_{digest[:12]}_{path.stem}"
    loader = _AgreedLoader(name, str(path), content)
    spec = importlib.util.spec_from_loader(name, loader)
    if spec is None:
        raise PluginError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(path)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise


def _of_path(path: Path) -> Plugin:
    """Return the plugin of a script or folder.

    Raises:
        PluginError: when it is missing or cannot be read.
    """
    path = path.absolute()
    try:
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        if len(files) > _MOST_FILES:
            raise PluginError(f"{path} holds more than {_MOST_FILES} files; name the folder of the plugin alone")
        contents = {file: ordinary_bytes(file, _MOST_BYTES + 1) for file in files}
    except OSError as error:
        raise PluginError(f"plugin {path} cannot be read: {error.strerror or error}; see {VARIABLE}") from None
    if sum(map(len, contents.values())) > _MOST_BYTES:
        raise PluginError(f"plugin {path} is larger than {_MOST_BYTES // 2**20} MB")
    return Plugin(str(path), contents)


def _of_entry_point(point: Any) -> Plugin:
    """Return the plugin of an installed package, found without importing it: all of its top package is hashed."""
    spec = importlib.util.find_spec(str(point.module).partition(".")[0])
    origin = None if spec is None or spec.origin is None else Path(spec.origin)
    if origin is None:
        return Plugin(str(point.name), {}, str(point.module), "its package is not installed")
    held = _of_path(origin.parent if origin.name == "__init__.py" else origin)
    return Plugin(str(point.name), held.files, str(point.module))


def _named(name: str) -> Plugin:
    wanted = {name, str(Path(name).expanduser().absolute())}
    found = found_plugins()
    plugin = next((each for each in found if each.name in wanted), None)
    if plugin is None and Path(name).expanduser().exists():
        return _of_path(Path(name).expanduser())
    if plugin is None:
        known = ", ".join(each.name for each in found) or f"set {VARIABLE} to a script or folder"
        raise PluginError(f"there is no plugin '{name}': {known}")
    return plugin


def _write(held: dict[str, str]) -> None:
    write_file(data_dir() / _FILE, json.dumps(held, indent=1))
