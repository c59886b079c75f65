"""The bound of a history: what stays of a long run, how much memory it takes, and that resuming changes nothing."""

from __future__ import annotations

import threading
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from gdlab.engine.history import History
from gdlab.engine.thinning import Limit, ThinningPlan
from tests.engine.running import trainer_of

LIMIT = Limit(1 << 20)
STEPS = 60_000
NOISE = np.random.default_rng(3).standard_normal(STEPS + 1)


def values_of(steps: np.ndarray) -> dict[str, np.ndarray]:
    noise = NOISE[steps]
    loss = 1.0 / steps + 0.1 * noise**2
    loss[steps == 30_011] = 99.0
    return {"train/loss": loss, "train/lr": np.full(len(steps), 0.1), "train/accuracy": np.round(noise, 1)}


def record(history: History, first: int, last: int, chunk: int = 997, limit: Limit | None = LIMIT) -> History:
    for start in range(first, last + 1, chunk):
        steps = np.arange(start, min(start + chunk, last + 1))
        index = {"step": steps, "epoch": steps / 7, "examples": 3 * steps, "elapsed": 0.1 * steps, "wall_time": 1e9}
        history.record(index, values_of(steps), len(steps), limit)
    return history


def same(one: History, other: History) -> bool:
    a, b = one.state(), other.state()
    return a.keys() == b.keys() and all(np.array_equal(a[k], b[k], equal_nan=a[k].dtype.kind == "f") for k in a)


@pytest.fixture(scope="module")
def whole() -> History:
    return record(History(), 1, STEPS, limit=None)


@pytest.fixture(scope="module")
def thinned() -> History:
    return record(History(), 1, STEPS)


def test_a_run_within_the_bound_keeps_every_step(whole: History):
    few = record(History(), 1, 4000)
    assert few.thinned is None
    assert np.array_equal(few["train/loss"], whole["train/loss"][:4000])


def test_a_long_run_says_how_many_steps_are_kept(thinned: History, whole: History):
    kept = thinned.thinned
    assert kept is not None
    assert kept[0] == len(thinned["train/loss"])
    assert kept[0] < 5000
    assert kept[1] == STEPS
    assert whole.thinned is None


def test_both_ends_are_kept_in_full(thinned: History, whole: History):
    steps = thinned.index("train/loss").astype(int)
    assert steps[:250].tolist() == list(range(1, 251))
    assert steps[-500:].tolist() == list(range(STEPS - 499, STEPS + 1))
    for name in ("step", "epoch", "examples", "gradients", "elapsed", "wall_time"):
        assert np.array_equal(thinned.index("train/loss", name), whole.index("train/loss", name)[steps - 1])


def test_extremes_and_the_last_row_of_every_bucket_are_kept(thinned: History, whole: History):
    steps = thinned.index("train/loss").astype(int)
    widest = int(np.diff(steps).max())
    assert widest > 4
    # whatever the buckets are: each piece twice as long as the widest gap has one, with its extremes, inside
    for tag in ("train/loss", "train/accuracy"):
        assert thinned[tag].min() == whole[tag].min()
        assert thinned[tag].max() == whole[tag].max()
        assert thinned.best(tag)[0] == whole.best(tag)[0]
        assert thinned.best(tag)[1] == whole.best(tag)[1]
        assert np.array_equal(thinned[tag], whole[tag][steps - 1])
    plan = ThinningPlan.of(LIMIT, columns=9, tags=3)
    while plan.due <= STEPS:
        plan.advance()
    edges = plan.edges()
    for first, end in pairwise(edges.tolist()):
        kept = steps[(steps > first) & (steps <= end)]
        assert kept[-1] == end
        for tag in ("train/loss", "train/accuracy"):
            values = whole[tag][first:end]
            here = thinned[tag][np.isin(steps, kept)]
            assert here.min() == values.min()
            assert here.max() == values.max()


def test_the_newest_values_are_those_of_successive_steps(thinned: History, whole: History):
    assert np.array_equal(thinned.newest("train/loss", 300), whole["train/loss"][-300:])
    many = thinned.newest("train/loss", 10_000)
    assert 500 <= len(many) < 5000
    assert np.array_equal(many, whole["train/loss"][-len(many) :])
    assert np.array_equal(whole.newest("train/loss", 10**6), whole["train/loss"])


def test_what_stays_does_not_depend_on_how_the_rows_came(thinned: History):
    assert same(thinned, record(History(), 1, STEPS, chunk=3))
    assert same(thinned, record(History(), 1, STEPS, chunk=STEPS))


@pytest.mark.parametrize("at", [5, 4500, 9000, 31_234])
def test_a_resumed_run_ends_with_the_same_rows(thinned: History, at: int):
    again = record(History.restore(record(History(), 1, at).state()), at + 1, STEPS)
    assert same(thinned, again)


def test_a_run_resumed_from_rows_that_were_thinned_later_ends_with_the_same_rows(thinned: History):
    later = record(History(), 1, 12_000).state()
    until = int(np.searchsorted(later["0/column/step"], 7000, side="right"))
    cut = {k: v[:until] if "/column/" in k else v for k, v in later.items()}
    assert same(thinned, record(History.restore(cut), 7001, STEPS))


def test_a_run_that_kept_everything_can_go_on_within_a_bound(thinned: History):
    again = record(History.restore(record(History(), 1, 40_000, limit=None).state()), 40_001, STEPS)
    assert len(again["train/loss"]) < 5000
    assert same(thinned, again)


def test_the_memory_stays_below_the_bound():
    values_of(np.arange(1, 2))
    history, peak = History(), 0
    for start in range(1, STEPS, 500):
        steps = np.arange(start, start + 500)
        index = dict.fromkeys(("epoch", "examples", "elapsed", "wall_time"), 1.0) | {"step": steps}
        rows = {"train/loss": 1.0 / steps, "train/lr": 0.1, "train/accuracy": np.sin(steps)}
        if start == 1:
            tracemalloc.start()
        history.record(index, rows, 500, LIMIT)
        peak = max(peak, tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert peak < LIMIT.size


def test_many_tags_and_very_many_rows_stay_within_the_bound():
    tags, history = [f"grad_norm/{i}" for i in range(24)], History()
    for start in range(0, 300_000, 10_000):
        steps = 10 * np.arange(start + 1, start + 10_001)
        index = dict.fromkeys(("epoch", "examples", "elapsed", "wall_time"), 1.0) | {"step": steps}
        history.record(index, {tag: np.sin(steps * (i + 1.0)) for i, tag in enumerate(tags)}, len(steps), LIMIT)
    rows = history.rows(tags[0])
    assert sum(column.nbytes for column in rows.columns.values()) < LIMIT.size
    assert rows.read("step")[-1] == 3_000_000


def test_readers_never_see_rows_of_two_generations():
    history, stop, problems = History(), threading.Event(), []
    record(history, 1, 10)

    def read() -> None:
        try:
            while not stop.is_set():
                rows = history.rows("train/loss")
                assert np.array_equal(rows.read("examples"), 3 * rows.read("step"))
                assert (np.diff(rows.read("step")) > 0).all()
                columns = history.columns()
                assert np.array_equal(columns["examples"], 3 * columns["step"])
                history.best("train/loss")
        except Exception as error:
            problems.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    record(history, 11, 30_000, chunk=100)
    stop.set()
    for reader in readers:
        reader.join()
    assert not problems


def tiny(**training: object):
    draw = np.random.default_rng(0)
    x, y = draw.standard_normal((8, 2)).astype(np.float32), draw.integers(0, 2, 8)
    options = {"batch_size": 2, "epochs": 5000, "eval_every": 40, "diagnostics_every": 5} | training
    return trainer_of(["Linear(out_features=2)"], x, y, val=(x, y), optimizer="SGD(lr=0.001)", training=options)


def test_a_trainer_thins_steps_and_samples_and_keeps_all_evaluations():
    every, bounded = tiny(history="all"), tiny(history=1)
    every.advance(10**6)
    bounded.advance(10**6)
    assert every.history.thinned is None
    kept = bounded.history.thinned
    assert kept is not None
    assert kept[1] == len(every.history["train/loss"]) == 20_000
    assert np.array_equal(bounded.history["val/loss"], every.history["val/loss"])
    assert all(np.array_equal(a, every.parameters[name]) for name, a in bounded.parameters.items())
    sampled = next(tag for tag in every.history if tag.startswith("grad_norm/"))
    assert len(bounded.history[sampled]) < len(every.history[sampled])
    for tag in every.history:
        assert bounded.history.best(tag) == every.history.best(tag)
        assert bounded.history.last(tag) == every.history.last(tag)


def test_a_trainer_goes_on_from_its_state_with_the_same_rows():
    straight, first = tiny(history=1), tiny(history=1)
    straight.advance(10**6)
    first.advance(9_111)
    again = tiny(history=1)
    again.restore(first.state())
    again.advance(10**6)
    for tag in straight.history:
        assert np.array_equal(straight.history[tag], again.history[tag])
        assert np.array_equal(straight.history.index(tag), again.history.index(tag))


def test_an_early_end_by_the_training_loss_is_the_same_within_a_bound():
    draw = np.random.default_rng(0)
    x, y = draw.standard_normal((3000, 2)).astype(np.float32), draw.integers(0, 2, 3000)
    ends = []
    for bound in ("all", 1):
        options = {"batch_size": 1, "epochs": 40, "patience": 2, "history": bound}
        trainer = trainer_of(["Linear(out_features=2)"], x, y, optimizer="SGD(lr=0.01)", training=options)
        trainer.advance(10**6)
        ends.append((trainer.step, trainer.reason, trainer.parameters["0.weight"].tolist()))
    assert ends[0] == ends[1]
    assert ends[0][0] < 120_000
