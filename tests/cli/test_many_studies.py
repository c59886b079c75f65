"""``gdlab study --all`` over several processes: the same figures, times when all is quiet, stopping, a lost process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.cli.many_studies import ManyStudies, _Worker
from gdlab.lab.store import Store
from gdlab.studies.catalogue import LONGEST, ORDER, load_study, longest_first
from gdlab.studies.process_messages import BeginStudy, MeasureTimes, StudyEnded, StudyWaits
from tests.studies.test_runner import endless_study
from tests.studies.tiny import TINY

UNTIMED = TINY.replace('{ type = "seconds_per_epoch" }', '{ type = "steps" }')
TIMED = TINY.replace('name = "main"\n', 'name = "main"\ntimed = true\n', 1).replace(
    'tag = "val/loss"', 'tag = "val/loss"\naxis = "elapsed"'
)


@pytest.fixture
def tiny_ones(tmp_path, monkeypatch):
    """Have ``--all`` find three studies of a second each, the second of which measures times and draws them."""
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    found = {}
    for name, text in (("first", UNTIMED), ("second", TIMED), ("third", UNTIMED)):
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        found[name] = load_study(path)
    monkeypatch.setattr("gdlab.cli.study.read_studies", lambda: dict(found))
    return tmp_path


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.endswith(",true")]


def test_all_studies_give_the_same_files_over_any_number_of_processes(tiny_ones, capsys):
    for workers in ("1", "2"):
        words = ["--quick", "--seeds", "2", "--workers", workers, "--store", f"{workers}.sqlite", "-q"]
        assert main(["study", "--all", *words, "--csv", f"{workers}.csv", "--report", f"{workers}.html"]) == 0
        printed = capsys.readouterr().out.split()
        assert {"first", "second", "third"} <= set(printed)
    one, two = (lines(tiny_ones / f"{n}.csv") for n in "12")
    assert one == two
    assert sum(line.startswith("second,quick,main") for line in one) == 2 * 4
    whole = (tiny_ones / "2.csv").read_text(encoding="utf-8")
    assert sum(line.startswith("second") and line.endswith(",true") for line in whole.splitlines()) == 2 * 4
    pages = [(tiny_ones / f"{n}.html").read_text(encoding="utf-8") for n in "12"]
    assert [page.count("data:image/png") for page in pages] == [3, 3]
    again = ["study", "--all", "--quick", "--seeds", "2", "--workers", "2", "--store", "2.sqlite", "--csv", "again.csv"]
    assert main([*again, "--report", "again.pdf", "-q"]) == 0
    assert lines(tiny_ones / "again.csv") == one
    assert (tiny_ones / "again.pdf").read_bytes().startswith(b"%PDF")


class _Noted:
    """Messages that are kept in a list."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    def send(self, message: object) -> bool:
        self.sent.append(message)
        return True


class _Gone:
    def wait(self) -> int:
        return -9


def two_workers(*names: str) -> tuple[ManyStudies, list[_Worker]]:
    """Return two processes that are none, each of which has begun a study."""
    many = ManyStudies(0)
    workers = [_Worker(_Gone(), _Noted()) for _ in range(2)]
    many._workers = workers
    many._left.extend(endless_study().replace(name=name) for name in names)
    for worker in workers:
        many._give(worker)
    return many, workers


def test_times_are_measured_only_when_no_study_is_under_way():
    many, (a, b) = two_workers("timed", "other", "timed-too")
    assert many._heard(a, StudyWaits("timed")) == []
    assert [type(m) for m in a.messages.sent] == [BeginStudy, BeginStudy]
    many._heard(b, StudyEnded("other", None, "x"))
    assert [type(m) for m in b.messages.sent] == [BeginStudy]  # the last one still trains
    many._heard(a, StudyWaits("timed-too"))
    assert a.messages.sent[2:] == [MeasureTimes("timed")]
    many._heard(a, StudyEnded("timed", None, "x"))
    assert a.messages.sent[2:] == [MeasureTimes("timed"), MeasureTimes("timed-too")]
    assert b.messages.sent[1:] == []


def test_what_a_lost_process_worked_on_fails_and_the_other_goes_on():
    many, (a, b) = two_workers("timed", "long", "next", "last")
    many._heard(a, StudyWaits("timed"))
    lost = many._heard(a, None)
    assert {one.name for one in lost} == {"timed", "next"}
    assert all("ended by itself" in one.problem for one in lost)
    many._heard(b, StudyEnded("long", None, "x"))
    assert b.messages.sent[-1] == BeginStudy(endless_study().replace(name="last"))
    assert {one.name for one in many._heard(b, None)} == {"last"}
    assert set(many.failures) == {"timed", "long", "next", "last"}


def test_the_longest_studies_begin_first_and_a_users_own_before_them():
    studies = [endless_study().replace(name=name) for name in (ORDER[0], "rate-scaling", "mine", *LONGEST[:3][::-1])]
    assert [one.name for one in longest_first(studies)] == ["mine", *LONGEST[:3], ORDER[0], "rate-scaling"]
    assert set(LONGEST) <= set(ORDER)


ENDLESS = (
    "import sys\n"
    "from gdlab.cli import study\n"
    "from gdlab.cli.main import main\n"
    "from tests.studies.test_runner import endless_study\n"
    "study.read_studies = lambda: {n: endless_study(40_000).replace(name=n) for n in ('one', 'two')}\n"
    "if __name__ == '__main__':\n"
    "    words = ['--quick', '--seeds', '1', '--workers', '2', '--store', sys.argv[1], '-q']\n"
    "    raise SystemExit(main(['study', '--all', *words]))\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
@pytest.mark.parametrize(
    ("number", "code", "status"), [(signal.SIGINT, 130, "stopped"), (signal.SIGKILL, -9, "interrupted")]
)
def test_a_stopped_or_killed_command_leaves_no_process_and_its_runs_go_on_later(number, code, status, tmp_path):
    store = Store(tmp_path / "s.sqlite")
    paths = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "GDLAB_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": paths}
    child = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(store.path)], stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    )
    until = time.monotonic() + 180
    while sum(line.status == "running" and line.steps > 0 for line in store.list()) < 2:
        assert time.monotonic() < until
        assert child.poll() is None, child.stderr.read().decode()
        threading.Event().wait(0.05)
    child.send_signal(number)
    told = child.communicate(timeout=120)[1].decode()
    assert child.returncode == code
    assert ("Stopped after 0 of 2 studies; their runs are kept" in told) == (number == signal.SIGINT)
    while any(line.status == "running" for line in store.list()):
        assert time.monotonic() < until
        threading.Event().wait(0.05)
    assert [line.status for line in store.list()].count(status) == 2
