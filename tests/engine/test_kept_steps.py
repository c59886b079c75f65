"""A history that keeps every step has its rows on the disk, within bounded memory, and reads as any other."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import numpy as np
import pytest

from gdlab.engine import column_files
from gdlab.engine.history import History
from gdlab.engine.table import IN_MEMORY, INDEX
from gdlab.temporary import process_folder

STEPS = 400_000


def filled(steps: int = STEPS, slices: int = 37) -> History:
    history = History()
    for part in np.array_split(np.arange(1, steps + 1), slices):
        index = dict.fromkeys(INDEX, part.astype(float))
        history.record(index, {"train/loss": np.cos(part), "train/lr": 1 / part}, len(part))
    return history


def files() -> list:
    return list(process_folder().glob("history-*/*.f8"))


def test_every_step_is_kept_in_files_and_read_as_from_memory():
    history = filled()
    steps = np.arange(1, STEPS + 1)
    assert len(files()) == len(INDEX) + 2
    assert np.array_equal(history["train/loss"], np.cos(steps))
    assert np.array_equal(history.index("train/loss"), steps)
    assert history.thinned is None
    assert sum(len(block["value"]) for block in history.blocks(1000)) == 2 * STEPS
    assert np.array_equal(History.restore(history.state())["train/lr"], history["train/lr"])
    del history
    assert files() == []


def test_a_reader_keeps_its_rows_while_the_files_grow():
    history = filled(100_000)
    before, rows = history["train/loss"], history.rows("train/loss")
    index = dict.fromkeys(INDEX, np.arange(100_001.0, 300_001.0))
    history.record(index, {"train/loss": np.zeros(200_000), "train/lr": np.ones(200_000)}, 200_000)
    assert np.array_equal(before, np.cos(np.arange(1, 100_001)))
    assert rows.length == 100_000
    assert len(history["train/loss"]) == 300_000


def test_the_best_value_is_found_wherever_it_stands():
    history = filled()
    assert history.best("train/lr") == (1 / STEPS, STEPS)
    values = history["train/loss"]
    assert history.best("train/loss") == (values.min(), int(values.argmin()) + 1)
    index = dict.fromkeys(INDEX, np.array([STEPS + 1.0]))
    history.record(index, {"train/loss": np.array([-2.0]), "train/lr": np.array([np.nan])}, 1)
    assert history.best("train/loss") == (-2.0, STEPS + 1)
    assert history.best("train/lr") == (1 / STEPS, STEPS)


def test_a_chart_gets_as_many_rows_as_it_needs():
    history = filled()
    shown = history.overview("train/loss")
    assert shown.length < STEPS / 2
    assert {1, STEPS} <= set(shown.read("step").astype(int))
    assert shown.read("train/loss").min() == history["train/loss"].min()
    assert history.overview("train/lr").read("train/lr").min() == 1 / STEPS
    short = filled(1000)
    assert short.overview("train/loss") is short.rows("train/loss")


def test_a_disk_that_takes_no_more_leaves_the_history_in_memory(monkeypatch: pytest.MonkeyPatch, caplog):
    def full(handle: int, there: int, size: int) -> None:
        if size > 1 << 21:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.ftruncate(handle, size)

    monkeypatch.setattr(column_files, "_reserve", full)
    history = filled()
    assert np.array_equal(history["train/loss"], np.cos(np.arange(1, STEPS + 1)))
    assert "goes on in memory" in caplog.text
    assert caplog.text.count("No space left") == 1


MEASURE = """
import resource
from tests.engine.test_kept_steps import filled
filled(20_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
history = filled(2_500_000, 250)
history.best("train/loss"), history.overview("train/loss")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="says how much memory a process took in other units elsewhere")
def test_the_memory_does_not_grow_with_the_steps():
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    whole = 2_500_000 * (len(INDEX) + 2) * 8
    assert int(done.stdout) << 10 < 8 * IN_MEMORY < whole / 2
