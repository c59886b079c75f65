"""The import contracts of pyproject.toml keep every wall, and allow what they should."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ROOMS = ("cli", "ui", "sklearn", "studies", "lab", "diagnose", "engine", "data", "spec", "paths")
ROOMS_WALL = "A room imports only the rooms below it"
QT_WALL = "Qt lives in ui/ alone"
SCREEN_WALL = "The screen computes nothing and reads no data"
ENGINE_PARTS = ("training", "program", "ops", "losses", "optimizers", "network", "products", "machine")
ENGINE_WALL = "A part of the engine imports only the parts below it"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Build an empty house with every room, under this project's contracts."""
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    for room in ("", *ROOMS):
        folder = tmp_path / "gdlab" / room
        folder.mkdir()
        (folder / "__init__.py").touch()
    (tmp_path / "gdlab" / "ui" / "app.py").touch()
    return tmp_path


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter in a house, as the test command does."""
    code = "from importlinter.cli import lint_imports_command as check; check()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("room", "statement", "wall"),
    [
        ("spec", "import gdlab.engine", ROOMS_WALL),
        ("spec", "def later():\n    import gdlab.paths.deep", ROOMS_WALL),
        ("engine", "import gdlab.lab", ROOMS_WALL),
        ("engine", "import gdlab.paths.deep, gdlab.spec", None),
        ("engine", "import gdlab.data", ROOMS_WALL),
        ("data", "import gdlab.engine", ROOMS_WALL),
        ("lab", "import gdlab.diagnose", ROOMS_WALL),
        ("diagnose", "import gdlab.studies", ROOMS_WALL),
        ("studies", "def later():\n    import gdlab.cli", ROOMS_WALL),
        ("ui", "import gdlab.cli", ROOMS_WALL),
        ("cli", "import gdlab.ui", ROOMS_WALL),
        ("lab", "import gdlab.sklearn", ROOMS_WALL),
        ("sklearn", "import gdlab.cli", ROOMS_WALL),
        ("sklearn", "import gdlab.engine, gdlab.data, gdlab.lab, gdlab.spec", None),
        ("cli", "def window():\n    import gdlab.ui.app", None),
        ("cli", "import gdlab.engine, gdlab.data, gdlab.lab, gdlab.studies, gdlab.spec", None),
        ("ui", "import gdlab.lab, gdlab.diagnose, gdlab.studies, gdlab.spec", None),
        ("ui", "import PySide6.QtWidgets, pyqtgraph", None),
        ("lab", "from PySide6.QtCore import QObject", QT_WALL),
        ("cli", "def picture():\n    import pyqtgraph", QT_WALL),
        ("ui", "import gdlab.engine", SCREEN_WALL),
        ("ui", "from gdlab.data import catalogue", SCREEN_WALL),
        ("ui", "from numba import njit", SCREEN_WALL),
    ],
)
def test_an_import_is_allowed_or_refused(house: Path, room: str, statement: str, wall: str | None):
    for name in ("paths/deep.py", "data/catalogue.py"):
        (house / "gdlab" / name).touch()
    (house / "gdlab" / room / "__init__.py").write_text(statement + "\n")
    done = lint(house)
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert done.returncode == (0 if wall is None else 1), done.stdout + done.stderr
    assert len(broken) == (0 if wall is None else 1)
    assert wall is None or broken[0].startswith(wall)


def test_a_wall_cannot_be_walked_around_through_another_module(house: Path):
    (house / "gdlab" / "spec" / "__init__.py").write_text("import gdlab\n")
    (house / "gdlab" / "__init__.py").write_text("from gdlab.lab import session\n")
    (house / "gdlab" / "lab" / "session.py").touch()
    assert f"{ROOMS_WALL} BROKEN" in lint(house).stdout


def test_a_new_room_has_to_say_where_it_stands(house: Path):
    (house / "gdlab" / "attic.py").touch()
    done = lint(house)
    assert done.returncode == 1
    assert "gdlab.attic" in done.stdout


@pytest.mark.parametrize(
    ("part", "statement", "allowed"),
    [
        ("machine", "import gdlab.engine.network", False),
        ("network", "import gdlab.engine.ops", False),
        ("optimizers", "import gdlab.engine.training", False),
        ("ops", "import gdlab.engine.losses", False),
        ("training", "import gdlab.engine.program, gdlab.engine.optimizers, gdlab.engine.machine", True),
    ],
)
def test_the_engine_has_walls_inside(house: Path, part: str, statement: str, allowed: bool):
    engine = house / "gdlab" / "engine"
    for name in ENGINE_PARTS:
        (engine / name).mkdir()
        (engine / name / "__init__.py").touch()
    (engine / part / "__init__.py").write_text(statement + "\n")
    done = lint(house)
    assert (f"{ENGINE_WALL} KEPT" if allowed else f"{ENGINE_WALL} BROKEN") in done.stdout
