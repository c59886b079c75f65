"""What of a damaged store is saved: every run whose lines stand on whole pages, wherever the damage is."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gdlab.lab.resume import resume
from gdlab.lab.run import Status
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.records import write_blob
from gdlab.lab.store.salvage import examine, repair
from tests.faults.damaged_stores import HARMS, Sample, check_repair, damaged_copy, header_damaged
from tests.lab.small import same, trained


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return Sample(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_every_run_on_whole_pages_comes_back_from_a_store_that_is(sample: Sample, harm, tmp_path: Path):
    whole = damaged_copy(sample, random.Random(1), harm, tmp_path / "a.sqlite")
    back, problems = check_repair(sample, tmp_path / "a.sqlite", whole)
    assert problems == []
    assert back >= whole
    assert len(back) == 12 or harm is not header_damaged


def test_a_figure_that_was_changed_in_a_line_is_not_taken_for_right(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    for rate in ("0.125", "0.25"):
        store.save(trained(name=rate, optimizer=f"SGD(lr={rate})"))
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("UPDATE runs SET spec = replace(spec, '0.125', '0.175')")
        db.commit()
    with pytest.raises(StoreError, match=r"damaged.*checksum"):
        store.load(["0.125"])
    done = repair(store.path)
    assert done.path is not None
    assert [run.name for run in Store(done.path).load()] == ["0.25"]
    assert "checksum" in "".join(done.lost.values())


def test_a_run_that_is_written_again_with_another_start_is_whole(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    store.save(run)
    first, run.started = run.started, run.started + 60  # a trial that begins anew after a kill
    store.save(run)
    assert [each.started for each in store.load()] == [first]
    assert examine(store.path) == []


def test_what_was_committed_and_stands_in_the_log_is_saved_too(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    with closing(sqlite3.connect(store.path)) as db:  # keeps the log from being written into the file
        db.execute("SELECT 1 FROM runs").fetchall()
        store.save(run)
        copy = tmp_path / "copy.sqlite"
        for ending in ("", "-wal"):
            shutil.copyfile(f"{store.path}{ending}", f"{copy}{ending}")
    with copy.open("r+b") as file:
        file.write(bytes(60))
    wal = Path(f"{copy}-wal")
    wal.write_bytes(wal.read_bytes() + bytes(range(256)) * 40)  # a commit that did not end
    done = repair(copy)
    assert done.path is not None
    assert same(Store(done.path).load()[0], run)
    assert not done.lost
    assert not done.partly


def test_a_run_that_lacks_something_says_so_in_its_note(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    store.save(run)
    store.note(run.id, "mine")
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("UPDATE blobs SET data = x'00' WHERE kind = 'parameters'")
        db.commit()
    done = repair(store.path)
    assert done.path is not None
    with Store(done.path).reading() as db:
        (note,) = db.execute("SELECT text FROM notes").fetchone()
    assert note == "mine\nSaved from a damaged store without its parameters."
    assert examine(done.path) == []


def test_a_checkpoint_whose_step_was_changed_is_refused(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    run.status = Status.STOPPED
    store.save(run)
    with store._transaction(write=True) as db:
        write_blob(db, run.id, "latest", 6, {"marks": run.history["train/loss"][:2].astype("int64")}, compress=False)
    with pytest.raises(StoreError, match=r"checkpoint.*damaged"):
        resume(run.id, store)


def test_damaged_bytes_that_sqlite_quotes_are_a_sentence(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    store.save(run)
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = store.path.read_bytes()
    store.path.write_bytes(raw.replace(b"CREATE TABLE marks", b"CREATE TABBE m\xf4\xf4ks", 1))
    with pytest.raises(StoreError, match="this store is damaged"):
        Store(store.path).list()
    done = repair(store.path)
    assert done.saved == (run.id,)


def test_a_damaged_store_gives_its_whole_runs_into_a_new_file(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    runs = {run.id: run for run in (trained(name=f"run {i}") for i in range(12))}
    for run in runs.values():
        store.save(run)
        store.tag(run.id, "kept")
    assert repair(store.path).path is None, "nothing is wrong yet"
    whole, lost = store.path.read_bytes(), 0
    for page in range(2, len(whole) // 4096, 6):
        damaged = whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :]
        path = tmp_path / f"{page}.sqlite"
        path.write_bytes(damaged)
        assert examine(path), page
        try:
            done = repair(path)
        except StoreError as error:
            assert "not one whole run" in str(error)  # noqa: PT017
            continue
        assert path.read_bytes() == damaged
        assert done.path == tmp_path / f"{page}-repaired.sqlite"
        rescued = Store(done.path)
        assert {line.id for line in rescued.list()} == set(done.saved)
        assert all(same(run, runs[run.id]) for run in rescued.load() if run.id not in done.partly)
        assert set(done.lost) == set(runs) - set(done.saved)
        lost += len(done.lost)
    assert lost, "no page held a run"
    with pytest.raises(StoreError, match="exists already"):
        repair(path)


def test_of_a_damaged_run_everything_is_saved_that_can_be_read(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    runs = [trained(name=name) for name in ("whole", "part", "gone")]
    for run in runs:
        store.save(run)
        store.tag(run.id, "kept")
        store.note(run.id, f"of {run.name}")
    (tmp_path / "runs-sweeps").mkdir()
    (tmp_path / "runs-sweeps" / "mine.log").write_text('{"op_code": 0}\n')
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("UPDATE blobs SET data = x'00' WHERE run = ? AND kind = 'parameters'", (runs[1].id,))
        db.execute("UPDATE parts SET data = x'00' WHERE run = ?", (runs[2].id,))
        db.commit()
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'runs_by_name'").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.path.open("r+b") as file:  # an index alone is damaged
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    done = repair(store.path)
    assert done.path is not None
    assert set(done.saved) == {runs[0].id, runs[1].id}
    assert done.partly == {runs[1].id: "its parameters"}
    assert list(done.lost) == [runs[2].id]
    saved = Store(done.path)
    whole, part = saved.load()
    assert same(whole, runs[0])
    assert part.history.columns().keys() == runs[1].history.columns().keys()
    assert part.parameters == {}
    assert [line.tags for line in saved.list()] == [("kept",), ("kept",)]
    assert examine(done.path) == []
    assert (tmp_path / "runs-repaired-sweeps" / "mine.log").read_text() == '{"op_code": 0}\n'
    store.back_up(tmp_path / "copy.sqlite")
    assert (tmp_path / "copy-sweeps" / "mine.log").exists()


def test_lines_that_a_damaged_page_held_are_named(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    run = trained()
    store.save(run)
    store.note(run.id, "of mine")
    with closing(sqlite3.connect(store.path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'notes'").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.path.open("r+b") as file:  # an empty leaf of a table: the note is gone, and the index knows of it
        file.seek((root - 1) * 4096)
        file.write(b"\x0d\0\0\0\0\x10\0\0")
    done = repair(store.path)
    assert (done.saved, done.lost, done.partly) == ((run.id,), {}, {run.id: "its note"})


def test_the_runs_before_the_end_of_a_truncated_store_are_saved(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    runs = [
        trained(name=f"run {i}", network__layers=["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"])
        for i in range(4)
    ]
    for run in runs:
        store.save(run)
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:-100])
    done = repair(store.path)
    assert done.saved
    assert set(done.saved) | set(done.lost) == {run.id for run in runs}
    assert done.path is not None
    kept = {run.id: run for run in runs}
    assert all(same(run, kept[run.id]) for run in Store(done.path).load() if run.id not in done.partly)
