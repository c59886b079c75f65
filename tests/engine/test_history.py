"""The history: what it holds, how it is read, and that one writer never disturbs a reader."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gdlab.engine.history import History, Mark, Table, split_tag
from tests.engine.running import trainer_of


def row(step: int, **values: float) -> dict[str, float]:
    index = {"step": step, "epoch": step / 4, "examples": 8 * step, "elapsed": 0.1 * step, "wall_time": 1e9 + step}
    return {**index, **{k.replace("_", "/"): v for k, v in values.items()}}


def test_a_tag_is_split_into_metric_and_split():
    assert split_tag("val/loss") == ("loss", "val")
    assert split_tag("train/accuracy") == ("accuracy", "train")
    assert split_tag("grad_norm/0.weight") == ("grad_norm/0.weight", "")


def test_values_are_read_by_tag_and_by_the_name_with_an_underscore():
    history = History()
    history.table("val/loss").append(row(4, val_loss=0.5), 1)
    assert history["val/loss"].tolist() == history["val_loss"].tolist() == [0.5]
    assert list(history) == ["val/loss"]
    assert len(history) == 1
    assert "train/loss" not in history


def test_an_unknown_tag_says_what_there_is():
    history = History()
    history.table("val/loss").append(row(4, val_loss=0.5), 1)
    with pytest.raises(KeyError, match="it holds val/loss"):
        history["val/lose"]
    with pytest.raises(KeyError):
        history["nothing"]


def test_what_is_read_cannot_be_changed():
    history = History()
    history.table("val/loss").append(row(4, val_loss=0.5), 1)
    with pytest.raises(ValueError, match="read-only"):
        history["val/loss"][0] = 1.0


def test_best_and_last_pass_over_what_is_not_finite():
    history = History()
    for step, (loss, accuracy) in enumerate([(2.0, 0.1), (0.5, 0.9), (np.inf, 0.4), (np.nan, np.nan)]):
        history.table("val/loss", "val/accuracy").append(row(step, val_loss=loss, val_accuracy=accuracy), 1)
    assert history.best("val/loss") == (0.5, 1)
    assert history.best("val/accuracy") == (0.9, 1)
    assert np.isnan(history.last("val/loss"))
    assert history.best("train/loss")[1] == -1
    assert np.isnan(history.last("train/loss"))


def test_the_long_form_keeps_a_loss_that_is_nan_and_drops_what_was_not_measured():
    history = History()
    history.table("train/loss", "train/accuracy").append(row(1, train_loss=0.7, train_accuracy=np.nan), 1)
    history.table("train/loss", "train/accuracy").append(row(2, train_loss=np.nan, train_accuracy=0.5), 1)
    columns = history.columns()
    assert list(columns) == ["metric", "split", "epoch", "step", "examples", "wall_time", "value"]
    assert list(zip(columns["metric"], columns["step"], strict=True)) == [("loss", 1), ("loss", 2), ("accuracy", 2)]
    assert np.isnan(columns["value"][1])
    assert columns["step"].dtype == columns["examples"].dtype == np.int64


def test_the_long_form_of_nothing_has_the_same_columns_and_types():
    columns = History().columns()
    assert [len(c) for c in columns.values()] == [0] * 7
    assert columns["step"].dtype == np.int64
    assert columns["metric"].dtype.kind == "U"


def test_a_history_comes_back_from_its_arrays():
    history = History()
    for step in range(3000):
        history.table("train/loss").append(row(step, train_loss=1 / (step + 1)), 1)
    history.marks.append(Mark(7, "edit", "lr → 0.1, “quoted”"))
    again = History.restore(history.state())
    assert all(np.array_equal(again.columns()[k], v) for k, v in history.columns().items())
    assert again.marks == history.marks
    assert np.array_equal(again.index("train/loss", "elapsed"), history.index("train/loss", "elapsed"))


def test_readers_never_see_a_row_that_is_not_whole():
    table, stop, seen = Table(("value",), capacity=4), threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            first = table.read("step")
            second = table.read("value")  # later: at least as long
            wrong = len(second) < len(first) or not np.array_equal(second[: len(first)], 2 * first)
            if wrong or not np.array_equal(first, np.arange(len(first))):
                seen.append((first.copy(), second.copy()))
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    step = 0
    for n in [1, 3, 7, 50, 400] * 60:
        steps = np.arange(step, step + n)
        table.append({"step": steps, "epoch": 0, "examples": 0, "elapsed": 0, "wall_time": 0, "value": 2 * steps}, n)
        step += n
    stop.set()
    for reader in readers:
        reader.join()
    assert not seen


def test_the_long_form_and_the_best_are_whole_while_somebody_writes():
    history, stop, problems = History(), threading.Event(), []
    table = history.table("train/loss", "train/lr")

    def read() -> None:
        try:
            while not stop.is_set():
                columns = history.columns()
                assert len({len(c) for c in columns.values()}) == 1
                assert np.array_equal(columns["examples"], 8 * columns["step"])
                best, at = history.best("train/loss")
                assert at == -1 or best == 1.0 / at
                history.last("train/lr")
        except Exception as error:
            problems.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for step in range(1, 4000):
        table.append({**row(step), "train/loss": 1.0 / step, "train/lr": 0.1}, 1)
    stop.set()
    reader.join()
    assert not problems


def test_counts_every_gradient_that_an_optimizer_asks_for() -> None:
    draw = np.random.default_rng(0)
    x, y = draw.standard_normal((20, 3)).astype(np.float32), draw.integers(0, 2, 20)
    training = {"batch_size": 8, "epochs": 2, "dtype": "float64"}
    once, often = (
        trainer_of(["Linear(out_features=2)"], x, y, val=(x, y), optimizer=call, training=training)
        for call in ("SGD(lr=0.01)", "LBFGS(max_iter=4)")
    )
    for trainer in (once, often):
        trainer.advance(10**6)
    assert np.array_equal(once.history.index("train/loss", "gradients"), once.history.index("train/loss", "examples"))
    asked = often.history.index("train/loss", "gradients")
    assert (asked >= often.history.index("train/loss", "examples")).all()
    assert asked[-1] > 2 * often.history.index("train/loss", "examples")[-1]
    assert often.history.index("val/loss", "gradients")[-1] == asked[-1]
