"""What gdlab imports is what it declares: the test tools bring more, which a user does not have."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
# What a folder may import beyond that: it says itself, in a sentence, when its extra is not installed.
OF_FOLDER = {
    f"gdlab/{folder}/": {
        canonicalize_name(Requirement(line).name) for extra in extras.split() for line in EXTRAS[extra]
    }
    for folder, extras in (
        ("ui", "gui"),
        ("sklearn", "sklearn"),
        ("data/sources", "sklearn"),
        ("data/tables/formats", "arrow excel"),
        ("lab", "pandas"),
        ("lab/cluster", "cluster"),
        ("lab/onnx_graph", "onnx"),
        ("lab/sweeps", "sweep"),
    )
}
BROUGHT = {"shiboken6"}  # half of PySide6, at its version
USED_BY_OTHERS = {"cmaes"}  # Optuna's sampler of this name imports it


@cache
def distributions() -> Mapping[str, list[str]]:
    """Return, by the name of a module, the installed distributions that have it; reading them takes a second."""
    return packages_distributions()


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level name of each module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Return, by file of gdlab, the names that it imports."""
    files = (TOP / "gdlab").rglob("*.py")
    return {path.relative_to(TOP).as_posix(): set(imported(path)) for path in files}


def test_every_import_is_of_the_standard_library_or_a_declared_dependency(imports: dict[str, set[str]]):
    undeclared = set()
    for path, names in imports.items():
        for name in names - sys.stdlib_module_names - {"gdlab"}:
            owners = {canonicalize_name(owner) for owner in distributions().get(name, [name])}
            allowed = DECLARED | BROUGHT if path.startswith("gdlab/ui/") else DECLARED
            allowed = allowed.union(*(needs for folder, needs in OF_FOLDER.items() if path.startswith(folder)))
            if not owners & allowed:
                undeclared.add(f"{path} imports {name}")
    assert not undeclared


@pytest.mark.parametrize("need", sorted(DECLARED.union(*OF_FOLDER.values()) - USED_BY_OTHERS))
def test_every_declared_dependency_is_imported(need: str, imports: dict[str, set[str]]):
    used = set[str]().union(*imports.values())
    names = {name for name, owners in distributions().items() if need in {canonicalize_name(o) for o in owners}}
    assert names & used, f"nothing under gdlab/ imports {need}"
