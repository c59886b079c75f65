"""Dropout drops what seed, layer, step and position say, and nothing in evaluation."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi, compiled_streams
from tests.engine.ops.single import Single

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")  # counters wrap on purpose


def run(layer: str, p: float, shape: tuple[int, ...], n: int, step: int = 3, first: int = 0, seed: int = 5) -> Single:
    one = Single(layer, shape, n, p=p)
    one.ctx[abi.DROPOUT_KEY] = compiled_streams.key(seed, compiled_streams.DROPOUT)
    one.ctx[abi.STEP], one.ctx[abi.FIRST] = step, first
    return one


def mask(layer: str, p: float, shape: tuple[int, ...], n: int, **rest: int) -> np.ndarray:
    one = run(layer, p, shape, n, **rest)
    return one.forward(np.ones((n, *shape)))


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8])
def test_share_dropped_is_p_and_the_mean_is_kept(p: float) -> None:
    y = mask("Dropout", p, (100,), 100)
    assert set(np.unique(y)) == {0.0, 1.0 / (1.0 - p)}
    assert np.mean(y == 0) == pytest.approx(p, abs=0.02)
    assert np.abs(np.corrcoef((y == 0).T)[np.triu_indices(100, 1)]).mean() < 0.15  # units are dropped independently


def test_mask_is_the_stream_of_the_documented_key() -> None:
    layer = compiled_streams.bits(compiled_streams.key(5, compiled_streams.DROPOUT), 1, first=0).view(np.int64)[0]
    key = compiled_streams.bits(int(layer), 1, first=3).view(np.int64)[0]
    kept = (compiled_streams.bits(int(key), 60) >> np.uint64(11)).astype(float) * 2.0**-53 >= 0.3
    assert np.allclose(mask("Dropout", 0.3, (12,), 5).reshape(-1), kept / 0.7)


def test_masks_differ_by_step_seed_and_layer() -> None:
    base = mask("Dropout", 0.5, (50,), 4)
    assert not np.array_equal(base, mask("Dropout", 0.5, (50,), 4, step=4))
    assert not np.array_equal(base, mask("Dropout", 0.5, (50,), 4, seed=6))
    assert np.array_equal(base, mask("Dropout", 0.5, (50,), 4))
    other = run("Dropout", 0.5, (50,), 4)
    other.program.ops[0, abi.STREAM] = 1
    assert not np.array_equal(base, other.forward(np.ones((4, 50))))


@pytest.mark.parametrize(("layer", "shape"), [("Dropout", (7,)), ("Dropout", (3, 2, 2)), ("Dropout2d", (3, 2, 2))])
def test_chunks_of_a_mini_batch_have_the_masks_of_the_whole(layer: str, shape: tuple[int, ...]) -> None:
    whole = mask(layer, 0.5, shape, 8)
    parts = [mask(layer, 0.5, shape, 3), mask(layer, 0.5, shape, 5, first=3)]
    assert np.array_equal(whole, np.concatenate(parts))


def test_dropout2d_drops_whole_channels() -> None:
    y = mask("Dropout2d", 0.4, (6, 3, 3), 20)
    assert (np.ptp(y, axis=(2, 3)) == 0).all()
    assert 0.2 < np.mean(y == 0) < 0.6


def test_backward_uses_the_same_mask() -> None:
    one = run("Dropout", 0.5, (30,), 4)
    y = one.forward(np.ones((4, 30)))
    assert np.array_equal(one.backward(np.ones((4, 30)))[0], y)
    assert np.array_equal(one.backward(np.full((4, 30), 3.0))[0], 3.0 * y)


def test_evaluation_drops_nothing() -> None:
    one = run("Dropout", 0.9, (30,), 4)
    one.ctx[abi.TRAIN] = 0
    x = np.arange(120.0).reshape(4, 30)
    assert np.array_equal(one.forward(x), x)
