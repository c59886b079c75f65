"""A process that crashes leaves a report, which the next one finds once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdlab.logs.crash import last_crash, new_crash

TOP = Path(__file__).resolve().parents[2]
CODE = """
from gdlab.logs.crash import begin_crash_log
begin_crash_log()
print("ready", flush=True)
import sys, time
if sys.argv[1] == "wait": time.sleep(60)
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path))
    return tmp_path / "log"


def start(word: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    child = subprocess.Popen([sys.executable, "-c", CODE, word], env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_is_found_once_and_kept_for_the_report(log: Path, number: signal.Signals):
    with start("wait") as child:
        child.send_signal(number)
    found = new_crash()
    assert "Fatal Python error" in found
    assert str(TOP) not in found
    assert new_crash() == ""
    assert last_crash() == found
    assert not list(log.glob("crash-*"))


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_living_killed_and_ended_processes_are_no_crash(log: Path):
    with start("end") as ended:
        ended.wait(30)
    with start("wait") as killed:
        killed.kill()
    with start("wait") as living:
        assert new_crash() == ""
        assert [p.name for p in log.glob("crash-*")] == [f"crash-{living.pid}.txt"]
        time.sleep(0.05)
        living.kill()
