"""The pinned versions fit what is declared, on every Python that is supported."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
PINS = (TOP / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED_EXTRAS = ("gui", "sklearn", "docs", "test")


def pinned(python: str) -> dict[str, str]:
    """Return the version that each package is pinned to on a Python."""
    environment = {"python_version": python, "python_full_version": f"{python}.1"}
    needs = [Requirement(line) for line in PINS if line and not line.startswith("#")]
    active = [need for need in needs if need.marker is None or need.marker.evaluate(environment)]
    versions = {canonicalize_name(need.name): str(need.specifier).removeprefix("==") for need in active}
    assert len(versions) == len(active)
    return versions


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_each_declared_package_is_pinned_to_a_version_that_it_allows(python: str):
    versions = pinned(python)
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"], *(line for name in PINNED_EXTRAS for line in extras[name])]
    for need in (Requirement(line) for line in declared if not line.startswith("gdlab[")):
        if need.marker is None or need.marker.evaluate({"python_version": python}):
            assert need.specifier.contains(versions[canonicalize_name(need.name)]), need


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["gui"]])
def test_what_an_installation_needs_has_an_upper_bound_above_what_is_pinned(line: str):
    need = Requirement(line)
    assert any(part.operator == "<" for part in need.specifier), need


def test_the_pins_name_versions_and_no_place():
    for line in PINS:
        assert line.startswith("#") or "==" in line, line
        assert not any(word in line for word in ("://", "@", "--index", "--find-links")), line
