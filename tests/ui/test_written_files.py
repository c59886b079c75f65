"""What the window writes: the experiment, the settings and pictures are whole or what was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gdlab.lab.files import OutputError
from gdlab.ui import settings
from gdlab.ui.settings import Settings


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every write of bytes end halfway, as on a full disk."""

    def write_half(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", write_half)


def test_a_full_disk_leaves_the_experiments_file_and_is_said(drive, tmp_path: Path, full: None):
    path = tmp_path / "mine.toml"
    path.write_text("# mine")
    drive.set("training.epochs", 3)
    drive.window.files.save_to(path)
    assert "cannot be written" in drive.lab.banner.text
    assert path.read_text() == "# mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request):
    monkeypatch.setattr(settings, "_path", lambda: tmp_path / "settings.toml")
    Settings(smoothing=0.25).save()
    request.getfixturevalue("full")
    Settings(smoothing=0.75).save()
    assert Settings.load().smoothing == 0.25
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_of_a_chart_is_whole_or_what_was_there(drive, tmp_path: Path, suffix: str, request):
    chart, path = drive.lab.curves.chart("loss"), tmp_path / f"loss{suffix}"
    chart.export(path)
    before = path.read_bytes()
    assert before[:5] in (b"\x89PNG\r", b"<?xml", b"%PDF-")
    request.getfixturevalue("full")
    with pytest.raises(OutputError, match="No space left on device"):
        chart.export(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
