"""The entry among the desktop's programs, in a folder of the test's own."""

from __future__ import annotations

import configparser
import shlex
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from gdlab.cli.desktop import desktop_files
from gdlab.cli.main import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name: None)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop.org's files")
def test_the_entry_and_the_file_type_are_written_and_taken_away(tmp_path: Path):
    assert main(["desktop"]) == 0
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(tmp_path / "applications" / "gdlab.desktop")
    held = entry["Desktop Entry"]
    assert shlex.split(held["Exec"]) == [sys.executable, "-m", "gdlab", "%f"]
    kind = ElementTree.parse(tmp_path / "mime" / "packages" / "gdlab.xml").getroot()[0]
    assert kind.get("type") in held["MimeType"].split(";")
    assert [one.get("pattern") for one in kind.iter() if one.tag.endswith("glob")] == ["*.gdlab"]
    assert main(["desktop", "--remove"]) == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_path_with_strange_letters_is_quoted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/my folder/py$3%")
    text = next(text for path, text in desktop_files().items() if path.suffix == ".desktop")
    assert 'Exec="/my folder/py\\\\$3%%" -m gdlab %f' in text


def test_other_systems_are_told_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert main(["desktop"]) == 2
    assert "Open with" in capsys.readouterr().err
