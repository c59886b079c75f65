"""The wheel and the sdist carry what they should, and what is installed from them finds its resources."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def build(source: Path, kind: str, out: Path) -> Path:
    """Build a wheel or an sdist with the installed backend: no network, no isolation."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist once."""
    return build(TOP, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the unpacked sdist, as an index's users may have to."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, without what it needs, into a folder far from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        str(folder),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def shipped(folder: str, *suffixes: str) -> set[str]:
    """Return the files of a folder of the checkout, but for what Python and numba leave there."""
    files = (path for path in (TOP / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(TOP).as_posix() for path in files if not suffixes or path.suffix in suffixes}


def in_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where only the installed gdlab is to be found first."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_every_module_and_every_resource(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped("gdlab", ".py") <= names
    assert {f"gdlab/{name}" for name in shipped("resources")} <= names


def test_the_wheel_holds_nothing_else(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"gdlab", next(top for top in tops if top.endswith(".dist-info"))}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".nbi", ".nbc"))]


def test_the_wheel_is_for_every_system_and_has_a_command_and_a_licence(wheel: Path):
    archive = zipfile.ZipFile(wheel)
    assert wheel.name.endswith("-py3-none-any.whl")
    (scripts,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "[console_scripts]\ngdlab = gdlab.__main__:main" in archive.read(scripts).decode()
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


def test_the_broken_pair_of_python_and_pyside_is_barred(wheel: Path):
    from packaging.requirements import Requirement

    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith("METADATA"))
    lines = archive.read(metadata).decode().splitlines()
    needs = [Requirement(line.partition(": ")[2]) for line in lines if line.startswith("Requires-Dist: ")]
    pyside = [need for need in needs if need.name.lower() == "pyside6-essentials"]

    def allows(python: str, version: str) -> bool:
        active = [need for need in pyside if need.marker is None or need.marker.evaluate({"python_version": python})]
        assert len(active) == 1
        return active[0].specifier.contains(version)

    assert not allows("3.11", "6.12.0")
    assert allows("3.11", "6.11.3")
    assert allows("3.12", "6.12.0")


def test_the_sdist_has_what_a_packager_needs(sdist: Path):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "packaging/constraints.txt"):
        assert name in names
    assert shipped("resources") <= names
    assert "tests/conftest.py" in names


def test_the_installed_package_finds_its_own_resources(installed: Path):
    code = "from gdlab.paths import resource; print(resource('README.md'))"
    done = in_installed(installed, "-c", code)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == installed / "gdlab" / "resources" / "README.md"


def test_the_installed_command_works_far_from_the_checkout(installed: Path):
    version = in_installed(installed, str(installed / "bin" / "gdlab"), "--version")
    assert version.returncode == 0, version.stderr
    assert "0.1.0" in version.stdout
    spec = in_installed(installed, "-m", "gdlab", "new")
    assert spec.returncode == 0, spec.stderr
    assert "[optimizer]" in spec.stdout
