"""Every example in the documentation runs as it is printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.cli import main
from gdlab.spec.files import loads

TOP = Path(__file__).resolve().parents[2]
PAGES = ("cli", "python", "files")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    """Return page and text of every code block of a language."""
    found = [
        (page, text)
        for page in PAGES
        for kind, text in _BLOCK.findall((TOP / "docs" / f"{page}.md").read_text())
        if kind == language
    ]
    assert found, f"no {language} in the pages: did the pattern stop matching?"
    return found


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))


@pytest.mark.parametrize(("page", "code"), blocks("python"), ids=lambda v: v.split("\n")[0][:20])
def test_a_python_example_runs(page: str, code: str):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_commands_run_in_the_order_of_the_page(capfd: pytest.CaptureFixture[str]):
    for _, text in blocks("sh"):
        for line in text.replace("\\\n", " ").splitlines():
            words = shlex.split(line)
            target = words.pop() if ">" in words else None
            words = [w for w in words if w != ">"]
            assert words[0] == "gdlab"
            code = main(words[1:])
            captured = capfd.readouterr()
            assert code == 0, line + captured.err
            if target is not None:
                Path(target).write_text(captured.out, encoding="utf-8")
    assert {p.name for p in Path().iterdir()} >= {"digits.csv", "digits.spec.toml", "race.png", "all.csv", "bench.json"}


@pytest.mark.parametrize(("page", "text"), blocks("toml"), ids=lambda v: v.split("\n")[0][:20])
def test_a_spec_in_the_documentation_is_one(page: str, text: str):
    assert loads(text, page).network.layers


def test_every_command_is_in_the_page(capfd: pytest.CaptureFixture[str]):
    assert main(["--help"]) == 0
    commands = re.findall(r"^[│|] (\w+)", capfd.readouterr().out, re.MULTILINE)
    page = (TOP / "docs" / "cli.md").read_text()
    known_elsewhere = {"data", "demo", "study"}
    assert set(commands) >= {"run", "compare", "runs", "export", "new", "doctor", "warmup", "bench"}
    assert [c for c in commands if c not in known_elsewhere and f"gdlab {c}" not in page] == []
