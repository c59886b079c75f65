"""One run spread over several threads: the same figures with any number, fair shares, and no time used at rest."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from gdlab import RunSpec, SpecError, Trainer
from gdlab.engine.machine import abi, team
from gdlab.engine.machine.helpers import allowed_threads, use_threads
from gdlab.engine.machine.native import INTERPRETED
from gdlab.lab.run import Status
from gdlab.lab.session import Session

pytestmark = pytest.mark.skipif(INTERPRETED, reason="as plain Python a run has one thread")


def conv(channels, size=3, **rest):
    return {"type": "Conv2d", "out_channels": channels, "kernel_size": size, **rest}


def linear(units):
    return {"type": "Linear", "out_features": units}


POOL = {"type": "MaxPool2d", "kernel_size": 2}
#: Input shape, layers, batch size, optimizer; each with work enough for several threads, and sizes that do not divide.
WIDE = ((200,), [linear(417), "Tanh", linear(10)], 130, "Adam")
NETWORKS = {
    "wide layers": WIDE,
    "few inputs, many examples": ((20,), [linear(900), "GELU", linear(10)], 500, "SGD"),
    "Winograd": (
        (3, 20, 18),
        [conv(36, padding=1), "BatchNorm2d", "ReLU", conv(33), "ReLU", POOL, "Flatten", linear(10)],
        21,
        "AdamW",
    ),
    "residual": (
        (16, 12, 12),
        [{"type": "Residual", "layers": [conv(16, padding=1), "BatchNorm2d"]}, "ReLU", "Flatten", linear(10)],
        33,
        "RMSprop",
    ),
    "strides and groups": (
        (4, 21, 20),
        [conv(12, stride=2), "ReLU", conv(24, 5, groups=2), "Tanh", "Flatten", linear(10)],
        37,
        "Lion",
    ),
    "one axis": (
        (6, 90),
        [{"type": "Conv1d", "out_channels": 24, "kernel_size": 5, "dilation": 2}, "ReLU", "Flatten", linear(10)],
        40,
        "Adagrad",
    ),
    "LSTM": ((7, 20), [{"type": "LSTM", "hidden_size": 96, "bidirectional": True}, linear(10)], 19, "Adam"),
    "GRU": ((7, 40), [{"type": "GRU", "hidden_size": 110, "return_sequence": True}, "Flatten", linear(10)], 17, "SGD"),
    "RNN": ((6, 64), [{"type": "RNN", "hidden_size": 130, "nonlinearity": "relu"}, linear(10)], 31, "Adamax"),
}


def arrays_of(network: Any = WIDE) -> Any:
    shape, _, batch, _ = network
    random = np.random.default_rng(0)
    x, y = random.standard_normal((2 * batch + 7, *shape)), random.integers(0, 10, 2 * batch + 7)
    return x, y, x[:batch], y[:batch]


def spec_of(network: Any = WIDE, dtype="float32", **training) -> RunSpec:
    _, layers, batch, optimizer = network
    return RunSpec(
        network={"layers": layers},
        optimizer={"type": optimizer, "lr": 1e-3},
        training={"batch_size": batch, "epochs": 100_000, "dtype": dtype, **training},
    )


def trainer(network: Any = WIDE, dtype="float32", **training) -> Any:
    return Trainer(spec_of(network, dtype, **training), data=arrays_of(network))


def figures(run):
    state = run.state(history=False)
    return [state[name] for name in ("mem", "counters", "numbers")] + [
        run.history["train/loss"],
        run.history["val/loss"],
    ]


@pytest.mark.parametrize(("name", "dtype"), [*((name, "float32") for name in NETWORKS), ("wide layers", "float64")])
def test_figures_do_not_depend_on_the_number_of_threads(name, dtype, monkeypatch):
    found = []
    for threads in (1, 2, 3, 5):
        monkeypatch.setenv("GDLAB_THREADS", str(threads))
        run = trainer(NETWORKS[name], dtype)
        assert (run.arena.team is not None) == (threads > 1)
        run.advance(2)
        found.append(figures(run))
    for other in found[1:]:
        for ours, theirs in zip(found[0], other, strict=True):
            np.testing.assert_array_equal(ours, theirs)


def members_of_a_team(size):
    """Return the contexts of so many threads that share a kernel, and the numbers that they share."""
    shared = np.zeros(team.TEAM_SIZE, np.int64)
    contexts = np.zeros((size, abi.CTX), np.int64)
    contexts[:, abi.TEAM] = shared.ctypes.data
    contexts[:, abi.MEMBERS] = size
    contexts[:, abi.RANK] = range(size)
    return list(contexts), shared


def begin_part(contexts, tiles):
    for ctx in contexts:
        team.share_apart(ctx, np.int64(tiles))


@pytest.mark.parametrize(("tiles", "firsts"), [(3, (0, 1)), (5, (0, 1)), (23, (0, 1)), (24, (1, 0)), (200, (1, 0))])
def test_tiles_that_come_again_are_each_taken_once_and_few_of_them_by_the_same_thread(tiles, firsts):
    contexts, _shared = members_of_a_team(2)
    for _part in range(3):
        begin_part(contexts, tiles)
        late = team.next_tile(contexts[1])  # the second thread asks first
        assert (team.next_tile(contexts[0]), late) == firsts
        taken = list(firsts)
        while (tile := team.next_tile(contexts[1])) >= 0:
            taken.append(tile)
        assert team.next_tile(contexts[0]) == -1
        assert sorted(taken) == list(range(tiles))


def test_a_thread_takes_the_tiles_of_one_that_does_not_come():
    contexts, _shared = members_of_a_team(3)
    begin_part(contexts, 7)
    taken = []
    while (tile := team.next_tile(contexts[0])) >= 0:
        taken.append(tile)
    assert taken == [0, 3, 6, 1, 4, 2, 5]
    assert team.next_tile(contexts[1]) == -1
    begin_part(contexts[:1], 1)
    assert team.next_tile(contexts[0]) == 0
    assert team.next_tile(contexts[2]) == -1, "a thread that is a part behind takes no tile of it"


@contextmanager
def training(run):
    """Train in another thread until the end of the block."""
    ending = threading.Event()

    def work():
        while not ending.is_set():
            run.advance(5)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


def test_a_run_that_is_alone_has_helpers_and_gives_them_back_at_rest(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "3")
    run = trainer()
    team_of_run = run.arena.team
    with training(run):
        until(lambda: team_of_run.ranks == {1, 2})
    until(lambda: not team_of_run.ranks)  # all wait in the system


def test_runs_that_train_at_once_share_the_cores(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    one, two = trainer(), trainer()
    with training(one):
        until(lambda: one.arena.team.ranks == {1})
        with training(two):
            until(lambda: not one.arena.team.ranks and not two.arena.team.ranks)
            assert one.arena.team.words[team.LIMIT] == two.arena.team.words[team.LIMIT] == 0
        until(lambda: one.arena.team.ranks == {1})
    alone = trainer()
    alone.advance(one.step)
    np.testing.assert_array_equal(alone.state()["mem"], one.state()["mem"])


def test_a_small_run_takes_a_core_of_a_large_one(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    large, small = trainer(), trainer(((4,), [linear(10)], 10, "Adam"))
    assert small.arena.team is None
    with training(large), training(small):
        until(lambda: large.arena.team.words[team.LIMIT] == 0 and not large.arena.team.ranks)


@pytest.mark.parametrize("before", [2, 1])
def test_a_core_that_another_run_has_just_left_is_taken_within_one_call(before, monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    other = trainer() if before == 2 else trainer(((4,), [linear(10)], 10, "Adam"))
    run = trainer()
    other.advance(1)
    helped, long = [], threading.Thread(target=run.advance, args=(300,))
    long.start()
    until(lambda: helped.extend(run.arena.team.ranks) or not long.is_alive())
    long.join()
    assert set(helped) == {1}


def test_a_session_pauses_and_stops_a_run_that_has_helpers(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    session = Session(workers=2)
    try:
        run: Any = session.start(spec_of(), data=arrays_of())
        until(lambda: run.trainer is not None and run.trainer.arena.team.ranks)
        run.pause()
        until(lambda: run.status is Status.PAUSED and not run.trainer.arena.team.ranks)
        step = run.trainer.step
        run.resume()
        until(lambda: run.trainer.step > step and run.trainer.arena.team.ranks)
        run.stop()
        until(lambda: run.status is Status.STOPPED)
        alone = trainer(threads=1)
        alone.advance(len(run.run.history["train/loss"]))
        np.testing.assert_array_equal(run.run.history["train/loss"], alone.history["train/loss"])
    finally:
        session.close()


def test_a_run_takes_no_more_threads_than_its_spec_says(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "4")
    assert trainer(threads=1).arena.team is None
    assert trainer(threads=2).arena.team.most == 2
    assert trainer(threads=9).arena.team.most == 4


def test_a_state_goes_on_with_another_number_of_threads(monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", "2")
    first = trainer()
    first.advance(2)
    state = first.state()
    first.advance(2)
    second = trainer(threads=1)
    second.restore(state)
    second.advance(2)
    np.testing.assert_array_equal(first.state()["mem"], second.state()["mem"])


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "1.5", "257"])
def test_a_wrong_number_of_threads_is_refused_with_a_sentence(wrong, monkeypatch):
    monkeypatch.setenv("GDLAB_THREADS", wrong)
    with pytest.raises(SpecError, match="GDLAB_THREADS: must be a whole number from 1 to 256"):
        trainer()


def test_without_the_variable_the_settings_number_holds_then_the_machines(monkeypatch):
    monkeypatch.delenv("GDLAB_THREADS", raising=False)
    assert 1 <= allowed_threads() <= (os.cpu_count() or 1)
    try:
        use_threads(3)
        assert allowed_threads() == 3
    finally:
        use_threads(0)


FORK = """
import os, sys, threading, time
os.environ["GDLAB_THREADS"] = "2"
from tests.engine.test_threads import figures, trainer, training, until
run = trainer()
with training(run):
    until(lambda: run.arena.team.ranks)
expected, found = trainer(), trainer()
expected.advance(3)
child = os.fork()
if child == 0:
    found.advance(3)
    same = all((a == b).all() for a, b in zip(figures(found), figures(expected), strict=True))
    os._exit(0 if same else 1)
assert os.waitpid(child, 0)[1] == 0
threading.Thread(target=lambda: [run.advance(5) for _ in range(10**6)], daemon=True).start()
until(lambda: run.arena.team.ranks)
print("the end")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_trains_and_a_process_ends_while_a_run_has_helpers():
    command = [sys.executable, "-W", "ignore", "-c", FORK]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "the end"), ended.stderr
