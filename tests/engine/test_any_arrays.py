"""Arrays of any type, shape and content are answered, or refused with a sentence, by every way into the engine."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlab.data.arrays import from_arrays
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, GdlabError, SpecError, StateError
from tests.engine.small_runs import KINDS, run

_TYPES = st.sampled_from(["f8", "f4", "f2", ">f8", "i8", "i4", "u1", "u8", "?", "c16", "U2", "O", "M8[s]"])
_STATE = [*("mem", "counters", "numbers", "layout", "spec", "progress", "reason", "schedule", "data")]
_STATE += ["history/0/tags", "history/0/column/step", "history/0/column/train/loss", "history/marks"]
_SIDES = (
    st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 12, 64]), max_size=4)
    .map(tuple)
    .filter(lambda shape: prod(shape) < 5000)
)


def _anything(shapes: st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[Any]:
    """Return arrays of any type, shape and order, and things that are no arrays."""
    filled = st.builds(_filled, shapes, _TYPES, st.integers(0, 9), st.sampled_from(["C", "F", "strided", "reversed"]))
    return filled | st.sampled_from([None, "text", 3, [[1], [2, 3]], {}, [[]], object()])


def _filled(shape: tuple[int, ...], kind: str, seed: int, order: str) -> np.ndarray:
    """Return an array of small numbers, among them numbers that no label, token or input can be."""
    rng = np.random.default_rng(seed)
    wide = tuple(2 * n if order == "strided" else n for n in shape)
    numbers = rng.integers(0, 3, wide) if seed < 5 else rng.choice([-(2**40), -100, -1, 0, 2.5, 1e30, np.nan], wide)
    with np.errstate(invalid="ignore", over="ignore"):
        array = np.asarray(numbers).astype(kind)
    if order == "strided":
        return array[tuple(slice(None, None, 2) for _ in shape)]
    if order == "reversed":
        return array[tuple(slice(None, None, -1) for _ in shape)]
    return np.asarray(array, order=order)


def _shapes(kind: str) -> st.SearchStrategy[tuple[int, ...]]:
    shape = run(kind).examples.shape
    like = st.sampled_from([(4, *shape), (1, *shape), (0, *shape), shape, (4, *shape[1:]), (3, *shape, 1)])
    return like | _SIDES


def _targets(kind: str) -> st.SearchStrategy[tuple[int, ...]]:
    width = run(kind).examples.y_train.shape[1:]
    return st.sampled_from([(4, *width), (4,), (3,), (4, 1), (0, *width), (1, *width)]) | _SIDES


@contextmanager
def maybe_refused(kind: type[GdlabError] = GdlabError) -> Generator[None]:
    """Let an error pass that is raised on purpose and says something; any other fails the test."""
    try:
        yield
    except kind as error:
        if not str(error).strip():
            pytest.fail("an error without a sentence")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=120)
def test_anything_is_answered_or_refused_with_a_sentence(kind: str, data: st.DataObject) -> None:
    trainer = run(kind)
    x, y = data.draw(_anything(_shapes(kind))), data.draw(_anything(_targets(kind)))
    with maybe_refused(DataError):
        outputs = trainer.predict(x)
        assert np.isfinite(outputs).all()
        assert len(outputs) == len(x)
    with maybe_refused(DataError):
        gradient = trainer.input_gradient(x, y)
        assert np.isfinite(gradient).all()
        assert gradient.shape == np.shape(x)
    with maybe_refused(DataError):
        assert all(np.isfinite(v) for v in trainer.evaluate(x, y).values())


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40)
def test_any_data_train_or_are_refused_with_a_sentence(kind: str, data: st.DataObject) -> None:
    shapes = [_shapes(kind), _targets(kind)] * data.draw(st.sampled_from([1, 2]))
    parts = [data.draw(_anything(each)) for each in shapes]
    with maybe_refused():
        trainer = Trainer(run(kind).spec, from_arrays(parts))
        trainer.advance(2)
        assert trainer.diverged or np.isfinite(trainer.history["train/loss"]).all()


@given(name=st.sampled_from(["lr", "momentum", "weight_decay", "clip_grad_norm", "l1", "seed"]), data=st.data())
def test_any_live_edit_is_taken_or_refused_with_a_sentence(name: str, data: st.DataObject) -> None:
    trainer = run("values")
    before = trainer.state()
    with maybe_refused(SpecError):
        trainer.edit(**{name: data.draw(st.floats() | _anything(_SIDES) | st.integers())})
        assert np.isfinite(trainer.arena.fp).all()
    trainer.restore(before)


@given(
    change=st.deferred(  # so that nothing is trained where tests are only collected
        lambda: st.dictionaries(
            st.sampled_from(sorted(run("values").state())), _anything(_SIDES), min_size=1, max_size=3
        )
    )
)
def test_any_state_is_taken_or_refused_with_a_sentence(change: dict[str, Any]) -> None:
    trainer = run("values")
    before = trainer.state()
    with maybe_refused(StateError):
        trainer.restore(before | change)
    trainer.restore(before)
