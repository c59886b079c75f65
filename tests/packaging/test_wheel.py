"""The wheel and the sdist carry what they should, and what is installed from them finds its resources."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest

import gdlab

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
        "--no-compile",
        "--target",
        str(folder),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def metadata(wheel: Path) -> Message:
    """Return what a wheel says about itself."""
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return HeaderParser().parsestr(archive.read(name).decode("utf-8"))


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
    assert shipped("gdlab", ".py", ".typed") <= names
    assert "gdlab/py.typed" in names
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
    assert "[console_scripts]\ngdlab = gdlab.__main__:run_gdlab" in archive.read(scripts).decode()
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


def test_nothing_that_is_always_installed_is_of_the_window(wheel: Path):
    needs = [line for line in metadata(wheel).get_all("Requires-Dist") if "extra ==" not in line]
    assert needs
    assert not [line for line in needs if line.lower().startswith(("pyside6", "shiboken6", "pyqtgraph"))]


def test_the_wheel_declares_every_licence_and_carries_every_notice(wheel: Path):
    about = metadata(wheel)
    expression = about["License-Expression"]
    notices = {path for path in shipped("resources", ".txt") if path.endswith(("LICENCE.txt", "LICENSE.txt"))}
    assert notices | {"LICENSE"} == set(about.get_all("License-File"))
    texts = [(TOP / path).read_text("utf-8") for path in notices]
    stated = {licence for text in texts for licence in re.findall(r"SPDX: ([\w.-]*\w)", text)}
    assert {"MIT", "CC-BY-4.0", "CC-BY-SA-3.0", "GPL-2.0-or-later"} <= stated <= set(expression.split(" AND "))
    inside = {name.partition("/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name}
    assert inside == notices | {"LICENSE"}


def test_the_long_description_has_no_link_that_is_broken_away_from_the_checkout(wheel: Path):
    text = metadata(wheel).get_payload()
    assert "gdlab" in text
    assert not re.findall(r"\]\((?!https://|#)[^)]*\)", text)


def test_the_version_stands_in_one_place(wheel: Path):
    assert metadata(wheel)["Version"] == gdlab.__version__
    assert gdlab.__version__ not in tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"].values()


def test_the_broken_pair_of_python_and_pyside_is_barred(wheel: Path):
    from packaging.requirements import Requirement

    needs = [Requirement(line) for line in metadata(wheel).get_all("Requires-Dist")]
    pyside = [need for need in needs if need.name.lower() == "pyside6-essentials"]

    def allows(python: str, version: str) -> bool:
        environment = {"python_version": python, "extra": "gui"}
        active = [need for need in pyside if need.marker is None or need.marker.evaluate(environment)]
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
    assert shipped("typings", ".pyi") <= names
    assert {"tests/conftest.py", ".ci/run", ".gitignore", "docs/conf.py"} <= names


def test_the_installed_package_finds_its_own_resources(installed: Path):
    code = "from gdlab.paths import resource; print(resource('README.md'))"
    done = in_installed(installed, "-c", code)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == installed / "gdlab" / "resources" / "README.md"


def test_the_installed_command_works_far_from_the_checkout(installed: Path):
    version = in_installed(installed, str(installed / "bin" / "gdlab"), "--version")
    assert version.returncode == 0, version.stderr
    assert version.stdout.strip() == gdlab.__version__
    spec = in_installed(installed, "-m", "gdlab", "new")
    assert spec.returncode == 0, spec.stderr
    assert "[optimizer]" in spec.stdout
