"""What the window has trained is in the store from its start, whatever becomes of the window, the disk or the store."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget

from gdlab.lab.resume import resume
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import train
from gdlab.ui.app import make_app, make_window
from gdlab.ui.dialogs.saving import ask_before_losing
from tests.faults.small_disks import can_mount, small_disk
from tests.lab.small import same, spec, trained
from tests.ui.conftest import Driver

#: At 400 steps a second; at full speed it is trained in a blink.
HALF_A_MINUTE = {"training__epochs": 3000, "optimizer": "Adam(lr=0.01)", "schedule": "CosineAnnealingLR(T_max=3000)"}
WINDOW = (
    "from PySide6.QtCore import QTimer\n"
    "from PySide6.QtWidgets import QApplication\n"
    "from gdlab.ui.app import make_app, run_app\n"
    "from tests.lab.small import spec\n"
    "from tests.ui.test_saving import HALF_A_MINUTE\n"
    "app, timer = make_app(), QTimer()\n"
    "def begin():\n"
    "    for window in app.topLevelWidgets():\n"
    "        if getattr(window, 'is_filled', False):\n"
    "            timer.stop()\n"
    "            window.lab.controls.speed.set_value('full')\n"
    "            window.lab.starter.begin(spec(**HALF_A_MINUTE)).pace = 400\n"
    "timer.timeout.connect(begin)\n"
    "timer.start(10)\n"
    "raise SystemExit(run_app())\n"
)


@pytest.fixture(scope="module")
def undisturbed() -> Run:
    return train(spec(**HALF_A_MINUTE))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs.sqlite")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a folder in for the user's home."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


@pytest.fixture
def opened(qtbot, tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Give a function that opens a window on a store; the windows are closed at the end."""
    made = []

    def make(path: Path) -> Driver:
        make_app()
        window = make_window(path)
        made.append(window)
        window.lab.controls.speed.set_value("full")
        window.show()
        return Driver(window, qtbot)

    yield make
    for window in made:
        window.ask_before_leaving = False
        window.close()
        window.deleteLater()


@contextmanager
def locked(path: Path) -> Iterator[Callable[[], None]]:
    """Hold a store as another program may; give what frees it earlier than the block's end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as blocker:
        blocker.execute("BEGIN EXCLUSIVE")

        def free() -> None:
            if blocker.in_transaction:
                blocker.execute("ROLLBACK")

        yield free
        free()


def buttons(widget) -> dict[str, QPushButton]:
    return {b.text(): b for b in widget.findChildren(QPushButton) if b.isVisibleTo(widget)}


@contextmanager
def window_that_trains(store: Store) -> Iterator[subprocess.Popen[bytes]]:
    """Open the window in another process, and wait until some steps of its run are in the store."""
    environment = {**os.environ, "GDLAB_DATA_DIR": str(store.path.parent), "GDLAB_CONFIG_DIR": str(store.path.parent)}
    child = subprocess.Popen([sys.executable, "-c", WINDOW], env=environment, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 120
        while not (held := store.list()) or held[0].steps < 1:
            assert time.monotonic() < until, "the run never reached the store"
            assert child.poll() is None, child.stderr.read().decode()
            time.sleep(0.02)
        assert held[0].status == "running"
        yield child
    finally:
        child.kill()
        child.communicate()


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("name", "times", "code"),
    [
        ("SIGTERM", 1, 143),
        ("SIGINT", 1, 130),
        ("SIGINT", 10, 130),
    ],
)
def test_a_signal_ends_the_window_and_its_run_goes_on_bit_for_bit(
    store: Store, undisturbed: Run, name: str, times: int, code: int
):
    with window_that_trains(store) as child:
        for _ in range(times):
            child.send_signal(getattr(signal, name))
            time.sleep(0.01)
        _, said = child.communicate(timeout=60)
        assert (child.returncode, said) == (code, b"")
    (line,) = store.interrupted()
    (run,) = store.load([line.id])
    assert line.steps == run.history.index("train/loss")[-1], "the checkpoint is that of the last step"
    assert run.parameters
    assert same(resume(line.id, store), undisturbed)


def test_a_killed_windows_run_is_offered_at_the_next_start_and_goes_on_bit_for_bit(
    store: Store, undisturbed: Run, opened: Callable[..., Driver]
):
    with window_that_trains(store) as child:
        child.kill()
        child.wait()
    (line,) = store.interrupted()
    drive = opened(store.path)
    banner = drive.window.store_banner
    drive.wait(banner.isVisible)
    assert banner.text == f"1 run was interrupted: {line.name}."
    buttons(banner)["Go on"].click()
    drive.wait(lambda: any(run.status.ended for run in drive.runs))
    assert not banner.isVisible()
    assert drive.runs[0].id == line.id
    assert same(drive.runs[0].run, undisturbed)
    assert drive.window.bridge.recorder.flush(30)
    assert same(store.load([line.id])[0], undisturbed)
    assert store.interrupted() == []


def test_a_dismissed_offer_is_not_made_again(store: Store, opened: Callable[..., Driver]):
    interrupted = trained(name="half")
    interrupted.status = Status.INTERRUPTED
    store.save(interrupted)
    drive = opened(store.path)
    banner = drive.window.store_banner
    drive.wait(banner.isVisible)
    banner.dismiss()
    drive.wait(lambda: [line.status for line in store.list()] == ["stopped"])
    assert store.interrupted() == []
    drive.window.close()
    again = opened(store.path)
    again.wait(lambda: again.window.saver._looked and not again.window.bridge.moving)
    assert not again.window.store_banner.isVisible()


def test_runs_that_the_store_refused_come_back_at_the_next_start(
    store: Store, opened: Callable[..., Driver], home: Path
):
    recorder = RunRecorder(store)
    with locked(store.path):
        run = train(spec(), recorder=recorder)
        path = recorder.close(patience=0.0)
    assert path is not None
    drive = opened(store.path)
    banner = drive.window.store_banner
    drive.wait(banner.isVisible)
    assert banner.text.startswith(f"1 run that the store had refused came back into it from {path}")
    assert same(store.load([run.id])[0], run)
    assert list(home.glob("*.sqlite")) == []


def test_a_run_is_in_the_store_from_its_start_with_its_newest_name(store: Store, opened: Callable[..., Driver]):
    drive = opened(store.path)
    run = drive.lab.starter.begin(spec(training__epochs=10**6))
    drive.wait(lambda: any(line.steps for line in store.list()))
    (line,) = store.list()
    assert (line.id, line.status) == (run.id, "running")
    drive.lab.book.set_name(run.id, "the good one")
    drive.click("stop")
    drive.wait(lambda: run.status is Status.STOPPED)
    assert drive.window.bridge.recorder.flush(30)
    assert [line.name for line in store.list()] == ["the good one"]
    drive.lab.book.set_name(run.id, "the best one")
    drive.wait(lambda: [line.name for line in store.list()] == ["the best one"])
    assert same(store.load([run.id])[0], run.run)


def test_a_paused_run_is_stored_up_to_its_last_step(store: Store, opened: Callable[..., Driver]):
    drive = opened(store.path)
    run = drive.lab.starter.begin(spec(training__epochs=10**6), paused=True)
    for _ in range(3):
        run.single_step()
    drive.window.bridge.touch()
    drive.wait(lambda: run.step == 3 and run.status is Status.PAUSED)
    drive.wait(lambda: [(line.steps, line.status) for line in store.list()] == [(3, "paused")])


def test_a_run_that_was_reset_before_its_first_step_leaves_nothing(store: Store, opened: Callable[..., Driver]):
    drive = opened(store.path)
    first = drive.lab.starter.begin(spec(training__epochs=10**6), paused=True)
    drive.wait(lambda: first.status is Status.PAUSED)
    drive.click("reset")
    drive.wait(lambda: len(drive.runs) == 1 and drive.runs[0].id != first.id)
    drive.wait(lambda: [line.id for line in store.list()] == [drive.runs[0].id])


@pytest.mark.parametrize("steps", [3, 10**6])
def test_no_run_vanishes_that_ends_while_the_window_closes(store: Store, opened: Callable[..., Driver], steps: int):
    drive = opened(store.path)
    runs = [drive.lab.starter.begin(spec(training__epochs=steps, seed=k)) for k in range(12)]
    drive.wait(lambda: runs[0].step > 0)
    drive.window.close()
    stored = {line.id: line.status for line in store.list()}
    assert set(stored) == {run.id for run in runs}
    assert all(stored[run.id] == run.status for run in runs)
    assert set(stored.values()) <= {"finished", "interrupted"}


def test_training_goes_on_and_a_banner_stays_while_the_store_is_locked(store: Store, opened: Callable[..., Driver]):
    with locked(store.path) as free:
        drive = opened(store.path)
        banner = drive.window.store_banner
        drive.wait(banner.isVisible)
        assert banner.text.startswith("Runs cannot be saved: another program holds the store for long. Training goes")
        assert list(buttons(banner)) == ["Details", "Save elsewhere"]
        run = drive.lab.starter.begin(spec(training__epochs=300))
        drive.wait(lambda: run.status is Status.FINISHED)
        banner.dismissed.emit()
        assert banner.isVisible()
        free()
        drive.wait(lambda: banner.text == "The store can be written again; every run is saved.")
    assert same(store.load([run.id])[0], run.run)


@pytest.mark.parametrize("pages", [int(n) for n in os.environ.get("GDLAB_PAGES", "24").split()])
def test_a_full_disk_is_told_and_every_run_is_saved_once_it_has_space(
    tmp_path: Path, opened: Callable[..., Driver], home: Path, pages: int
):
    if not can_mount():
        pytest.skip("no small disk may be mounted here")
    with small_disk(tmp_path / "disk", pages) as enlarge:
        store = Store(tmp_path / "disk" / "runs.sqlite", deferred=True)
        drive = opened(store.path)
        banner = drive.window.store_banner
        runs = [drive.lab.starter.begin(spec(training__epochs=1000, seed=seed)) for seed in range(2)]
        drive.wait(lambda: all(run.status is Status.FINISHED for run in runs) and banner.isVisible())
        assert banner.text == "Runs cannot be saved: the disk is full. Training goes on; saving is tried again."
        assert list(buttons(banner)) == ["Details", "Save elsewhere"]
        enlarge()
        drive.wait(lambda: banner.text == "The store can be written again; every run is saved.")
        assert all(same(store.load([run.id])[0], run.run) for run in runs)
        drive.window.close()


def test_runs_can_be_saved_elsewhere_while_the_store_is_locked(store: Store, opened: Callable[..., Driver], home: Path):
    with locked(store.path):
        drive = opened(store.path)
        run = drive.lab.starter.begin(spec(training__epochs=300))
        drive.wait(lambda: run.status is Status.FINISHED and drive.window.store_banner.isVisible())
        buttons(drive.window.store_banner)["Save elsewhere"].click()
        drive.wait(lambda: list(home.glob("runs-rescued-*.sqlite")) != [])
        drive.wait(lambda: str(home) in drive.window.store_banner.accessibleDescription())
        (file,) = home.glob("runs-rescued-*.sqlite")
        assert same(Store(file).load([run.id])[0], run.run)


def test_closing_asks_while_the_store_refuses_and_saves_into_another_folder(
    store: Store, opened: Callable[..., Driver], home: Path
):
    asked: list[str] = []
    words: list[str] = []

    def answer() -> None:
        """Press the next button in the message that is shown."""
        box = QApplication.activeModalWidget()
        offered = box.buttons() if isinstance(box, QMessageBox) else []
        for button in [b for b in offered if words and words[0] in b.text()]:
            words.pop(0)
            asked.append(box.text())
            button.click()

    with locked(store.path):
        drive = opened(store.path)
        run = drive.lab.starter.begin(spec(training__epochs=10**7))
        drive.wait(lambda: run.step > 0 and drive.window.store_banner.isVisible())
        pressing = QTimer(drive.window)
        pressing.timeout.connect(answer)
        pressing.start(20)
        words += ["Do not close"]
        assert not drive.window.close()
        assert asked == ["1 run is not saved so far."]
        assert not run.status.ended
        words += ["Save elsewhere and close", "OK"]
        assert drive.window.close()
        pressing.stop()
    assert asked[2:] == [f"The store could not be written. Your runs are in {next(home.glob('*.sqlite'))}."]
    other = Store(next(home.glob("*.sqlite")))
    (line,) = other.interrupted()
    assert (line.id, line.steps) == (run.id, run.step)
    assert store.list() == []


def test_runs_that_find_no_place_at_all_are_written_where_a_person_says(
    store: Store, opened: Callable[..., Driver], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "gone"))
    monkeypatch.setattr("gdlab.lab.store.rescue.tempfile.gettempdir", lambda: str(tmp_path / "gone too"))
    (tmp_path / "chosen").mkdir()
    folders = ["", str(tmp_path / "missing"), str(tmp_path / "chosen")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folders.pop(0))
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        for button in box.buttons() if isinstance(box, QMessageBox) else []:
            if any(word in button.text() for word in ("Save elsewhere", "Choose a folder", "OK")):
                said.append(box.text())
                button.click()
                return

    with locked(store.path):
        drive = opened(store.path)
        run = drive.lab.starter.begin(spec(training__epochs=300))
        drive.wait(lambda: run.status is Status.FINISHED and drive.window.store_banner.isVisible())
        pressing = QTimer(drive.window)
        pressing.timeout.connect(answer)
        pressing.start(20)
        assert drive.window.close()
        pressing.stop()
    (file,) = (tmp_path / "chosen").glob("*.sqlite")
    lost = "Your runs could not be saved."
    assert said == ["1 run is not saved so far.", lost, lost, lost, f"Your runs are in {file}."]
    assert same(Store(file).load([run.id])[0], run.run)


def test_a_question_that_is_closed_without_an_answer_gives_no_run_up(qtbot, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            box.reject() if len(asked) == 1 else box.buttons()[-1].click()

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: asked.append("folder") or "")
    make_app()
    window = QWidget()
    qtbot.addWidget(window)
    pressing = QTimer(window)
    pressing.timeout.connect(answer)
    pressing.start(5)
    assert ask_before_losing(window, "no place") is None
    assert asked[:2] == ["Your runs could not be saved.", "folder"]
    assert len(asked) >= 3


# Only a desktop makes the object that Qt's signal carries, so what the signal is connected to is called without it.
SESSION_ENDS = WINDOW.replace(
    "raise SystemExit",
    "from PySide6.QtCore import SIGNAL\n"
    "from gdlab.ui.close_on_signal import CloseOnSignal\n"
    "ending = QTimer()\n"
    "def end():\n"
    "    for window in app.topLevelWidgets():\n"
    "        if getattr(window, 'is_filled', False) and any(run.step > 400 for run in window.bridge.runs):\n"
    "            ending.stop()\n"
    "            assert app.receivers(SIGNAL('commitDataRequest(QSessionManager&)')) == 1\n"
    "            window.findChild(CloseOnSignal)._on_session_end(None)\n"
    "ending.timeout.connect(end)\n"
    "ending.start(10)\n"
    "raise SystemExit",
)


def test_the_end_of_the_desktops_session_saves_without_a_question(store: Store):
    environment = {**os.environ, "GDLAB_DATA_DIR": str(store.path.parent), "GDLAB_CONFIG_DIR": str(store.path.parent)}
    done = subprocess.run(
        [sys.executable, "-c", SESSION_ENDS], env=environment, capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = store.interrupted()
    (run,) = store.load([line.id])
    assert 400 < line.steps == run.history.index("train/loss")[-1]


@pytest.mark.parametrize("path", [":memory:", "no/such/folder/runs.sqlite"])
def test_a_store_that_can_never_be_written_loses_no_run(
    opened: Callable[..., Driver], home: Path, path: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
):
    monkeypatch.chdir(home)
    drive = opened(Path(path))
    drive.wait(drive.window.store_banner.isVisible)
    run = drive.lab.starter.begin(spec(training__epochs=300))
    drive.wait(lambda: run.status is Status.FINISHED)
    drive.window.ask_before_leaving = False
    drive.window.close()
    (file,) = home.glob("*-rescued-*.sqlite")
    assert same(Store(file).load([run.id])[0], run.run)
    assert f"Your runs are in {file}" in capfd.readouterr().err
