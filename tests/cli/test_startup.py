"""A command imports what it needs and nothing beside it: that is what makes it start quickly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gdlab.cli.main import MODULES, command_line

TOP = Path(__file__).resolve().parents[2]
# Libraries that take long to import, and the parts of gdlab that a run has no use for.
WINDOW = ("PySide6", "shiboken6", "pyqtgraph", "gdlab.ui.app")
READERS = ("sklearn", "pandas", "duckdb", "PIL", "gdlab.data.remote.fetch")
OTHERS = (
    "matplotlib",
    "scipy.linalg",
    "scipy.special",
    "scipy.stats",
    "gdlab.studies",
    "gdlab.cli.study",
    "gdlab.cli.bench",
)
ENGINE = ("numba", "numpy", "scipy", "pydantic", "gdlab.engine", "gdlab.data", "gdlab.spec")


# Ever more is done in one process; after each step it prints what it has imported by then.
STEPS = {
    "import": "import gdlab",
    "version": "from gdlab.cli.main import main; assert main(['--version']) == 0",
    "window": "import gdlab.ui.launch; gdlab.ui.launch.open_window = lambda: 0; assert main([]) == 0",
    "new": "assert main(['new']) == 0",
    "run": "assert main(['run', 'digits.toml', '--quiet']) == 0",
    "kept": """
for words in ('resume', 'link digits.toml', 'check digits --quiet', 'arena Himmelblau --optimizers SGD --steps 5'):
    assert main(words.split()) == 0
from gdlab.studies.catalogue import study
assert study('learning-rate').parts
""",
    "sets": """
import gdlab.data as data
from gdlab.spec.base import load_members, member
load_members()
for name in ('digits', 'iris', 'wine', 'breast_cancer', 'diabetes', 'photo_patches', 'saratoga_houses'):
    data.load(member('data', name)(), 0)
""",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the modules that a fresh interpreter holds after each step."""
    from gdlab.lab.presets import preset

    folder = tmp_path_factory.mktemp("startup")
    (folder / "digits.toml").write_text(preset("digits").text, encoding="utf-8")
    shown = "sys.stdout.flush(); print('\\nmodules', *sys.modules, file=sys.__stdout__)"
    script = "\n".join(["import sys", *(f"{code}\n{shown}" for code in STEPS.values())])
    environment = {**os.environ, "PYTHONPATH": str(TOP), "GDLAB_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder, env=environment
    )
    held = [set(line.split()[1:]) for line in done.stdout.splitlines() if line.startswith("modules ")]
    return dict(zip(STEPS, held, strict=True))


def test_import_gdlab_brings_nothing_but_itself(imported):
    assert not imported["import"].intersection((*WINDOW, *READERS, *OTHERS, *ENGINE))


@pytest.mark.parametrize("step", ["version", "window"])
def test_the_version_and_the_start_of_the_window_import_no_command(imported, step):
    assert not imported[step].intersection(("numba", *OTHERS, *(f"gdlab.cli.{name}" for name in MODULES)))


@pytest.mark.parametrize("step", ["new", "run"])
def test_a_run_imports_no_window_no_reader_and_no_chart(imported, step):
    assert not imported[step].intersection((*WINDOW, *READERS, *OTHERS))


def test_a_command_imports_the_members_that_it_meets_and_no_others(imported):
    assert "gdlab.engine.optimizers.sgd" in imported["kept"]
    assert not imported["kept"].intersection(("gdlab.engine.optimizers.lion", "gdlab.engine.schedules.cyclic"))


def test_reading_the_small_sets_imports_no_scikit_learn(imported):
    assert "sklearn" not in imported["sets"]


def test_each_command_is_found_in_the_module_that_is_imported_for_it():
    every = {command.name for command in typer.main.get_command(command_line(())).commands.values()}
    assert every == {command for commands in MODULES.values() for command in commands}
    for module, commands in MODULES.items():
        for command in commands:
            alone = typer.main.get_command(command_line(["--some-option", command, "argument"]))
            assert set(alone.commands) == set(MODULES[module])


def test_an_unknown_command_is_held_against_all_of_them():
    assert len(typer.main.get_command(command_line(["traim"])).commands) == sum(map(len, MODULES.values()))
