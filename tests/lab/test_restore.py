"""What a store refused, and was written into a file of another folder, is found by the next start and taken back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.lab.resume import resume
from gdlab.lab.run import Run
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.restore import restore, take_back
from gdlab.lab.train import train
from tests.lab.small import same, spec, trained


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs.sqlite")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a folder in for the user's home."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setattr("gdlab.lab.store.run_writer.PATIENCE", 0.05)
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as blocker:
        blocker.execute("BEGIN EXCLUSIVE")
        yield


def stop_after_five(trainer) -> None:
    if trainer.step > 5:
        raise KeyboardInterrupt


def refused(store: Store) -> tuple[list[Run], Path]:
    """Train a run to its end and half of another one while the store refuses both; return them and their file."""
    recorder = RunRecorder(store)
    with locked(store.path):
        whole = train(spec(name="whole"), recorder=recorder)
        half = train(spec(name="half", training__epochs=200), recorder=recorder, progress=stop_after_five)
        path = recorder.close(patience=0.0)
    assert path is not None
    return [whole, half], path


def test_the_next_start_takes_the_runs_back_and_removes_the_file(store: Store, home: Path, capsys):
    (whole, half), path = refused(store)
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0
    assert main(["runs", "--store", str(store.path)]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert f"2 runs that the store had refused came back into it from {path}; that file was removed." in said
    assert sorted(line.name for line in store.list()) == ["half", "whole"]
    assert same(store.load([whole.id])[0], whole)
    assert same(resume(half.id, store), trained(name="half", training__epochs=200))
    assert list(home.iterdir()) == []
    assert take_back(store) == []


def test_what_the_store_holds_is_replaced_by_nothing_that_is_behind_it(store: Store):
    (whole, half), path = refused(store)
    restore(store, path)
    store.rename(whole.id, "a new name")
    store.tag(half.id, "good")
    resume(half.id, store)
    (done,) = take_back(store)
    assert (done.runs, done.problem, path.exists()) == (0, "", False)
    assert {line.name: (line.status, line.tags) for line in store.list()} == {
        "a new name": ("finished", ()),
        "half": ("finished", ("good",)),
    }


def test_runs_that_are_further_in_the_file_come_back_with_the_stores_name_and_tags(store: Store):
    recorder = RunRecorder(store, interval=0.0)

    def refuse(trainer) -> None:
        if trainer.step > 500:
            raise KeyboardInterrupt
        if trainer.step > 5 and not blocker.in_transaction:
            assert recorder.flush(30)
            blocker.execute("BEGIN EXCLUSIVE")

    with closing(sqlite3.connect(store.path, isolation_level=None)) as blocker:
        run = train(spec(training__epochs=2000), recorder=recorder, progress=refuse)
        recorder.close(patience=0.0)
    store.rename(run.id, "renamed")
    store.tag(run.id, "kept")
    behind = store.list()[0].steps
    assert [done.runs for done in take_back(store)] == [1]
    (line,) = store.list()
    assert (line.name, line.tags) == ("renamed", ("kept",))
    assert behind < line.steps == run.history.index("train/loss")[-1]
    assert same(resume(run.id, store), trained(training__epochs=2000))


def test_a_file_that_a_living_process_wrote_stays_to_its_end(store: Store):
    recorder = RunRecorder(store)
    with locked(store.path):
        run = train(spec(), recorder=recorder)
        path = recorder.write_elsewhere()
    assert take_back(store) == []
    assert path.exists()
    assert recorder.flush(30)
    recorder.close()
    assert [(done.runs, done.problem) for done in take_back(store)] == [(0, "")]
    assert same(store.load([run.id])[0], run)


def test_a_file_stays_while_the_store_refuses_and_is_told_again(store: Store, home: Path, capsys):
    _, path = refused(store)
    store = Store(store.path, patience=0.05)
    with locked(store.path):
        (done,) = take_back(store)
    assert "holds the store" in done.problem
    assert f"still in {path}" in done.sentence
    assert path.exists()


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_files_of_other_stores_and_damaged_ones_stay(store: Store, home: Path, tmp_path: Path, damage: bytes | None):
    if damage is None:
        other = Store(tmp_path / "other" / "runs.sqlite") if (tmp_path / "other").mkdir() is None else store
        _, path = refused(other)
    else:
        path = home / "runs-rescued-20260101-000000.sqlite"
        path.write_bytes(damage)
    before = path.read_bytes()
    assert [done.runs for done in take_back(store)] in ([], [0])
    assert path.read_bytes() == before
    assert store.list() == []


@pytest.mark.skipif(os.name == "nt", reason="making a link needs rights there")
def test_a_link_is_not_followed(store: Store, home: Path, tmp_path: Path):
    _, path = refused(store)
    path.rename(tmp_path / "elsewhere.sqlite")
    path.symlink_to(tmp_path / "elsewhere.sqlite")
    assert take_back(store) == []


def test_a_file_in_any_folder_is_restored_by_name(store: Store, tmp_path: Path, capsys):
    (whole, _), path = refused(store)
    moved = path.rename(tmp_path / "found.sqlite")
    other = Store(tmp_path / "other.sqlite")
    assert main(["runs", "--store", str(other.path), "--restore", str(moved)]) == 0
    assert f"Took 2 runs from {moved}" in " ".join(capsys.readouterr().out.split())
    assert same(other.load([whole.id])[0], whole)
    assert moved.exists()
    with pytest.raises(StoreError, match="no file"):
        restore(other, tmp_path / "missing.sqlite")
    assert main(["runs", "--store", str(other.path), "--restore", str(other.path)]) == 2
