"""Sets load, split and scale alike wherever they come from."""

import numpy as np
import pytest

from gdlab.data import catalogue, load
from gdlab.spec.base import member
from gdlab.spec.errors import DataError

catalogue.load_sources()
FIRST = [9, 1, 4, 9, 5, 8, 1, 7, 6, 6, 2, 4, 6, 1, 5, 4]
PLANES = ["blobs", "circles", "moons", "spirals", "xor"]


def make(type_, **fields):
    return member("data", type_)(**fields)


def test_digits_are_split_80_to_20_with_the_share_of_each_class_kept():
    e = load(make("digits"), 0)
    assert (len(e.x_train), len(e.x_val)) == (1438, 359)
    assert e.x_train.dtype == np.float32
    assert e.y_train.dtype == np.int64
    assert e.x_train.flags.c_contiguous
    assert e.shape == (64,)
    assert e.image == (8, 8, 1)
    assert e.classes == tuple("0123456789")
    assert e.x_train.min() == 0
    assert e.x_train.max() == 1
    whole = np.bincount(np.concatenate([e.y_train, e.y_val])) / 1797
    assert np.abs(np.bincount(e.y_val) / 359 - whole).max() < 1 / 359


def test_digits_match_scikit_learn_example_for_example():
    from sklearn.datasets import load_digits

    e = load(make("digits"), 3)
    x, y = load_digits(return_X_y=True)
    truth = {(*row.astype(int), int(label)) for row, label in zip(x, y, strict=True)}
    ours = np.concatenate([e.x_train, e.x_val]) * 16
    labels = np.concatenate([e.y_train, e.y_val])
    assert {(*row.round().astype(int), int(label)) for row, label in zip(ours, labels, strict=True)} == truth


def test_unflattened_digits_have_channels_first():
    flat, image = load(make("digits"), 0), load(make("digits", flatten=False), 0)
    assert image.shape == (1, 8, 8)
    assert np.array_equal(image.x_train.reshape(-1, 64), flat.x_train)


def test_the_split_depends_on_the_seed_alone():
    a, b = load(make("digits"), 0), load(make("digits", scale="standard"), 0)
    other = load(make("digits"), 1)
    assert np.array_equal(a.y_train, b.y_train)
    assert not np.array_equal(a.y_train, other.y_train)


def test_the_split_of_seed_0_is_this_one_for_ever():
    assert load(make("digits"), 0).y_val[:16].tolist() == FIRST


def test_the_sets_own_seed_takes_the_place_of_the_runs():
    assert load(make("moons", seed=5), 0) is load(make("moons", seed=5), 1)
    assert np.array_equal(load(make("moons", seed=5), 0).x_train, load(make("moons"), 5).x_train)


def test_equal_calls_share_their_arrays():
    assert load(make("digits"), 0) is load(make("digits"), 0)


@pytest.mark.parametrize("type_", PLANES)
def test_planes_have_the_asked_size_and_standard_coordinates(type_):
    e = load(make(type_, n_samples=400), 0)
    x = np.concatenate([e.x_train, e.x_val])
    assert x.shape == (400, 2)
    assert e.look == "points"
    assert np.abs(x.mean(axis=0)).max() < 0.3
    assert 0.4 < x.std() < 1.5
    assert set(np.unique(e.y_train)) == set(range(len(e.classes)))


@pytest.mark.parametrize("type_", PLANES)
def test_noise_moves_points_by_its_standard_deviation(type_):
    def points(noise):
        e = load(make(type_, n_samples=4000, noise=noise, val_fraction=0), 0)
        return e.x_train

    moved = points(0.25) - points(0)
    assert abs(moved.std() - 0.25) < 0.01
    assert abs(moved.mean()) < 0.01


@pytest.mark.parametrize(("scale", "figures"), [("standard", (0, 1)), ("minmax", None)])
def test_scales_are_fitted_on_the_training_part_only(scale, figures):
    e = load(make("blobs", scale=scale), 0)
    if figures:
        np.testing.assert_allclose(e.x_train.mean(axis=0), 0, atol=1e-6)
        np.testing.assert_allclose(e.x_train.std(axis=0), 1, atol=1e-5)
        assert np.abs(e.x_val.mean(axis=0)).max() > 1e-4
    else:
        np.testing.assert_allclose([e.x_train.min(axis=0), e.x_train.max(axis=0)], [[0, 0], [1, 1]], atol=1e-6)
    raw = load(make("blobs"), 0)
    kept = e.extra["scale"]
    np.testing.assert_allclose(e.x_val * kept["width"] + kept["shift"], raw.x_val, atol=1e-5)


def test_float64_is_had_on_request():
    e = load(make("moons"), 0, dtype="float64")
    assert e.x_train.dtype == np.float64


def test_a_limit_keeps_the_share_of_each_class():
    e = load(make("digits", limit=100), 0)
    assert len(e.x_train) + len(e.x_val) == 100
    counts = np.bincount(np.concatenate([e.y_train, e.y_val]), minlength=10)
    assert counts.min() >= 9
    assert counts.max() <= 11


def test_a_spec_that_is_no_source_is_refused():
    from gdlab.spec.kinds import DataSpec

    with pytest.raises(DataError, match="not a data set"):
        load(DataSpec(), 0)


def test_threads_that_ask_together_share_one_load(monkeypatch):
    from concurrent.futures import ThreadPoolExecutor

    reads, cls = [], member("data", "moons")
    real = cls.read
    monkeypatch.setattr(cls, "read", lambda self, seed, progress: reads.append(seed) or real(self, seed, progress))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: load(cls(n_samples=321), 0), range(8)))
    assert reads == [0]
    assert all(e is found[0] for e in found)


def test_a_load_that_failed_can_be_tried_again(monkeypatch):
    cls = member("data", "moons")

    def fail(self, seed, progress):
        raise DataError("not yet")

    with monkeypatch.context() as patched:
        patched.setattr(cls, "read", fail)
        with pytest.raises(DataError, match="not yet"):
            load(cls(n_samples=123), 0)
    assert len(load(cls(n_samples=123), 0).x_train) == 98
