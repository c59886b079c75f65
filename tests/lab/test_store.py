"""The store: what is kept comes back whole, many may use it at once, and a damaged or foreign file is refused."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError
from tests.lab.small import SMALL, diverged, same, trained


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs.sqlite")


def test_a_run_comes_back_as_it_was(store: Store):
    run = trained(optimizer="Adam(betas=(0.8, 0.99))")
    run.group = "g"
    store.save(run)
    (again,) = store.load([run.id])
    assert same(run, again)
    for name in ("spec", "status", "reason", "elapsed", "id", "name", "group", "started", "label"):
        assert getattr(again, name) == getattr(run, name)
    assert {k: v.dtype for k, v in again.parameters.items()} == {k: v.dtype for k, v in run.parameters.items()}
    assert np.array_equal(again.history.columns()["wall_time"], run.history.columns()["wall_time"])
    assert again.history.marks == run.history.marks


def test_a_diverged_run_and_one_without_a_step_are_kept_too(store: Store):
    wild, empty = diverged(), Run(SMALL, status=Status.FAILED, reason="no data")
    store.save(wild)
    store.save(empty)
    assert same(store.load([wild.id])[0], wild)
    assert store.load([empty.id])[0].reason == "no data"
    assert {e.status for e in store.list()} == {"diverged", "failed"}


def test_saving_again_brings_the_record_up_to_date(store: Store):
    run = trained()
    store.save(run)
    run.name = "renamed"
    store.save(run)
    assert [e.name for e in store.list()] == ["renamed"]


def test_runs_are_found_by_id_start_of_id_and_name(store: Store):
    a, b = trained(name="a"), trained(name="b")
    store.save(a)
    store.save(b)
    assert [r.id for r in store.load()] == [a.id, b.id]
    assert [e.id for e in store.list()] == [b.id, a.id]
    assert [r.id for r in store.load([b.id[:5], "a"])] == [b.id, a.id]
    with pytest.raises(StoreError, match="there is no run 'zz'"):
        store.load(["zz"])
    assert store.remove([a.id, "zz"]) == 1
    assert [e.id for e in store.list()] == [b.id]


@pytest.mark.parametrize("name", ["'; DROP TABLE runs; --", "ü ✓ \n \t", "%", "[/bold]"])
def test_any_name_is_kept_and_found(store: Store, name: str):
    run = trained()
    run.name = name
    store.save(run)
    assert store.load([name])[0].name == name


def test_threads_may_save_at_once(tmp_path: Path):
    path, problems = tmp_path / "runs.sqlite", []
    run = trained()

    def save(i: int) -> None:
        try:
            for k in range(4):
                Store(path).save(Run(SMALL, run.history, run.parameters, Status.FINISHED, id=f"{i}-{k}"))
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=save, args=(i,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(Store(path).list()) == 24


def test_processes_may_make_and_use_one_store_at_once(tmp_path: Path):
    path = tmp_path / "runs.sqlite"
    code = (
        "import sys; from tests.lab.small import SMALL; from gdlab.lab.run import Run\n"
        "from gdlab.lab.store import Store\n"
        "for i in range(5): Store(sys.argv[1]).save(Run(SMALL))\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(2)]
    assert [(c.communicate()[1], c.returncode) for c in children] == [(b"", 0)] * 2
    assert len(Store(path).list()) == 10


def test_the_users_own_store_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "mine"))
    assert Store().path == tmp_path / "mine" / "runs.sqlite"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "file" / "mine"))
    with pytest.raises(StoreError, match="choose a file with --store"):
        Store()


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path):
    assert "this is a folder" in refused(tmp_path)
    assert "does not exist" in refused(tmp_path / "none" / "runs.sqlite")
    text = tmp_path / "notes.txt"
    text.write_text("my notes, long enough to be no empty file\n" * 40)
    before = text.read_bytes()
    assert "not a store of gdlab" in refused(text)
    assert text.read_bytes() == before
    foreign = tmp_path / "other.sqlite"
    with sqlite3.connect(foreign) as db:
        db.execute("CREATE TABLE runs (a)")
    db.close()
    before = foreign.read_bytes()
    assert "another program" in refused(foreign)
    assert foreign.read_bytes() == before


def test_a_store_of_a_newer_gdlab_is_refused(store: Store):
    db = sqlite3.connect(store.path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert "newer gdlab" in refused(store.path)


def test_a_damaged_file_is_a_sentence_wherever_the_damage_is(store: Store):
    run = trained()
    store.save(run)
    whole = store.path.read_bytes()
    for first in range(0, len(whole), 512):
        store.path.write_bytes(whole[:first] + b"\xff" * 300 + whole[first + 300 :])
        for use in (lambda: Store(store.path), store.list, store.load, lambda: store.save(run)):
            try:
                use()
            except StoreError as error:
                assert "store" in str(error)  # noqa: PT017
    store.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError):
        store.load()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("parameters", b"PK\x03\x04nonsense"),
        ("history", b""),
        ("spec", "x = ["),
        ("spec", "[optimizer]\ntype='No'"),
        ("status", "odd"),
    ],
)
def test_a_damaged_record_is_named_and_the_list_still_works(store: Store, column: str, value: object):
    run, good = trained(), trained()
    store.save(run)
    store.save(good)
    db = sqlite3.connect(store.path)
    db.execute(f"UPDATE runs SET {column} = ?, summary = 'no json' WHERE id = ?", (value, run.id))
    db.commit()
    db.close()
    with pytest.raises(StoreError, match=run.id):
        store.load([run.id])
    assert len(store.list()) == 2
    assert store.load([good.id])[0].id == good.id


def test_nothing_from_the_store_is_unpickled(store: Store):
    run = trained()
    store.save(run)
    evil = io.BytesIO()
    np.savez(evil, names=np.array(["x"]), a0=np.array([print], dtype=object))
    db = sqlite3.connect(store.path)
    db.execute("UPDATE runs SET parameters = ?", (evil.getvalue(),))
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="damaged"):
        store.load([run.id])
