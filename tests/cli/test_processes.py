"""The command line as a process of its own: exit codes, interruption, pipes, a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from gdlab.lab.store import Store
from gdlab.spec.files import dumps
from tests.lab.small import spec

COMMAND = [sys.executable, "-m", "gdlab"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    (tmp_path / "endless.toml").write_text(dumps(spec(name="endless", epochs=10_000_000)))
    (tmp_path / "small.toml").write_text(dumps(spec(epochs=2)))
    return tmp_path


@contextmanager
def on_a_terminal(arguments: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a command whose standard error is a terminal; give it and the terminal's other end, and end it for sure."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    # Whoever was started in the background may ignore SIGINT, and what it starts would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        child = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=slave, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)
        os.close(slave)
    with child:
        try:
            yield child, master
        finally:
            child.kill()
            os.close(master)


def read(terminal: int, until: bytes = b"") -> bytes:
    """Return what a terminal is sent, up to a word or to the end."""
    shown = b""
    while not until or until not in shown:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # Linux says so when the other end closes
            break
        if not chunk:
            break
        shown += chunk
    return shown


def interrupt_when_it_trains(arguments: list[str]) -> tuple[int, str, str]:
    """Start a command, send SIGINT once it shows a loss, and return exit code, standard output and standard error."""
    with on_a_terminal(arguments) as (child, terminal):
        err = read(terminal, until=b"val loss")
        child.send_signal(signal.SIGINT)
        err += read(terminal)
        out, _ = child.communicate(timeout=60)
        return child.returncode, out.decode(), err.decode()


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_an_interrupted_run_is_kept_and_its_csv_written(folder: Path):
    code, out, err = interrupt_when_it_trains(["run", "endless.toml", "--csv", "e.csv"])
    assert code == 130, out + err
    assert "Traceback" not in err
    assert "endless: stopped (interrupted)" in out
    (run,) = Store().load()
    assert run.status == "stopped"
    assert run.parameters
    assert len(pd.read_csv("e.csv")) == len(run.history.columns()["value"]) > 0


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_an_interrupted_comparison_keeps_the_runs_that_had_begun(folder: Path):
    code, out, err = interrupt_when_it_trains(
        ["compare", "endless.toml", "--vary", "lr=0.1,0.2,0.3,0.4,0.5", "--csv", "c.csv", "--plot", "c.png"]
    )
    assert code == 130, out + err
    assert "Traceback" not in err
    kept = Store().list()
    assert 1 <= len(kept) < 5
    assert {e.status for e in kept} == {"stopped"}
    assert pd.read_csv("c.csv")["run"].nunique() == len(kept)
    assert Path("c.png").stat().st_size > 1000
    assert out.count("stopped") >= len(kept)
    assert f"Of 5 runs: {len(kept)} stopped and kept with what was trained" in err
    assert f"{5 - len(kept)} never began (" in err
    assert "lr=0.5" in err.rsplit("never began", 1)[1]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_an_interrupted_comparison_says_which_runs_had_ended(folder: Path):
    code, out, err = interrupt_when_it_trains(
        ["compare", "small.toml", "--vary", "epochs=1,9000000,9000001,9000002,9000003,9000004"]
    )
    assert code == 130, out + err
    said = " ".join(err.rsplit("Interrupted. ", 1)[1].split())
    states = {e.name: e.status for e in Store().list()}
    assert states.pop("epochs=1 – small") == "finished"
    assert set(states.values()) == {"stopped"}
    assert "Of 6 runs: 1 ended and kept (epochs=1 – small), " in said
    assert f"{len(states)} stopped and kept" in said
    assert f"{5 - len(states)} never began (" in said


SLOW_COMPILER = """
import sys, time
from gdlab.cli.main import main
from gdlab.engine.program import compilation

def prepare(_spec, _shape, progress, **_options):
    sys.stdout.write("compiling\\n")  # in one piece, since several threads say it
    sys.stdout.flush()
    while True:
        time.sleep(0.1)
        PIECE

compilation.prepare = prepare
sys.exit(main())
"""
COMPARE = ["compare", "endless.toml", "--vary", "lr=0.1,0.2,0.3"]


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("words", "piece"), [(["run", "endless.toml"], "pass"), (COMPARE, "progress('a piece', 1, 2)")], ids=["one", "many"]
)
def test_a_signal_ends_a_command_that_still_compiles(folder: Path, words: list[str], piece: str):
    program = SLOW_COMPILER.replace("PIECE", piece)
    child = subprocess.Popen(
        [sys.executable, "-c", program, *words, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "compiling\n"
        while not Store().list():
            assert child.poll() is None
        child.send_signal(signal.SIGTERM)
        _, said = child.communicate(timeout=60)
    assert child.returncode == 143, said
    assert "Traceback" not in said
    assert {line.status for line in Store().list()} == {"interrupted"}
    assert len(Store().list()) == (1 if words[0] == "run" else 3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["run", "small.toml", "--quiet"], 0),
        (["run", "none.toml"], 2),
        (["run", "small.toml", "--set", "lr=100000", "--set", "loss=MSELoss", "--set", "data=sine"], 2),
        (["--version"], 0),
    ],
)
def test_the_process_ends_with_the_right_code(folder: Path, arguments: list[str], code: int):
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error(folder: Path):
    child = subprocess.Popen([*COMMAND, "new", "--list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    with child.stderr:
        assert child.stderr.read() == b""
    assert child.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_process_whose_streams_are_closed_trains_and_writes_nothing_into_other_files(folder: Path, closed: str):
    program = f"{sys.executable} -m gdlab run small.toml {closed}"
    done = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (run,) = Store().load()
    assert run.status.value == "finished"
    assert subprocess.run(["sh", "-c", f"{sys.executable} -m gdlab new xor {closed}"], check=False).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_progress_bar(folder: Path):
    with on_a_terminal(["run", "endless.toml", "--set", "max_steps=100000"]) as (child, terminal):
        shown = read(terminal)
        out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    assert b"endless" in shown
    assert b"/100000" in shown
    assert b"val loss" in shown
    assert out.startswith(b"endless: finished, 100000 steps")
    assert b"\x1b" not in out
