"""A series is read in the order of its dates, and what is odd about them is said."""

import numpy as np
import pytest

from gdlab.data import load
from gdlab.data.sources.series import SeriesFile
from gdlab.spec.errors import DataError

DAYS = np.arange("2021-01-04", "2021-05-04", dtype="datetime64[D]")
PLAIN = {"length": 5, "scale": "none", "target_scale": "none"}


@pytest.fixture
def read(tmp_path):
    def read(lines, header="day,value", **fields):
        path = tmp_path / "s.csv"
        path.write_text(header + "\n" + "\n".join(lines) + "\n")
        return load(SeriesFile(path=str(path), **{**PLAIN, "target": "value", **fields}), 0)

    return read


def lines(days, values=None):
    return [f"{day},{k if values is None else values[k]}" for k, day in enumerate(days)]


def test_shuffled_rows_are_sorted_by_their_dates_and_it_is_said(read):
    e = read(np.random.default_rng(0).permutation(lines(DAYS)))
    np.testing.assert_array_equal(np.diff(e.x_train[:, :, 0]), 1)
    assert e.y_train.max() < e.x_val.min()
    assert "Sorted by 'day': " in e.note
    assert "rows stand in the file after a later one" in e.note


def test_rows_in_order_have_nothing_said_about_them(read):
    assert read(lines(DAYS)).note == "115 windows of 5 steps, 1 ahead."


def test_the_order_of_the_file_is_kept_where_it_is_asked_for(read):
    e = read(lines(DAYS)[::-1], order="file")
    assert (np.diff(e.x_train[:, :, 0]) == -1).all()
    assert "Sorted" not in e.note


def test_a_column_called_year_is_a_time_too(read):
    e = read([f"{2000 - k},{k}" for k in range(50)], header="year,value")
    assert (np.diff(e.x_train[:, :, 0]) == -1).all()
    assert "Sorted by 'year': 49 rows" in e.note


def test_no_window_crosses_a_gap_unless_it_is_asked_for(read):
    days = np.concatenate([DAYS[:60], DAYS[60:] + np.timedelta64(40, "D")])
    e = read(lines(days), val_fraction=0)
    spans = np.concatenate([e.x_train[:, :, 0], e.y_train], axis=1)
    assert not ((spans[:, 0] < 60) & (spans[:, -1] >= 60)).any()
    assert "1 gap in 'day', which no window crosses; the longest, 41 days, after 2021-03-04." in e.note
    crossing = read(lines(days), val_fraction=0, gaps="cross")
    assert len(crossing.x_train) == 115 > len(e.x_train) == 110
    assert "which windows cross" in crossing.note


def test_weekends_are_no_gaps_and_months_are_no_mixed_steps(read):
    working = DAYS[np.is_busday(DAYS)]
    assert "gap" not in read(lines(working)).note
    months = [f"{2000 + k // 12}-{k % 12 + 1:02}-01" for k in range(60)]
    assert read(lines(months)).note == "55 windows of 5 steps, 1 ahead."


def test_mixed_steps_are_said(read):
    days = np.datetime64("2021-01-01") + np.cumsum(np.tile([1, 2, 4], 30))
    assert "The steps of 'day' are mixed: 2 days (34 %), 4 days (34 %), 1 day (33 %)." in read(lines(days)).note


def test_rows_of_the_same_date_are_counted_kept_left_out_or_refused(read):
    days = np.concatenate([DAYS[:50], DAYS[40:]])
    assert "10 rows repeat the 'day' of the row before, the first at 2021-02-13" in read(lines(days)).note
    first = read(lines(days), repeats="first", val_fraction=0)
    assert len(first.x_train) == 115
    assert "10 of them were left out" in first.note
    with pytest.raises(DataError, match="10 rows repeat the 'day'"):
        read(lines(days), repeats="stop")


def test_several_series_are_told_apart_and_cut_at_the_same_moment(read):
    rows = [f"{day},{shop},{1000 * j + k}" for k, day in enumerate(DAYS) for j, shop in enumerate("ab")]
    e = read(rows, header="day,shop,value", group="shop")
    for x in (e.x_train, e.x_val):
        np.testing.assert_array_equal(np.diff(x[:, :, 0]), 1)
    assert len(e.x_train) + len(e.x_val) == 2 * (115 - 5)
    assert (e.y_train[:, 0] % 1000).max() < (e.x_val[:, 0, 0] % 1000).min()
    assert "2 series by 'shop'" in e.note


def test_gaps_of_values_of_several_series_are_filled_from_the_same_series(read):
    rows = [
        f"{day},{shop},{'' if k == 30 else 1000 * j + k}" for j, shop in enumerate("ab") for k, day in enumerate(DAYS)
    ]
    e = read(rows, header="day,shop,value", group="shop", missing="interpolate")
    np.testing.assert_array_equal(np.diff(e.x_train[:, :, 0]), 1)


def test_columns_that_are_known_ahead_show_what_they_will_be(read):
    rows = [f"{day},{k % 7},{k}" for k, day in enumerate(DAYS)]
    e = read(rows, header="day,weekday,value", features=("value",), future=("weekday",), horizon=3)
    assert e.features == ("value", "weekday (+3)")
    np.testing.assert_array_equal(e.x_train[:, -1, 1], e.y_train[:, 0] % 7)
