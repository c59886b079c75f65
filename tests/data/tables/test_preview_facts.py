"""A preview says how the file is written and which few values its columns have."""

import gzip

import numpy as np
import pytest

import gdlab.data.tables.preview as preview_of_tables
from gdlab.data import Cancelled, npz_names, preview
from gdlab.data.tables.opening import open_table

TEXT = "größe;note;zahl\n1,5;gut;1\n2,5;schlecht;10\n;gut;2\n"


def test_a_preview_says_how_a_file_is_written(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("cp1252"))
    found = preview(path)
    assert (found.delimiter, found.decimal, found.charset, found.header) == (";", ",", "cp1252", True)
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(TEXT.encode("cp1252")))
    assert preview(packed).charset == "cp1252"
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n')
    assert preview(lines).delimiter == ""


def test_a_preview_names_the_values_of_columns_that_have_few(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TEXT)
    size, note, number = preview(path).columns
    assert (size.levels, size.whole, size.distinct) == (("1.5", "2.5"), False, 2)
    assert (note.levels, note.distinct) == (("gut", "schlecht"), 2)
    assert (number.levels, number.whole) == (("1", "2", "10"), True)


def test_different_values_are_counted_and_not_guessed_where_the_table_is_not_large(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,year,x\n" + "".join(f"S{k:05d},{1950 + k % 40},{k / 7:.5f}\n" for k in range(3000)))
    columns = preview(path).columns
    assert [column.distinct for column in columns] == [3000, 40, 3000]
    assert [column.repeats for column in columns] == [False, True, False]
    assert not any(column.is_estimate for column in columns)


def test_different_values_of_a_large_table_are_a_guess_that_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(preview_of_tables, "_FEW_CELLS", 10)
    path = tmp_path / "a.csv"
    path.write_text("id,k\n" + "".join(f"S{k:05d},{k % 4}\n" for k in range(3000)))
    name, few = preview(path).columns
    assert name.is_estimate
    assert name.distinct == pytest.approx(3000, rel=0.2)
    assert (few.is_estimate, few.distinct) == (False, 4)


def test_examples_of_numbers_are_in_the_order_of_numbers_and_whole_ones_without_a_decimal(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("year,x\n1987,-1.5\n2003,-0.25\n1953,12\n10,3\n")
    year, x = preview(path).columns
    assert year.examples == ("10", "1953", "1987", "2003")
    assert x.examples == ("-1.5", "-0.25", "3", "12")


def test_names_of_arrays_are_known_without_reading_them(tmp_path):
    np.savez(tmp_path / "a.npz", X=np.zeros(3), y=np.ones(3))
    assert npz_names(tmp_path / "a.npz") == ("X", "y")


def test_a_wide_table_is_looked_through_a_few_times_and_not_once_a_column(tmp_path):
    path, told = tmp_path / "wide.csv", []
    rows = [",".join(f"{k % 7}.5" if i else f"w{k % 3}" for i in range(600)) for k in range(30)]
    path.write_text("\n".join([",".join(f"c{i}" for i in range(600)), *rows]))
    word, *numbers = preview(path, progress=lambda share, what: told.append(what)).columns
    assert (word.levels, word.distinct, word.missing) == (("w0", "w1", "w2"), 3, 0)
    assert {column.levels for column in numbers} == {tuple(f"{k}.5" for k in range(7))}
    assert {(column.distinct, column.whole, len(column.examples)) for column in numbers} == {(7, False, 5)}
    assert sum(what.startswith("checking") for what in told) < 60


def test_memory_of_the_table_grows_with_its_columns_and_is_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    def limit(columns: int) -> tuple[str, str]:
        path = tmp_path / "t.csv"
        path.write_text("\n".join(",".join(f"{kind}{k}" for k in range(columns)) for kind in ("c", 1, 2)))
        with open_table(path) as store:
            setting = "SELECT current_setting('memory_limit')"
            held = store.open().execute(setting).fetchone()[0]
            store.let_go()
            return held, store.open().execute(setting).fetchone()[0]

    assert limit(4) == ("464.0 MiB", "96.0 MiB")
    assert limit(400) == ("2.0 GiB", "400.0 MiB")


def test_a_query_over_many_rows_ends_when_it_is_cancelled(tmp_path, monkeypatch):
    (tmp_path / "t.csv").write_text("a,b\n" + "1,2\n" * 9)
    monkeypatch.setattr("gdlab.data.tables.store._MANY", 0)
    with open_table(tmp_path / "t.csv") as store:
        assert store.scalars(["sum(c0)", "count(c1)"]) == [9, 9]

        def cancel(_share, said):
            raise Cancelled(said)

        store.progress = cancel
        with pytest.raises(Cancelled, match="checking"):
            store.query("SELECT count(*) FROM range(9000000000) r(i) WHERE i % 7 = 8")
