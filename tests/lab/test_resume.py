"""Runs that were interrupted are in the store, and go on to the figures of an undisturbed run, bit for bit."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdlab.cli.main import main
from gdlab.engine.trainer import Trainer
from gdlab.lab.resume import resume, take_over
from gdlab.lab.run import Run, Status
from gdlab.lab.session import Session
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import Terminated, train
from gdlab.logs.faults import Fault, on_fault
from gdlab.spec.errors import GdlabError, StateError
from tests.lab.small import same, spec, trained

LONG = {"training__epochs": 6_000, "optimizer": "Adam(lr=0.01)", "schedule": "CosineAnnealingLR(T_max=6000)"}
TRAIN = (
    "import sys\n"
    "from gdlab.lab.store import Store\n"
    "from gdlab.lab.store.recorder import RunRecorder\n"
    "from gdlab.lab.train import train\n"
    "from tests.lab.small import spec\n"
    "from tests.lab.test_resume import LONG\n"
    "from tests.slowly import train_slowly\n"
    "train_slowly()\n"
    "recorder = RunRecorder(Store(sys.argv[1]))\n"
    "train(spec(**LONG), recorder=recorder, preparing=print)\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs.sqlite")


def kill_while_training(store: Store, steps: int = 1) -> str:
    """Train in another process, kill it once so many steps are in the store, and return the run's id."""
    child = subprocess.Popen([sys.executable, "-c", TRAIN, str(store.path)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not (held := store.list()) or held[0].steps < steps:
            assert time.monotonic() < until, "the run never reached the store"
            assert child.poll() is None, "the run ended before it could be killed"
            time.sleep(0.02)
        assert held[0].status == "running"
    finally:
        child.kill()
        child.wait()
    return store.list()[0].id


def test_a_killed_run_goes_on_bit_for_bit(store: Store):
    key = kill_while_training(store)
    (line,) = store.interrupted()
    assert (line.id, line.status) == (key, "interrupted")
    assert 0 < line.steps < 30_000
    whole = train(spec(**LONG))
    again = resume(key, store)
    assert (again.id, again.status) == (key, Status.FINISHED)
    assert same(again, whole)
    assert same(store.load([key])[0], whole)
    assert store.interrupted() == []


def test_no_two_processes_go_on_with_one_run(store: Store):
    key = kill_while_training(store)
    assert store.claim(key)
    with pytest.raises(StoreError, match="is queued; only an interrupted or stopped"):
        resume(key, store)


def test_a_run_of_own_arrays_needs_them_again(store: Store):
    x = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1)
    mine = (x, np.sin(x), x[:10], np.sin(x[:10]))
    regression = spec(loss="MSELoss", network__layers=["Linear(out_features=4)", "Linear(out_features=1)"])
    recorder = RunRecorder(store, interval=0.0)
    run = Run(regression)

    def cut(trainer: object) -> None:
        recorder.flush()
        raise SystemExit

    with pytest.raises(SystemExit):
        train(regression, mine, recorder=recorder, run=run, progress=cut)
    recorder.close()
    db = sqlite3.connect(store.path)
    db.execute("UPDATE runs SET status = 'running', process = 'gone'")
    db.commit()
    db.close()
    with pytest.raises(StateError, match=f"run {run.id}.*arrays given from Python"):
        resume(run.id, store)
    assert resume(run.id, store, mine).status is Status.FINISHED


def test_what_was_not_interrupted_is_not_resumed(store: Store):
    run = trained()
    store.save(run)
    with pytest.raises(StoreError, match="is finished; only an interrupted or stopped run can be resumed"):
        resume(run.id, store)
    with pytest.raises(StoreError, match="there is no run 'nothing'"):
        resume("nothing", store)


def test_interrupted_runs_can_be_dismissed_and_go_on_all_the_same(store: Store, capsys: pytest.CaptureFixture):
    key = kill_while_training(store)
    whole = trained(name="whole")
    store.save(whole)
    assert main(["resume", "--dismiss", key, whole.id, "--store", str(store.path)]) == 0
    assert capsys.readouterr().out.startswith("1 run noted as stopped")
    assert {line.status for line in store.list()} == {"stopped", "finished"}
    assert main(["runs", "--store", str(store.path)]) == 0
    assert "interrupted" not in capsys.readouterr().err
    assert main(["resume", "--store", str(store.path)]) == 0
    assert capsys.readouterr().out.startswith("No run was interrupted")
    assert len(store.load([key])[0].history["train/loss"]) > 0
    assert take_over(store, key).state is not None


def test_a_run_that_keeps_every_step_on_the_disk_goes_on_bit_for_bit(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gdlab.engine.table.IN_MEMORY", 1 << 18)
    every = spec(training__epochs=3000, training__history="all", training__eval_every=1)
    recorder = RunRecorder(store, interval=0.0)

    def stop(trainer: Trainer) -> None:
        if trainer.step > 6000:
            raise KeyboardInterrupt

    half = train(every, recorder=recorder, progress=stop)
    recorder.close()
    whole = train(every)
    assert len(whole.history["train/loss"]) == 3000 * 5
    assert len(whole.history["val/loss"]) == 3000 * 5 + 1
    assert same(resume(half.id, store), whole)
    assert same(store.load([half.id])[0], whole)


def test_metrics_that_are_ahead_of_the_checkpoint_are_written_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name, value in (
        ("_SHARE", 1e-9),
        ("_ALLOWANCE", 0.0),
        ("_FIRST_ALLOWANCE", 0.0),
    ):  # one checkpoint, and then metrics alone
        monkeypatch.setattr(f"gdlab.lab.store.recorded_run.{name}", value)
    recorder = RunRecorder(store, interval=0.0)
    copies: list[Path] = []

    def copy(trainer: Trainer) -> None:
        assert recorder.flush(30)
        if trainer.step > 2000 and not copies:
            copies.append(store.back_up(tmp_path / "copy.sqlite"))

    whole = train(spec(training__epochs=1000), recorder=recorder, progress=copy)
    recorder.close()
    cut = Store(copies[0])
    (line,) = cut.interrupted()
    assert line.steps < 100
    again = RunRecorder(cut, interval=0.0)

    def flush(trainer: object) -> None:
        assert again.flush(30)
        if getattr(trainer, "step", 0) > 3000 and len(copies) == 1:
            copies.append(cut.back_up(tmp_path / "second.sqlite"))

    assert same(resume(line.id, cut, recorder=again, preparing=flush, progress=flush), whole)
    again.close()
    assert same(cut.load([line.id])[0], whole)
    steps = Store(copies[1]).load()[0].history.index("train/loss")
    assert steps.tolist() == list(range(1, len(steps) + 1))


def test_a_session_records_each_run_from_its_start(store: Store):
    recorder = RunRecorder(store)
    session = Session(2, recorder)
    runs = [session.start(spec(name=f"run {i}", training__epochs=2000)) for i in range(3)]
    session.start(spec(name="held"), paused=True)
    assert session.wait(60)
    assert recorder.flush(30)
    assert {line.name: line.status for line in store.list()} == {
        "run 0": "finished",
        "run 1": "finished",
        "run 2": "finished",
        "held": "paused",
    }
    session.close()
    assert recorder.close() is None
    assert {line.name: line.status for line in store.list()}["held"] == "stopped"
    for run in runs:
        assert same(store.load([run.id])[0], run.run)


def test_a_session_is_busy_until_a_pause_is_with_the_recorder(store: Store):
    class SlowRecorder(RunRecorder):
        def offer(self, *arguments: Any, **options: Any) -> None:
            time.sleep(0.2)
            super().offer(*arguments, **options)

    recorder = SlowRecorder(store)
    session = Session(1, recorder)
    try:
        session.start(spec(name="held"), paused=True)
        assert session.wait(60)
        assert recorder.flush(30)
        assert [line.status for line in store.list()] == ["paused"]
    finally:
        session.close()
        recorder.close()


def test_training_goes_on_while_the_store_is_locked_and_nothing_is_lost(store: Store):
    told: list[StoreTrouble | None] = []
    recorder = RunRecorder(store, told.append, interval=0.0)
    blocker = sqlite3.connect(store.path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    try:
        run = train(spec(training__epochs=200), recorder=recorder)
        assert run.status is Status.FINISHED
        until = time.monotonic() + 30
        while not told and time.monotonic() < until:
            time.sleep(0.05)
        assert told, "nobody was told that the store is locked"
        assert told[0] is not None
        assert "another program holds the store" in told[0].message
        assert [r.id for r in recorder.unsaved] == [run.id]
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    assert recorder.flush(30)
    assert told[-1] is None
    assert same(store.load([run.id])[0], run)
    assert recorder.close() is None


def test_what_the_store_refuses_to_the_end_is_rescued_into_another_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    recorder = RunRecorder(store)
    blocker = sqlite3.connect(store.path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    run = train(spec(training__epochs=200), recorder=recorder)
    waiting: list[int] = []
    other = recorder.close(patience=0.3, progress=waiting.append)
    blocker.close()
    assert waiting
    assert other is not None
    assert other.parent == home
    assert same(Store(other).load([run.id])[0], run)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot hold a process")
def test_a_process_that_is_held_is_not_taken_for_dead(store: Store):
    child = subprocess.Popen([sys.executable, "-c", TRAIN, str(store.path)], stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not store.list() or store.list()[0].steps < 1:
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(child.pid, signal.SIGSTOP)
        time.sleep(0.5)
        assert store.interrupted() == []
    finally:
        child.kill()
        child.wait()
    assert len(store.interrupted()) == 1


class Heard:
    """A listener for faults."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        on_fault(self.hear)

    def hear(self, fault: Fault) -> None:
        self.sentences.append(fault.sentence)


def test_a_run_that_cannot_be_written_is_told_once_and_keeps_no_other_from_the_store(store: Store):
    told: list[StoreTrouble | None] = []
    heard, recorder = Heard(), RunRecorder(store, told.append)
    bad, good = trained(name="bad"), trained(name="good")
    parameters, bad.parameters = bad.parameters, {"weight": np.array([object()])}
    recorder.end(bad)
    recorder.end(good)
    until = time.monotonic() + 30
    while "good" not in [line.name for line in store.list()] or not told:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert told[0] is not None
    assert f"run {bad.id} cannot be written" in told[0].message
    assert [run.id for run in recorder.unsaved] == [bad.id]
    assert len(heard.sentences) == 1
    assert heard.sentences[0].startswith("Writing runs into the store failed because of a fault in gdlab")
    bad.parameters = parameters
    assert recorder.flush(30)
    assert told[-1] is None
    assert same(store.load([bad.id])[0], bad)
    recorder.close()


def test_a_store_that_is_locked_when_it_is_opened_is_waited_for(tmp_path: Path):
    path = tmp_path / "runs.sqlite"
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("CREATE TABLE t (a)")
    blocker.execute("DROP TABLE t")
    blocker.execute("BEGIN EXCLUSIVE")
    recorder = RunRecorder(Store(path, deferred=True))
    run = train(spec(), recorder=recorder)
    assert run.status is Status.FINISHED
    assert not recorder.flush(0.1)
    blocker.execute("ROLLBACK")
    blocker.close()
    assert recorder.flush(30)
    recorder.close()
    assert same(Store(path).load([run.id])[0], run)


def test_what_is_rescued_goes_on_from_its_checkpoint(store: Store, tmp_path: Path):
    recorder = RunRecorder(store)
    blocker = sqlite3.connect(store.path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")

    def stop(trainer: Trainer) -> None:
        if trainer.step > 5:
            raise KeyboardInterrupt

    run = train(spec(training__epochs=200), recorder=recorder, progress=stop)
    other = Store(recorder.write_elsewhere(tmp_path))
    blocker.close()
    recorder.close()
    assert 5 < other.list()[0].steps < 1000
    assert same(resume(run.id, other), trained(training__epochs=200))


def test_a_run_whose_data_are_missing_for_now_can_be_resumed_later(store: Store, tmp_path: Path):
    table = tmp_path / "own.csv"
    table.write_text("a,b\n" + "".join(f"{i % 7},{i % 3}\n" for i in range(60)), encoding="utf-8")
    csv = spec(
        data={"type": "csv", "path": str(table), "target": "b"},
        network__layers=["Linear(out_features=3)"],
        training__epochs=2000,
    )
    recorder = RunRecorder(store)

    def stop(trainer: Trainer) -> None:
        if trainer.step > 5:
            raise Terminated

    run = train(csv, recorder=recorder, progress=stop)
    recorder.close()
    before = store.load([run.id])[0]
    hidden = table.rename(tmp_path / "elsewhere.csv")
    with pytest.raises(GdlabError, match=r"own\.csv"):
        resume(run.id, store)
    (line,) = store.interrupted()
    assert line.steps == run.history.index("train/loss")[-1]
    assert same(store.load([run.id])[0], before)
    hidden.rename(table)
    assert same(resume(run.id, store), train(csv))


def test_a_run_that_another_process_has_taken_over_is_left_to_it(store: Store):
    recorder = RunRecorder(store, interval=0.0)
    run = Run(spec(training__epochs=10**6))

    def take_over(trainer: Trainer) -> None:
        recorder.flush(30)
        with closing(sqlite3.connect(store.path)) as db, db:
            db.execute("UPDATE runs SET process = 'another', name = 'theirs'")
        raise KeyboardInterrupt

    train(run.spec, recorder=recorder, run=run, progress=take_over)
    assert recorder.flush(30)
    recorder.close()
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("SELECT name, process FROM runs").fetchall() == [("theirs", "another")]
