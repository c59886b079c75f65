"""The arithmetic of curves against plain twins."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdlab.lab.chart_math import band, in_view, nice_range, robust_range, smooth, thinned
from gdlab.lab.smoother import Smoother

VALUES = st.floats(-1e6, 1e6) | st.just(math.nan) | st.just(math.inf) | st.just(-math.inf)
SERIES = arrays(np.float64, st.integers(0, 60), elements=VALUES)
WEIGHTS = st.sampled_from([0.0, 1e-3, 0.6, 0.9, 0.999])


def naive(values, weight):
    finite = [v for v in values if math.isfinite(v)]
    if weight == 0 or all(v == finite[0] for v in finite):
        return list(values)
    last, n, out = 0.0, 0, []
    for value in values:
        if math.isfinite(value):
            last = weight * last + (1 - weight) * value
            n += 1
            out.append(last / (1 - weight**n))
        else:
            out.append(value)
    return out


@given(SERIES, WEIGHTS)
def test_smoothing_is_tensorboards(values, weight):
    np.testing.assert_allclose(smooth(values, weight), naive(values, weight), rtol=1e-9, atol=1e-6)


@given(SERIES, WEIGHTS, st.lists(st.integers(0, 60), max_size=4))
def test_smoothing_in_pieces_is_smoothing_at_once(values, weight, cuts):
    smoother = Smoother()
    for cut in sorted(cuts):
        smoother.update(values[:cut], weight)
    np.testing.assert_allclose(smoother.update(values, weight), smooth(values, weight), rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("weight", [1e-3, 0.6, 0.999])
def test_a_long_series_of_many_magnitudes_is_smoothed_without_loss(weight):
    values = np.random.default_rng(1).normal(size=20_000) * np.geomspace(1e-120, 1e120, 20_000)
    np.testing.assert_allclose(smooth(values, weight), naive(values, weight), rtol=1e-9, atol=0)


def test_another_series_in_place_of_the_first_begins_again():
    smoother = Smoother()
    smoother.update(np.array([1.0, 2.0, 3.0]), 0.6)
    other = np.array([5.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(smoother.update(other, 0.6), smooth(other, 0.6))


def test_a_constant_series_stays_as_it_is():
    np.testing.assert_array_equal(smooth(np.full(50, 0.1), 0.9), np.full(50, 0.1))


def test_a_weight_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="below 1"):
        smooth(np.ones(3), 1.0)


@given(arrays(np.float64, st.integers(1, 5000), elements=st.floats(-1e9, 1e9)), st.integers(10, 500))
def test_thinning_keeps_extremes_and_both_ends(y, points):
    x = np.arange(len(y), dtype=float)
    tx, ty = thinned(x, y, points)
    assert len(tx) <= points + 4
    assert (ty.min(), ty.max()) == (y.min(), y.max())
    assert (tx[0], tx[-1]) == (x[0], x[-1])
    assert (ty[0], ty[-1]) == (y[0], y[-1])
    assert np.all(np.diff(tx) >= 0)
    np.testing.assert_array_equal(ty, y[tx.astype(int)])


def test_a_million_points_are_thinned_to_what_is_drawn():
    y = np.random.default_rng(0).normal(size=1_000_003)
    assert len(thinned(np.arange(y.size, dtype=float), y)[0]) <= 1504


def test_the_view_takes_one_point_more_on_either_side():
    assert in_view(np.arange(10.0), 3.5, 6.5) == slice(3, 8)
    assert in_view(np.arange(10.0), -5, 50) == slice(0, 10)


def test_outliers_do_not_set_the_scale_but_can_be_asked_to():
    values = np.concatenate([np.linspace(0, 1, 100), [1e6], np.linspace(0, 1, 100)])
    low, high = robust_range([values])
    assert 0 <= low < 0.1
    assert 0.9 < high <= 1
    assert robust_range([values], ignore_outliers=False) == (0.0, 1e6)
    assert robust_range([np.array([np.nan, np.inf])]) is None


def test_the_last_value_is_always_in_range():
    values = np.concatenate([np.zeros(100), [50.0]])
    assert robust_range([values])[1] == 50.0


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_a_nice_range_holds_what_it_is_of(low, span):
    bottom, top = nice_range(low, low + span)
    assert bottom <= low
    assert top >= low + span
    assert top - bottom <= 1.5 * span


def test_a_range_of_one_value_has_a_width():
    assert nice_range(3.0, 3.0) == pytest.approx((2.7, 3.3))


def test_bands_are_those_of_the_textbook():
    stack = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, np.nan]])
    mean, low, high = band(stack, "minmax")
    np.testing.assert_allclose(mean, [3, 2])
    np.testing.assert_allclose((low[0], high[0]), (1, 5))
    np.testing.assert_allclose(band(stack, "sd")[2] - mean, [2, 0])
    np.testing.assert_allclose(band(stack, "se")[2] - mean, [2 / math.sqrt(3), 0])
    # Student's t for two degrees of freedom is 4.303 at 97.5 %.
    assert band(stack, "ci95")[2][0] - mean[0] == pytest.approx(4.3027 * 2 / math.sqrt(3), rel=1e-4)


def test_one_run_has_a_band_without_width_and_no_run_has_none():
    mean, low, high = band(np.array([[1.0, np.nan]]), "ci95")
    assert (mean[0], low[0], high[0]) == (1, 1, 1)
    assert np.isnan([mean[1], low[1], high[1]]).all()
