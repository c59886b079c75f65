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
