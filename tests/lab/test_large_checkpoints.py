"""Checkpoints of large networks, which stand in files beside the store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.checkpoint_files import CheckpointFiles
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.restore import restore
from gdlab.lab.store.salvage import examine, repair
from gdlab.lab.train import SpecTrainer
from tests.lab.small import spec

LARGE = spec(network__layers=[f"Linear(out_features={n})" for n in (800, 800, 2)])


class Training:
    """A run of a large network that is trained step by step and recorded after each."""

    def __init__(self, path: Path) -> None:
        self.store, self.run, self.trainer = Store(path), Run(LARGE), SpecTrainer(LARGE)
        self.recorder = RunRecorder(self.store)
        self.recorder.begin(self.run)
        self.run.status = Status.RUNNING
        self.folder = path.with_name(f"{path.name}-checkpoints")

    def step(self) -> bool:
        self.trainer.advance(1)
        self.recorder.offer(self.run, self.trainer, at_once=True)
        return self.recorder.flush(1.0)

    def end(self, status: Status) -> None:
        self.run.status = status
        self.recorder.end(self.run, self.trainer)
        self.recorder.close()

    def is_in(self, store: Store) -> bool:
        """Return whether a store's checkpoint is the state of the trainer."""
        other, state = SpecTrainer(LARGE), store.checkpoint(self.run.id)
        assert state is not None
        other.restore(state)
        return other.step == self.trainer.step and np.array_equal(other.arena.weights, self.trainer.arena.weights)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Training]:
    begun = Training(tmp_path / "runs.sqlite")
    yield begun
    begun.recorder.close()


@pytest.fixture
def training(fresh: Training) -> Training:
    assert fresh.step()
    return fresh


def test_a_large_checkpoint_stands_beside_the_store(training: Training):
    for _ in range(3):
        assert training.step()
        assert training.is_in(training.store)
    assert sorted(path.name for path in training.folder.iterdir()) == [f"{training.run.id}.{n}.arrays" for n in (0, 1)]
    assert sum(path.stat().st_size for path in training.store.path.parent.glob("runs.sqlite*")) < 1 << 20


def test_a_write_that_is_cut_off_leaves_the_last_checkpoint(training: Training):
    assert training.step()
    older, newer = sorted(training.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    older.write_bytes(older.read_bytes()[:1000])  # the one that is written next
    assert training.is_in(training.store)
    newer.write_bytes(newer.read_bytes().replace(b"\0", b"\1", 1))
    with pytest.raises(StoreError, match="damaged"):
        training.store.checkpoint(training.run.id)


def test_files_of_checkpoints_go_with_their_run(training: Training):
    training.end(Status.FINISHED)
    assert not training.folder.exists()


def test_a_stopped_run_keeps_one_file_until_it_is_deleted(training: Training):
    assert training.step()
    training.end(Status.STOPPED)
    assert training.is_in(training.store)
    assert len(list(training.folder.iterdir())) == 1
    training.store.remove([training.run.id])
    training.store.empty_trash()
    assert not training.folder.exists()


def test_copies_of_a_store_hold_its_large_checkpoints(training: Training, tmp_path: Path):
    (tmp_path / "other").mkdir()
    copy = Store(training.store.back_up(tmp_path / "other" / "copy.sqlite"))
    assert training.is_in(copy)
    taken = Store(tmp_path / "other" / "taken.sqlite")
    assert restore(taken, training.store.path) == 1
    assert training.is_in(taken)
    assert examine(training.store.path) == []
    assert [path.name for path in (tmp_path / "other").glob("*.sqlite")] == ["copy.sqlite", "taken.sqlite"]


def test_what_is_saved_of_a_damaged_store_holds_its_large_checkpoints(training: Training, tmp_path: Path):
    training.store.back_up(tmp_path / "aside.sqlite")  # and nothing is left in the log
    raw = bytearray(training.store.path.read_bytes())
    raw[:16] = bytes(16)
    training.store.path.write_bytes(raw)
    saved = repair(training.store.path, tmp_path / "other.sqlite")
    assert (saved.saved, saved.partly) == ((training.run.id,), {})
    assert training.is_in(Store(tmp_path / "other.sqlite"))


def test_a_refused_file_is_told_and_tried_again(fresh: Training, tmp_path: Path):
    training = fresh
    training.folder.touch()  # in the place of the folder
    assert not training.step()
    assert training.recorder.trouble is not None
    assert "checkpoints cannot be written" in training.recorder.trouble.message
    elsewhere = Store(training.recorder.write_elsewhere(tmp_path))
    assert training.is_in(elsewhere)
    training.folder.unlink()
    assert training.recorder.flush(30.0)
    assert training.is_in(training.store)


def test_files_that_a_killed_process_left_are_removed(training: Training):
    left = training.folder / "0a1b2c3d.0.arrays"
    left.write_bytes(b"left")
    os.utime(left, (0, 0))
    next_start = RunRecorder(training.store)
    next_start.begin(Run(spec()))
    assert next_start.flush(30.0)
    next_start.close()
    assert not left.exists()
    assert training.is_in(training.store)


def test_stores_of_one_folder_have_files_of_their_own(tmp_path: Path):
    folders = {CheckpointFiles(tmp_path / name).folder for name in ("runs.sqlite", "runs.db")}
    assert len(folders) == 2


@pytest.mark.skipif(os.name == "nt", reason="making a link needs rights there")
def test_a_link_to_a_store_leads_to_its_checkpoints(training: Training, tmp_path: Path):
    (tmp_path / "link.sqlite").symlink_to(training.store.path)
    assert training.is_in(Store(tmp_path / "link.sqlite"))


def test_a_folder_is_no_store():
    with pytest.raises(StoreError, match="this is a folder"):
        Store(".")


def test_copies_take_the_memory_of_an_earlier_state():
    trainer = SpecTrainer(LARGE)
    first = trainer.state(history=False)
    trainer.advance(1)
    assert trainer.state(history=False, into=first)["mem"] is first["mem"]
    assert np.array_equal(first["mem"][: trainer.arena.weights.size], trainer.arena.weights)
    assert trainer.state(history=False, into={"mem": np.zeros(3)})["mem"].size == first["mem"].size


def test_large_checkpoints_follow_each_other_while_training_goes_on(fresh: Training):
    training = fresh
    seen: set[bytes] = set()
    while len(seen) < 3:
        training.trainer.advance(1)
        training.recorder.offer(training.run, training.trainer)
        training.recorder.flush(5.0)
        for path in training.folder.glob("*.arrays"):
            seen.add(path.read_bytes()[:25])
    assert training.store.checkpoint(training.run.id) is not None
