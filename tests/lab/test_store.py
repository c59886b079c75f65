"""The store: what is kept comes back whole, many may use it at once, and a damaged or foreign file is refused."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import threading
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from gdlab.cli.main import main
from gdlab.lab.resume import resume
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.codec import pack_arrays
from gdlab.lab.store.store import FIND
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


def test_a_run_is_found_by_an_index_however_many_there_are(store: Store):
    store.save(trained())
    with closing(sqlite3.connect(store.path)) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {FIND}", {"key": "0123abcd", "after": "0123abcd\U0010ffff"}).fetchall()
    assert not [row[-1] for row in plan if "SCAN" in row[-1]], plan


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
    with closing(sqlite3.connect(foreign)) as db, db:
        db.execute("CREATE TABLE runs (a)")
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
    ("table", "column", "value"),
    [
        ("blobs", "data", b"gdA2nonsense"),
        ("parts", "data", b""),
        ("parts", "rows", 10**12),
        ("series", "tags", "no json"),
        ("series", "tags", "{}"),
        ("runs", "spec", "x = ["),
        ("runs", "spec", "[optimizer]\ntype='No'"),
        ("runs", "status", "odd"),
        ("runs", "name", b"\xff"),
        ("runs", "elapsed", "soon"),
        ("runs", "started", 1e30),
        ("runs", "reason", b"\xff"),
    ],
)
def test_a_damaged_record_is_named_and_the_others_still_work(store: Store, table: str, column: str, value: object):
    run, good = trained(), trained()
    store.save(run)
    store.save(good)
    db = sqlite3.connect(store.path)
    key = "id" if table == "runs" else "run"
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, run.id))
    db.execute("UPDATE runs SET summary = 'no json' WHERE id = ?", (run.id,))
    db.commit()
    db.close()
    told: list[str] = []
    assert [r.id for r in store.load(damaged=lambda key, reason: told.append(key))] == [good.id]
    assert told == [run.id]
    with pytest.raises(StoreError, match=run.id):
        store.load([run.id])
    assert len(store.list()) == 2
    assert store.load([good.id])[0].id == good.id
    assert main(["runs", "--store", str(store.path)]) == 0


def test_a_run_whose_id_was_lost_is_exported_all_the_same(store: Store, tmp_path: Path):
    run = trained()
    run.id = ""
    store.save(run)
    assert main(["export", "--out", str(tmp_path / "a.csv"), "--store", str(store.path)]) == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").count("\n") > 10


def test_targets_without_values_are_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture):
    np.savez(tmp_path / "a.npz", X=np.ones((12, 3)), y=np.ones((12, 0)))
    assert main(["data", "import", str(tmp_path / "a.npz")]) == 2
    assert "the targets have no values" in capsys.readouterr().err


def test_the_name_of_a_process_is_no_path(store: Store):
    run = trained()
    store.save(run)
    other = store.path.with_name("precious.lock")
    other.touch()
    (store.path.parent / f".{store.path.name}-processes").mkdir(exist_ok=True)
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE runs SET status = 'running', process = '../precious'")
    assert [line.status for line in store.list()] == ["interrupted"]
    assert other.exists()


def test_nothing_from_the_store_is_unpickled(store: Store):
    run = trained()
    store.save(run)
    blob = pack_arrays({"x": np.zeros(2)}, compress=False).replace(b'"<f8"', b'"|O" ')
    blob = blob[:8] + struct.pack("<I", zlib.crc32(blob[21:])) + blob[12:]
    db = sqlite3.connect(store.path)
    db.execute("UPDATE blobs SET data = ?", (blob,))
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="damaged"):
        store.load([run.id])


def contents(path: Path) -> list[str]:
    """Return everything that a database holds, as SQL."""
    db = sqlite3.connect(path)
    lines = list(db.iterdump())
    db.close()
    return lines


def test_a_store_of_version_1_is_brought_up_to_date_beside_a_copy_of_it(tmp_path: Path):
    old = tmp_path / "runs.sqlite"
    shutil.copy(Path(__file__).parent / "stores" / "version-1.sqlite", old)
    before = contents(old)
    figures = json.loads((Path(__file__).parent / "stores" / "version-1.json").read_text(encoding="utf-8"))
    store = Store(old)
    assert contents(tmp_path / "runs-version-1.sqlite") == before
    assert {r.id: (r.name, r.status) for r in store.list()} == {
        "00000000": ("moons, SGD", "finished"),
        "00000001": ("moons, Adam", "finished"),
        "00000002": ("too fast", "diverged"),
    }, "the damaged run stays in the copy alone"
    for run in store.load(list(figures)):
        expected = figures[run.id]
        assert (run.name, str(run.status), run.group, run.elapsed) == tuple(
            expected[k] for k in ("name", "status", "group", "elapsed")
        )
        assert run.history["train/loss"].tolist() == expected["train/loss"]
        assert {k: v.tolist() for k, v in run.parameters.items()} == expected["parameters"]
    assert [p.name for p in tmp_path.glob("*version*")] == ["runs-version-1.sqlite"], "a second opening copies nothing"


def test_a_store_of_version_2_is_read_and_its_interrupted_run_goes_on(tmp_path: Path):
    path = tmp_path / "runs.sqlite"
    shutil.copy(Path(__file__).parent / "stores" / "version-2.sqlite", path)
    figures = json.loads((Path(__file__).parent / "stores" / "version-2.json").read_text(encoding="utf-8"))
    store = Store(path)
    lines = {line.id: line for line in store.list()}
    assert {key: (line.name, line.steps) for key, line in lines.items() if line.status == "interrupted"} == {
        key: (held["name"], held["steps"]) for key, held in figures.items() if held["name"] == "half"
    }
    assert sorted(tag for line in lines.values() for tag in line.tags) == ["good", "kept"]
    for run in store.load(list(figures)):
        expected = figures[run.id]
        assert (run.name, run.elapsed) == (expected["name"], expected["elapsed"])
        assert run.history["train/loss"].tolist() == expected["train/loss"]
        assert {k: v.tolist() for k, v in run.parameters.items()} == expected["parameters"]
    (half,) = store.interrupted()
    done = resume(half.id, store)
    assert (done.status, len(done.history["train/loss"])) == (Status.FINISHED, 30 * 5)
    assert done.history["train/loss"][: half.steps].tolist() == figures[half.id]["train/loss"]


def test_the_trash_is_emptied_only_when_asked(store: Store):
    a, b = trained(name="a"), trained(name="b")
    store.save(a)
    store.save(b)
    assert store.remove([a.id]) == 1
    assert [r.id for r in store.list()] == [b.id]
    assert [r.id for r in store.list(removed=True)] == [a.id]
    with pytest.raises(StoreError, match="there is no run"):
        store.load([a.id])
    assert store.bring_back([a.id]) == 1
    assert same(store.load([a.id])[0], a)
    store.remove([a.id])
    assert store.empty_trash(older_than=3600) == 0
    assert store.empty_trash() == 1
    assert store.bring_back([a.id]) == 0


def test_tags_and_names_are_kept(store: Store):
    run = trained()
    store.save(run)
    store.tag(run.id, "lecture 3", "good")
    store.rename(run.id, "the best one")
    (line,) = store.list()
    assert (line.tags, line.name) == (("good", "lecture 3"), "the best one")


@pytest.mark.parametrize("name", [":memory:", "pipe"])
def test_what_would_lose_the_runs_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    if name == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no pipes with a name")
        os.mkfifo(tmp_path / name)
    with pytest.raises(StoreError, match="give the name of a file"):
        Store(name)


def test_a_copy_is_made_while_the_store_is_in_use(store: Store, tmp_path: Path):
    run = trained()
    store.save(run)
    copy = store.back_up(tmp_path / "copy.sqlite")
    assert same(Store(copy).load([run.id])[0], run)
    assert store.back_up(tmp_path / "copy.sqlite").name == "copy-2.sqlite"
