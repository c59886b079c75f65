"""A table of the user's becomes the examples that it holds, or a sentence that says why not."""

import csv

import numpy as np
import pytest

from gdlab.data import load
from gdlab.data.sources.csv import Csv
from gdlab.spec.errors import DataError

ROWS = [
    # size, colour, grade, when, price
    ("1.0", "red", "low", "2020-01-01", "10"),
    ("2.0", "blue", "high", "2020-01-02", "20.5"),
    ("", "red", "mid", "2020-01-03", "30"),
    ("4.0", "", "low", "2020-01-04", "40"),
    ("5.0", "green", "mid", "2020-01-05", "50"),
    ("6.0", "red", "high", "2020-01-06", "60"),
]
HEADER = ("size", "colour", "grade", "when", "price")


@pytest.fixture
def table(tmp_path):
    def write(rows=ROWS, header=HEADER, name="t.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        return str(path)

    return write


def ordered(path, **fields):
    """Load in the order of the file: four rows to train, two to validate."""
    fields = {"split": "time", "val_fraction": 1 / 3, "scale": "none", "target_scale": "none", **fields}
    return load(Csv(path=path, **fields), 0)


def test_numbers_categories_and_dates_become_columns(table):
    e = ordered(table(), ignore=("grade",))
    assert e.task == "regression"
    assert e.features == ("size", "when", "colour = blue", "colour = red")
    day = 18262
    known = np.mean([1, 2, 4])
    np.testing.assert_allclose(
        e.x_train,
        [[1, day, 0, 1], [2, day + 1, 1, 0], [known, day + 2, 0, 1], [4, day + 3, 0, 1]],
        rtol=1e-6,
    )
    np.testing.assert_allclose(e.x_val, [[5, day + 4, 0, 0], [6, day + 5, 0, 1]])
    assert e.y_train[:, 0].tolist() == [10, 20.5, 30, 40]
    assert "1 missing values replaced" in e.note
    assert "that the training part has not" in e.note


def test_numbers_are_scaled_and_categories_are_not(table):
    e = ordered(table(), ignore=("grade",), scale="standard")
    np.testing.assert_allclose(e.x_train[:, :2].mean(axis=0), 0, atol=1e-6)
    assert set(np.unique(e.x_train[:, 2:])) == {0, 1}


def test_ordinal_levels_count_from_the_lowest(table):
    e = ordered(table(), features=("grade",), levels={"grade": ("low", "mid", "high")})
    assert e.x_train[:, 0].tolist() == [0, 2, 1, 0]


def test_a_level_that_was_not_named_is_refused(table):
    with pytest.raises(DataError, match="'grade' holds 'high', which is none of its levels low, mid"):
        ordered(table(), features=("grade",), levels={"grade": ("low", "mid")})


@pytest.mark.parametrize(
    ("missing", "size", "colour"),
    [
        ("mean", 7 / 3, "red"),
        ("median", 2, "red"),
        ("most_frequent", 1, "red"),
        ("constant", 99, "99"),
        ("indicator", 7 / 3, "missing"),
    ],
)
def test_missing_values_are_replaced_as_asked(table, missing, size, colour):
    e = ordered(table(), features=("size", "colour"), missing=missing, fill=99)
    assert e.x_train[2, 0] == pytest.approx(size)
    assert e.x_train[3, e.features.index(f"colour = {colour}")] == 1
    assert f"1 missing values of colour taken as '{colour}'" in e.note
    if missing == "indicator":
        assert e.x_train[:, e.features.index("size missing")].tolist() == [0, 0, 1, 0]


def test_rows_with_missing_values_are_dropped_and_counted_when_asked(table):
    e = load(Csv(path=table(), features=("size", "colour"), missing="drop"), 0)
    assert len(e.x_train) + len(e.x_val) == 4
    assert "2 rows with missing values left out" in e.note


def test_words_and_few_whole_numbers_are_classes(table):
    assert load(Csv(path=table(), target="grade"), 0).classes == ("high", "low", "mid")
    rows = [(str(k), "ab"[k % 2], str(k % 3)) for k in range(30)]
    e = load(Csv(path=table(rows, ("n", "s", "y"))), 0)
    assert e.classes == ("0", "1", "2")
    assert e.task == "classification"
    forced = load(Csv(path=table(rows, ("n", "s", "y")), task="regression"), 0)
    assert forced.task == "regression"


def test_text_and_label_make_a_sentiment_set(table):
    rows = [(f"this film is really {'good' if k % 2 else 'bad'} number {k}", "np"[k % 2]) for k in range(40)]
    bag = load(Csv(path=table(rows, ("text", "label"))), 0)
    assert bag.look == "text"
    column = bag.features.index("text: good")
    assert np.array_equal(bag.x_train[:, column], bag.y_train)
    numbers = load(Csv(path=table(rows, ("text", "label")), encoding="indices", length=8), 0)
    assert numbers.x_train.shape[1:] == (8,)


def test_groups_and_times_split_by_their_column(table):
    rows = [(str(k), f"g{k % 4}", f"2020-01-{28 - k:02}", str(k / 7)) for k in range(28)]
    path = table(rows, ("n", "who", "day", "y"))
    e = load(Csv(path=path, group="who", split="group", scale="none", features=("n",)), 0)
    assert not set(e.x_train[:, 0] % 4) & set(e.x_val[:, 0] % 4)
    e = load(Csv(path=path, time="day", split="time", scale="none", features=("n",)), 0)
    assert e.x_train[:, 0].tolist() == list(range(27, 5, -1))


def test_a_file_that_was_changed_is_read_again(table):
    path = table()
    first = load(Csv(path=path, target="price"), 0)
    table([*ROWS, ("7", "red", "low", "2020-01-07", "70")])
    again = load(Csv(path=path, target="price"), 0)
    assert len(again.x_train) + len(again.x_val) == 7
    assert again is not first


def test_a_table_larger_than_memory_trains_from_a_mapped_file(table, monkeypatch):
    rows = [(str(k), str(k * k), str(k % 2)) for k in range(2000)]
    path = table(rows, ("a", "b", "y"))
    inside = load(Csv(path=path), 0)
    monkeypatch.setenv("GDLAB_IN_MEMORY_BYTES", "100")
    mapped = load(Csv(path=path, folds=6), 0)
    assert isinstance(mapped.x_train, np.memmap)
    np.testing.assert_allclose(mapped.x_train, inside.x_train, rtol=1e-6)


def test_bad_rows_stop_the_import_or_are_left_out_and_counted(table):
    rows = [(str(k), str(k / 2)) for k in range(20)]
    rows[4] = ("four", "2")
    rows[9] = ("9", "")
    path = table(rows, ("a", "y"))
    with pytest.raises(DataError, match=r"2 of 20 rows are bad \(line 6: column 'a' holds 'four'"):
        load(Csv(path=path), 0)
    e = load(Csv(path=path, bad_rows="skip"), 0)
    assert len(e.x_train) + len(e.x_val) == 18
    assert "2 bad rows left out" in e.note
    assert e.extra["n_bad"] == 2


@pytest.mark.parametrize(
    ("rows", "header", "fields", "sentence"),
    [
        ([("1", "a")] * 9, ("x", "y"), {}, r"every target is the same class \(a\)"),
        ([(str(k), "3.5") for k in range(9)], ("x", "y"), {"task": "regression"}, "the same value .3.5."),
        (
            [("1e39", "1"), ("2", "0")] * 3,
            ("x", "y"),
            {},
            "'x' holds 1e.39, more than a 32-bit number can hold, in row 1",
        ),
        ([(str(k), str(k % 2)) for k in range(9)], ("x", "y"), {"target": "z"}, "no column 'z'; its columns are x, y"),
        ([(str(k), str(k % 2)) for k in range(9)], ("x", "y"), {"features": ("y",)}, "both the target and a feature"),
        ([(str(k), str(k % 2)) for k in range(9)], ("x", "y"), {"ignore": ("x",)}, "no column is left as an input"),
        ([(f"w{k}", str(k % 2)) for k in range(3000)], ("x", "y"), {}, "about 3,|too many for categories"),
        ([(str(k), f"w{k}") for k in range(1500)], ("x", "y"), {}, "'y' has about .* too many for categories"),
        ([(str(k), "ab"[k % 2]) for k in range(9)], ("x", "y"), {"task": "regression"}, "holds words"),
        ([("", str(k % 2)) for k in range(9)], ("x", "y"), {}, "no column is left as an input"),
        ([(str(k), str(k % 2)) for k in range(9)], ("x", "y"), {"types": {"q": "text"}}, "no column 'q'"),
        ([("1", "0")], ("x", "y"), {}, "one example"),
    ],
)
def test_what_nothing_can_be_learned_from_is_refused_in_a_sentence(table, rows, header, fields, sentence):
    with pytest.raises(DataError, match=sentence):
        load(Csv(path=table(rows, header), **fields), 0)


def test_infinities_are_refused_by_column_and_row(tmp_path):
    import duckdb

    path = tmp_path / "t.parquet"
    duckdb.sql(
        "SELECT CASE WHEN i = 3 THEN 'inf'::DOUBLE ELSE i END AS x, i % 2 AS y FROM range(9) t(i)"
    ).write_parquet(str(path))
    with pytest.raises(DataError, match="column 'x' holds an infinity in row 4"):
        load(Csv(path=str(path)), 0)


def test_a_million_categories_are_refused_quickly(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,y\n" + "\n".join(f"u{k},{k % 2}" for k in range(1_000_000)))
    with pytest.raises(DataError, match="different values, too many for categories"):
        load(Csv(path=str(path)), 0)


def test_no_temporary_file_stays_whether_it_went_well_or_not(table, tmp_path, monkeypatch):
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    load(Csv(path=table()), 0)
    with pytest.raises(DataError):
        load(Csv(path=table(), target="nothing"), 0)
    assert list(temp.iterdir()) == []
