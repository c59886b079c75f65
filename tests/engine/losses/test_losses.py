"""Losses are their definitions' twins: mean, gradient, and what is counted as correct."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Frame
from gdlab.engine.network.builder import Tensor
from gdlab.spec.base import members
from gdlab.spec.errors import DataError, SpecError
from tests.engine.ops.single import close
from tests.engine.running import trainer_of
from tests.reference import losses as twins

catalogue.load_engine_members()
LOSSES = members("loss")
REAL = {"float64": 1e-13, "float32": 2e-6}


def run(loss, x, t, dtype="float64", total=0):
    """Return mean loss, gradient, count and hits of outputs (N, items, width) for targets (N, ...)."""
    n, items, width = x.shape
    mem = np.zeros(x.size * 2 + t.size, dtype)
    mem[: x.size] = x.reshape(-1)
    imem = np.zeros(t.size, np.int64)
    row, ctx = np.zeros(abi.ROW, np.int64), np.zeros(abi.CTX, np.int64)
    row[[abi.X, abi.DX, abi.SCRATCH, abi.ISCRATCH]] = 0, x.size, 2 * x.size, 0
    row[[abi.INT, abi.INT + 1, abi.FP]] = items, width, abi.FP_HEADER
    ctx[[abi.BATCH, abi.TOTAL, abi.GRADIENT]] = n, total or n, 1
    if loss.targets == "class":
        imem[:] = t.reshape(-1)
    else:
        mem[2 * x.size :] = t.reshape(-1)
    fp = np.array([0.0] * abi.FP_HEADER + list(loss.constants()))
    with np.errstate(all="ignore"):
        Frame(row, ctx, fp, mem, imem).run(loss.kernel())
    gradient = mem[x.size : 2 * x.size].reshape(x.shape)
    if loss.weighs:  # what the machine does once it has seen the whole mini-batch
        return fp[abi.LOSS] / fp[abi.WEIGHT], gradient * n * items / fp[abi.WEIGHT], fp[abi.COUNT], fp[abi.CORRECT]
    return fp[abi.LOSS] / fp[abi.COUNT], gradient, fp[abi.COUNT], fp[abi.CORRECT]


CLASSES = [
    ("CrossEntropyLoss", {}, twins.cross_entropy),
    ("CrossEntropyLoss", {"label_smoothing": 0.3}, twins.cross_entropy),
    ("CrossEntropyLoss", {"weight": (0.5, 2.0, 1.0, 3.0)}, twins.cross_entropy),
    ("CrossEntropyLoss", {"ignore_index": 2}, twins.cross_entropy),
    (
        "CrossEntropyLoss",
        {"weight": (0.5, 2.0, 0.0, 3.0), "ignore_index": 1, "label_smoothing": 0.3},
        twins.cross_entropy,
    ),
    ("NLLLoss", {}, twins.nll),
    ("NLLLoss", {"weight": (0.5, 2.0, 1.0, 3.0)}, twins.nll),
    ("NLLLoss", {"weight": (0.5, 2.0, 1.0, 3.0), "ignore_index": 0}, twins.nll),
]
VALUES = [
    ("MSELoss", {}, twins.squared),
    ("L1Loss", {}, twins.absolute),
    ("SmoothL1Loss", {}, twins.smooth_l1),
    ("SmoothL1Loss", {"beta": 0.4}, twins.smooth_l1),
    ("SmoothL1Loss", {"beta": 0.0}, twins.smooth_l1),
    ("HuberLoss", {"delta": 0.7}, twins.huber),
    ("BCEWithLogitsLoss", {}, twins.bce),
    ("BCEWithLogitsLoss", {"pos_weight": (3.0,)}, twins.bce),
    ("BCEWithLogitsLoss", {"pos_weight": (0.5, 1.0, 2.0, 0.0)}, twins.bce),
]


@pytest.mark.parametrize("dtype", REAL)
@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("name", "fields", "twin"), CLASSES)
def test_of_classes_is_its_definition(name, fields, twin, items, dtype):
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(5, items, 4)) * 3, rng.integers(0, 4, (5, items))
    loss, gradient, count, correct = run(LOSSES[name](**fields), x, t, dtype)
    expected, slope = twin(x.reshape(-1, 4), t.reshape(-1), **fields)
    assert loss == pytest.approx(expected, rel=REAL[dtype])
    close(gradient.reshape(-1, 4), slope, REAL[dtype])
    kept = t != fields.get("ignore_index", -100)
    assert count == kept.sum()
    assert correct == ((x.argmax(-1) == t) & kept).sum()


@pytest.mark.parametrize("dtype", REAL)
@pytest.mark.parametrize(("name", "fields", "twin"), VALUES)
def test_of_values_is_its_definition(name, fields, twin, dtype):
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(6, 4)), rng.uniform(size=(6, 4))
    loss, gradient, count, correct = run(LOSSES[name](**fields), x[:, None, :], t, dtype)
    expected, slope = twin(x, t, **fields)
    assert loss == pytest.approx(expected, rel=REAL[dtype])
    close(gradient.reshape(6, 4), slope, REAL[dtype])
    assert count == 24
    if LOSSES[name].task == "binary":
        assert correct == ((x > 0) == (t > 0.5)).sum()


def test_every_loss_has_a_twin():
    tested = {name for name, *_ in CLASSES + VALUES}
    assert tested == set(LOSSES), "a loss needs a twin in tests/reference/ and a line in CLASSES or VALUES here"


@pytest.mark.parametrize("dtype", REAL)
def test_cross_entropy_of_far_logits_is_finite_and_exact(dtype):
    z = np.array([[[1e4, 0.0, -1e4]], [[-300.0, 200.0, 0.0]], [[5.0, 5.0, 5.0]]])
    t = np.array([1, 0, 2])
    loss, gradient, _, correct = run(LOSSES["CrossEntropyLoss"](), z, t, dtype)
    expected, slope = twins.cross_entropy(z[:, 0], t)
    assert loss == pytest.approx(expected, rel=1e-6)
    close(gradient[:, 0], slope, 1e-6)
    assert correct == 0  # of equal logits the first is predicted, as argmax does


def test_cross_entropy_of_a_sure_and_right_network_keeps_its_digits():
    z = np.array([[[14.0, 0.0, 1.0]]])
    loss, _, _, correct = run(LOSSES["CrossEntropyLoss"](), z, np.array([0]), "float32")
    assert loss == pytest.approx(np.log1p(np.exp(-14.0) + np.exp(-13.0)), abs=1e-7)
    assert correct == 1


@pytest.mark.parametrize("name", sorted(LOSSES))
def test_a_nan_in_the_output_is_a_nan_in_the_loss_and_no_hit(name):
    x = np.full((2, 1, 3), np.nan)
    t = np.zeros((2, 1), int) if LOSSES[name].targets == "class" else np.ones((2, 3))
    loss, _, _, correct = run(LOSSES[name](), x, t)
    assert np.isnan(loss)
    assert correct == 0


def test_a_chunk_weighs_by_the_whole_mini_batch():
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(4, 1, 3)), rng.integers(0, 3, 4)
    _, whole, _, _ = run(LOSSES["CrossEntropyLoss"](), x, t)
    _, part, _, _ = run(LOSSES["CrossEntropyLoss"](), x[:2], t[:2], total=4)
    close(part, whole[:2])


def test_bce_takes_classes_of_whole_numbers_and_counts_hits():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 2))
    y = (x[:, 0] > x[:, 1]).astype(np.int64)
    trainer = trainer_of(
        [{"type": "Linear", "out_features": 1}],
        x,
        y,
        val=(x, y),
        loss="BCEWithLogitsLoss",
        optimizer="Adam(lr=0.1)",
        training={"epochs": 30},
    )
    trainer.advance(10_000)
    assert trainer.evaluate()["accuracy"] > 0.97


def test_targets_that_cannot_be_learned_are_refused_in_words():
    x, y = np.zeros((4, 2)), np.array([0, 1, 2, 1])
    with pytest.raises(DataError, match="from 0 to 1"):
        trainer_of([{"type": "Linear", "out_features": 1}], x, y, loss="BCEWithLogitsLoss")
    with pytest.raises(SpecError, match="pos_weight"):
        trainer_of([{"type": "Linear", "out_features": 1}], x, y, loss="BCEWithLogitsLoss(pos_weight=[1, 2])")
    with pytest.raises(ValueError, match="4 numbers an example and the data 2"):
        LOSSES["MSELoss"]().items(Tensor((4,)), 2)
