"""Numbers and ticks as a person would write them."""

import numpy as np
import pytest

from gdlab.ui.plots.axes import log_ticks, plain_number, short_number, tick_text


@pytest.mark.parametrize(
    "value,text",
    [
        (0, "0"),
        (0.001, "0.001"),
        (123456, "123456"),
        (1e6, "10⁶"),
        (3e-5, "3·10⁻⁵"),
        (-2.5, "−2.5"),
        (999999, "999999"),
    ],
)
def test_plain_numbers(value, text):
    assert plain_number(value) == text


@pytest.mark.parametrize(
    "value,spacing,text", [(0.30000000000000004, 0.1, "0.3"), (1, 0.25, "1.00"), (500, 100, "500"), (1e-20, 0.1, "0")]
)
def test_ticks_have_the_decimals_that_their_spacing_needs(value, spacing, text):
    assert tick_text(value, spacing) == text


@pytest.mark.parametrize(
    "value,text", [(0.123456, "0.1235"), (12.34567, "12.35"), (np.nan, "NaN"), (-np.inf, "−∞"), (1e-7, "1.000·10⁻⁷")]
)
def test_values_in_a_panel_have_four_digits(value, text):
    assert short_number(value) == text


def test_log_ticks_are_powers_of_ten_over_decades():
    assert log_ticks(-3, 2, 5) == [-3, -2, -1, 0, 1, 2]
    assert all(tick == int(tick) for tick in log_ticks(-40, 10, 6))


@pytest.mark.parametrize("low,high", [(0.1, 0.25), (-1.2, -0.9), (0, 1), (2.0, 2.01)])
def test_log_axes_have_at_least_two_ticks_within_their_range(low, high):
    ticks = log_ticks(low, high, 5)
    assert len(ticks) >= 2
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
