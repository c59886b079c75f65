"""gdlab as `pip install gdlab` leaves it: engine, lab and commands, and no Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from gdlab_boot.environment import site_packages, venv_python
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
EVERY_MODULE = """
import importlib, pkgutil, gdlab
for module in pkgutil.walk_packages(gdlab.__path__, "gdlab."):
    if not module.name.startswith(("gdlab.ui", "gdlab.sklearn", "gdlab.__main__", "gdlab.resources")):
        importlib.import_module(module.name)
"""


def needed(names: list[str]) -> dict[str, Distribution]:
    """Return the installed distributions that some need, and those that these need, by name."""
    found: dict[str, Distribution] = {}
    while names:
        name = canonicalize_name(names.pop())
        if name in found:
            continue
        found[name] = distribution(name)
        needs = map(Requirement, found[name].requires or [])
        names += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a virtual environment with gdlab's wheel and what it needs, linked from this environment."""
    if sys.platform == "win32":
        pytest.skip("links need a right that Windows does not give to everybody")
    folder = tmp_path_factory.mktemp("without-window")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    lines = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    for dist in needed([Requirement(line).name for line in lines]).values():
        tops = {Path(str(file)).parts[0] for file in dist.files or []} - {"..", "__pycache__"}
        for top in tops:
            link = site_packages(venv) / top
            if not link.exists():
                link.symlink_to(Path(str(dist.locate_file(top))))
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(site_packages(venv))]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    return venv_python(venv)


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the environment's Python far from the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [python, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_there_is_no_qt(python: Path, tmp_path: Path):
    done = run(
        python, tmp_path, "-c", "import importlib.util as u; print(u.find_spec('PySide6'), u.find_spec('pyqtgraph'))"
    )
    assert done.stdout.split() == ["None", "None"]


def test_the_window_is_one_sentence_that_says_how_to_get_it(python: Path, tmp_path: Path):
    done = run(python, tmp_path, "-m", "gdlab")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "pip install 'gdlab[gui]'" in done.stderr


def test_every_module_but_the_window_s_can_be_imported(python: Path, tmp_path: Path):
    done = run(python, tmp_path, "-c", EVERY_MODULE)
    assert done.returncode == 0, done.stderr


def test_a_run_works_from_the_command_line_and_from_python(python: Path, tmp_path: Path):
    (tmp_path / "digits.toml").write_text(run(python, tmp_path, "-m", "gdlab", "new").stdout, encoding="utf-8")
    done = run(python, tmp_path, "-m", "gdlab", "run", "digits.toml", "--set", "epochs=1", "--csv", "digits.csv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "digits.csv").is_file()
    code = "import gdlab; print(gdlab.train(gdlab.load_spec('digits.toml')).status)"
    assert run(python, tmp_path, "-c", code).stdout == "finished\n"


def test_the_demo_leaves_the_screenshot_out_and_the_doctor_finds_nothing_amiss(python: Path, tmp_path: Path):
    demo = run(python, tmp_path, "-m", "gdlab", "demo", "--out", "race", "--quiet")
    assert demo.returncode == 0, demo.stderr
    assert {path.name for path in (tmp_path / "race").glob("*.[cp]*")} == {"race.csv", "race.png"}
    assert "No screenshot: the window needs PySide6" in demo.stderr
    doctor = run(python, tmp_path, "-m", "gdlab", "doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "pip install 'gdlab[gui]'" in doctor.stdout
