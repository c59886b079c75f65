"""Members of the user's own appear everywhere once they are agreed to, and nothing runs before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.lab.plugins import agree, found_plugins, withdraw
from gdlab.spec.errors import GdlabError

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "own_members.py"
SPEC = """
data = "sawtooth(n_samples=80)"
loss = "MSELoss"
optimizer = "SignDescent(lr=0.02)"
[network]
layers = ["Linear(out_features=8)", "BentIdentity", "Linear(out_features=1)"]
[training]
epochs = 30
metrics = ["Within"]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(SPEC)
    shutil.copy(EXAMPLE, tmp_path / "own.py")
    return tmp_path


def gdlab(home: Path, *words: str, plugins: str = "own.py") -> subprocess.CompletedProcess[str]:
    """Run gdlab in a process of its own."""
    env = os.environ | {"GDLAB_DATA_DIR": str(home / "data"), "GDLAB_PLUGINS": plugins, "COLUMNS": "200"}
    command = [sys.executable, "-m", "gdlab", *words]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)


def test_own_members_train_once_they_are_agreed_to_and_not_after_a_change(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(home / "data"))
    refused = gdlab(home, "run", "own.toml")
    assert refused.returncode == 2
    assert "there is no data called 'sawtooth'" in refused.stderr
    agree(str(home / "own.py"))
    done = gdlab(home, "run", "own.toml", "--csv", "own.csv")
    assert done.returncode == 0, done.stderr
    rows = [line.split(",") for line in (home / "own.csv").read_text().splitlines()]
    within = [float(row[-1]) for row in rows if row[1:3] == ["within", "val"]]
    losses = [float(row[-1]) for row in rows if row[1:3] == ["loss", "val"]]
    assert len(within) == len(losses) == 31
    assert losses[-1] < 0.9 * losses[0]
    (home / "own.py").write_text(EXAMPLE.read_text() + "\nprint('changed')\n")
    listed = gdlab(home, "plugins").stdout
    assert "not agreed to" in listed
    assert "changed" not in listed


def test_a_folder_and_a_package_are_taken_and_what_cannot_be_is_left_out_with_its_reason(home: Path):
    folder = home / "mine"
    folder.mkdir()
    shutil.move(home / "own.py", folder / "own.py")
    (folder / "_note.py").write_text("raise SystemExit(9)\n")
    (home / "raises.py").write_text("raise ValueError('no')\n")
    (home / "takes.py").write_text(
        "from typing import Literal\nfrom gdlab.engine.optimizers.sgd import SGD\n"
        "class Mine(SGD):\n    type: Literal['Adam'] = 'Adam'\n"
    )
    (home / "package").mkdir()
    (home / "package" / "__init__.py").write_text(
        "from typing import Literal\nfrom gdlab.engine.optimizers.sgd import SGD\n"
        "class Same(SGD):\n    type: Literal['SameSGD'] = 'SameSGD'\n"
    )
    about = home / "package-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: package\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[gdlab.plugins]\nsame = package\n")
    plugins = os.pathsep.join(("mine", "raises.py", "takes.py"))
    words = [word for name in (*plugins.split(os.pathsep), "same") for word in ("--agree", name)]
    assert gdlab(home, "plugins", *words, plugins=plugins).returncode == 0
    listed = gdlab(home, "plugins", plugins=plugins)
    assert "Traceback" not in listed.stderr
    for said in (
        "same runs optimizer SameSGD",
        "layer BentIdentity, metric Within, optimizer SignDescent, data sawtooth",
        "it failed: ValueError: no",
        "it would take the name of the optimizer Adam",
    ):
        assert said in " ".join(listed.stdout.split())


def test_a_missing_plugin_and_an_agreement_that_is_withdrawn(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("GDLAB_PLUGINS", str(home / "none.py"))
    with pytest.raises(GdlabError, match=r"none\.py cannot be read"):
        found_plugins()
    monkeypatch.setenv("GDLAB_PLUGINS", str(home / "own.py"))
    assert not found_plugins()[0].is_agreed
    agree(str(home / "own.py"))
    assert found_plugins()[0].is_agreed
    (home / "data" / "plugins.json").write_text("[")
    assert not found_plugins()[0].is_agreed
    agree(str(home / "own.py"))
    assert withdraw(str(home / "own.py")) == 1
    assert not found_plugins()[0].is_agreed
    with pytest.raises(GdlabError, match="there is no plugin 'other'"):
        agree("other")
