"""Dates and numbers are read as they are written, whatever a country's habits are; codes keep their zeros."""

import numpy as np
import pytest

from gdlab.data import load, preview
from gdlab.data.sources.csv import Csv
from gdlab.data.tables.reading import Reading

MONTHS = np.arange("2019-01", "2022-01", dtype="datetime64[M]").astype("datetime64[D]")
DAYS = np.datetime64("2020-12-25") + np.arange(40)


@pytest.fixture
def write(tmp_path):
    def write(values, name="x", sep=","):
        path = tmp_path / "t.csv"
        cells = [f'"{v}"' for v in values]
        path.write_text(f"{name}{sep}y\n" + "".join(f"{v}{sep}{k % 3}\n" for k, v in enumerate(cells)))
        return path

    return write


def column(path, **how):
    return preview(path, how=Reading(**how)).columns[0]


def values(path, **fields):
    """Return the first column of all rows in the order of the file."""
    e = load(Csv(path=str(path), target="y", scale="none", val_fraction=0, **fields), 0)
    return e.x_train


@pytest.mark.parametrize(
    "form",
    [
        "%d-%b-%Y", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%B %d, %Y", "%d %b %Y", "%m/%d/%Y %I:%M %p",
        "%d.%m.%y", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S.%f", "%d-%m-%Y", "%Y-%m-%dT%H:%M:%S+00:00",
        "%A, %d %B %Y", "%a %d %b %Y",
    ],
)  # fmt: skip
def test_dates_are_found_by_the_whole_column(write, form):
    path = write([day.astype(object).strftime(form) for day in DAYS])
    assert column(path).kind == "date"
    np.testing.assert_allclose(values(path)[:, 0], DAYS.astype(np.int64), atol=0.01)


@pytest.mark.parametrize(("form", "words"), [("%m/%d/%Y", "month/day/year"), ("%d/%m/%Y", "day/month/year")])
def test_months_that_could_be_days_are_read_with_even_steps_and_it_is_said(write, form, words):
    path = write([month.astype(object).strftime(form) for month in MONTHS])
    found = column(path)
    assert found.date_format == form
    assert f"Read as {words}, which gives even steps" in found.note
    np.testing.assert_array_equal(values(path)[:, 0], MONTHS.astype(np.int64))
    assert f"'x': Read as {words}" in load(Csv(path=str(path), target="y"), 0).note


def test_a_format_of_dates_can_be_said(write):
    path = write([month.astype(object).strftime("%m/%d/%Y") for month in MONTHS])
    assert column(path, date_formats={"x": "%d/%m/%Y"}).date_format == "%d/%m/%Y"
    said = values(path, date_formats={"x": "%d/%m/%Y"})
    assert said[1, 0] - said[0, 0] == 1


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["50,037", "1,250", "900,000", "12,345"], [50037, 1250, 900000, 12345]),
        (["10%", "12.5%", "7 %", "100%"], [10, 12.5, 7, 100]),
        (["$39", "$1,200.50", "-$7", "($4)"], [39, 1200.5, -7, -4]),
        (["1.234,56 €", "12,00 €", "7,50 €", "1.000.000,00 €"], [1234.56, 12, 7.5, 1e6]),
        (["1 234,5", "2 000,25", "17,75", "1 000 000,5"], [1234.5, 2000.25, 17.75, 1000000.5]),
        (["CHF 1'250.50", "CHF 9.75", "CHF 12", "CHF 3"], [1250.5, 9.75, 12, 3]),
        (["EUR 5", "USD 6.5", "7", "8"], [5, 6.5, 7, 8]),
        (["€1.250", "€2.500", "€900", "€12.000"], [1250, 2500, 900, 12000]),
    ],
)
def test_money_and_shares_are_numbers(write, texts, numbers):
    path = write(np.tile(texts, 10))
    assert column(path).kind == "numeric"
    np.testing.assert_allclose(values(path)[:4, 0], numbers, rtol=1e-6)


def test_a_word_among_money_is_a_bad_row(write):
    path = write(["$5", "$6.50", "$7", "cheap", "$8"] * 4 + ["$9"] * 20)
    found = preview(path)
    assert (found.n_bad, found.columns[0].kind) == (4, "numeric")
    assert "column 'x' holds 'cheap', which is not a number" in str(found.bad[0])


@pytest.mark.parametrize("texts", [["02134", "10115", "00501"], ["0301234", "0309876", "040555666"], ["007", "123"]])
def test_codes_keep_their_zeros(write, texts):
    path = write(np.tile(texts, 12))
    found = column(path)
    assert found.kind == "categorical"
    assert set(found.levels) == set(texts)


@pytest.mark.parametrize("texts", [["0.5", "0.25"], ["01", "12"], ["0", "100"]])
def test_numbers_that_begin_with_a_zero_are_numbers(write, texts):
    assert column(write(np.tile(texts, 12))).kind == "numeric"


@pytest.mark.parametrize("texts", [["Main Street 5", "Elm 3"], ["a-1", "b-2"], ["1-2", "3-4"], ["v1.2.3", "v2.0.1"]])
def test_words_with_digits_stay_words(write, texts):
    assert column(write(np.tile(texts, 12))).kind == "categorical"


def test_the_parts_of_a_date_come_round_again(write):
    path = write([f"{day} {k % 24:02}:00" for k, day in enumerate(DAYS)], name="when")
    e = load(Csv(path=str(path), target="y", scale="none", val_fraction=0, date_parts=("month", "weekday", "hour")), 0)
    assert e.features[0] == "when"
    parts = ("month", "weekday", "hour")
    assert e.features[1:] == tuple(f"when {part} ({wave})" for part in parts for wave in ("sine", "cosine"))
    month = np.array([day.astype(object).month for day in DAYS]) - 1
    np.testing.assert_allclose(e.x_train[:, 1], np.sin(2 * np.pi * month / 12), atol=1e-6)
    np.testing.assert_allclose(e.x_train[:, 6], np.cos(2 * np.pi * (np.arange(40) % 24) / 24), atol=1e-6)
