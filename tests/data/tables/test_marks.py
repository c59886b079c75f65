"""Strings that often stand for missing values are offered as marks, column by column; what is left out is said."""

import numpy as np
import pytest

from gdlab.data import column_findings, load, preview, suspected_marks
from gdlab.data.sources.csv import Csv
from gdlab.data.tables.reading import Reading
from gdlab.spec.errors import DataError


@pytest.fixture
def write(tmp_path):
    def write(values, header="x,y"):
        path = tmp_path / "t.csv"
        path.write_text(header + "\n" + "".join(f"{v},{k % 3}\n" for k, v in enumerate(values)))
        return str(path)

    return write


@pytest.mark.parametrize("mark", ["-", "--", "None", "<NA>", "missing", "k.A.", "."])
def test_a_mark_among_numbers_is_offered_and_taken(write, mark):
    path = write([mark if k % 3 == 0 else f"{k}.5" for k in range(60)])
    (column, _) = preview(path).columns
    assert (column.kind, column.suspects) == ("numeric", (mark,))
    (found,) = suspected_marks([(column.name, column.suspects)])
    assert (found.remedy, found.column, found.value) == ("take for missing", "x", mark)
    with pytest.raises(DataError, match="20 of 60 rows are bad") as error:
        load(Csv(path=path), 0)
    assert f'marks.x = ["{mark}"]' in str(error.value)
    taken = preview(path, how=Reading(marks={"x": (mark,)}))
    assert (taken.n_bad, taken.columns[0].missing, taken.columns[0].suspects) == (0, 20, ())
    e = load(Csv(path=path, marks={"x": (mark,)}, scale="none"), 0)
    assert "20 missing values replaced (mean)" in e.note


def test_a_number_that_stands_for_a_missing_value_is_offered_and_taken(write):
    path = write([-999 if k % 20 == 0 else f"{20 + k % 7}.5" for k in range(100)])
    found = preview(path)
    (mark,) = [f for f in column_findings(found.sample, "y", ["x"], classes=True) if f.kind == "mark"]
    assert (mark.remedy, mark.value) == ("take for missing", "-999")
    assert preview(path, how=Reading(marks={"x": ("-999",)})).columns[0].missing == 5


def test_a_mark_among_words_and_dates_is_taken_in_its_column_only(write):
    path = write([f"{'-' if k == 3 else f'2020-01-{k + 1:02}'},{'-' if k % 2 else 'a'}" for k in range(20)], "x,z,y")
    found = preview(path, how=Reading(marks={"x": ("-",)}))
    assert [c.kind for c in found.columns[:2]] == ["date", "categorical"]
    assert [c.missing for c in found.columns[:2]] == [1, 0]
    assert (found.n_bad, found.columns[1].levels) == (0, ("-", "a"))


def test_rows_that_are_left_out_are_counted_and_named(write):
    path = write(["" if k in (4, 9) else f"{k}.5" for k in range(40)])
    note = load(Csv(path=path, missing="drop"), 0).note
    assert "2 rows with missing values left out (rows 5, 10; missing: 'x' 2)." in note


def test_stand_ins_are_learned_from_the_training_part_only(write):
    path = write(["" if k == 39 else (1 if k < 30 else 1000) + k / 100 for k in range(40)])
    e = load(Csv(path=path, missing="median", split="time", val_fraction=0.25, scale="none"), 0)
    np.testing.assert_allclose(e.x_val[-1, 0], np.median(e.x_train), rtol=1e-6)


def test_a_refusal_names_the_marks_of_every_column(tmp_path):
    lines = [f"{'-' if k % 5 == 0 else k},{'k.A.' if k % 7 == 0 else k},{k % 3}" for k in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["a,b,y", *lines]))
    with pytest.raises(DataError, match=r'marks.a = \["-"\], marks.b = \["k.A."\]'):
        load(Csv(path=str(tmp_path / "t.csv")), 0)


def test_a_missing_target_beside_dates_names_the_series_that_fills_it(tmp_path):
    lines = [f"2020-01-{k:02d},{'' if k == 9 else k / 4}" for k in range(1, 29)]
    (tmp_path / "t.csv").write_text("\n".join(["day,y", *lines]))
    with pytest.raises(DataError, match=r"target 'y' is missing.*type = 'series' with missing = 'interpolate'"):
        load(Csv(path=str(tmp_path / "t.csv")), 0)
    (tmp_path / "u.csv").write_text("\n".join(["x,y", *(f"{k},{'' if k == 9 else k / 4}" for k in range(30))]))
    with pytest.raises(DataError, match="target 'y' is missing") as error:
        load(Csv(path=str(tmp_path / "u.csv")), 0)
    assert "series" not in str(error.value)
