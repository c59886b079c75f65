"""Kept runs are named on the command line by id, by the start of an id, or by name."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gdlab.cli.main import main
from gdlab.lab.store import Store
from tests.lab.comparison.stored import run_of


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path / "runs.sqlite")
    for key, when in (("old-1111", 1.0), ("new-2222", 2.0)):
        made.save(run_of([1.0, 0.5], {"optimizer": f"SGD(lr={when})"}, id=key, name="twice", started=when))
    return made


def test_a_name_of_several_runs_means_the_newest_and_the_command_says_so(store, capsys):
    where = ["--store", str(store.path)]
    assert main(["link", "new-2222", *where]) == 0
    newest = capsys.readouterr().out
    assert main(["link", "twice", *where]) == 0
    said = capsys.readouterr()
    assert said.out == newest
    assert "'twice' names 2 runs; this is the newest, new-2222 (older: old-1111)" in said.err
    assert main(["link", "old-1", *where]) == 0
    said = capsys.readouterr()
    assert said.out != newest
    assert said.err == ""


def test_runs_are_removed_and_brought_back_by_name_and_an_unknown_name_is_refused(store, capsys):
    where = ["--store", str(store.path)]
    assert main(["runs", "--remove", "old-1", *where]) == 0
    assert [entry.id for entry in store.list()] == ["new-2222"]
    assert main(["runs", "--bring-back", "twice", *where]) == 0
    assert len(store.list()) == 2
    assert main(["runs", "--remove", "twice", *where]) == 0
    assert "Put 2 runs into the trash" in capsys.readouterr().out
    for option in ("--remove", "--bring-back"):
        assert main(["runs", option, "nobody", *where]) == 2
        assert "there is no run 'nobody'" in capsys.readouterr().err


def test_an_interrupted_run_is_called_so_with_the_command_that_goes_on(store, tmp_path, capsys):
    store.save(run_of([1.0], id="cut-3333", name="cut"))
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE runs SET status = 'running', process = 'gone' WHERE id = 'cut-3333'")
    rows = tmp_path / "rows.csv"
    rows.write_text("a\n1\n")
    for words in (["predict", "cut", str(rows)], ["check", "cut"], ["export", "cut", "--format", "npz", "-o", "w.npz"]):
        assert main([*words, "--store", str(store.path)]) == 2
        assert "run cut was interrupted; `gdlab resume cut-3333` goes on with it" in capsys.readouterr().err
    assert main(["runs", "--store", str(store.path)]) == 0
    assert "`gdlab resume --dismiss` notes them as stopped" in capsys.readouterr().err


def test_a_command_that_reads_one_run_says_that_of_its_store(capsys):
    assert main(["predict", "--help"]) == 0
    assert "Take the run from this" in capsys.readouterr().out
