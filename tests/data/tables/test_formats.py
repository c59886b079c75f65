"""Databases, ARFF, Arrow and Hugging Face: typed values arrive as they are, and what is hostile is refused."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.feather
import pytest

from gdlab.data import Reading, load, preview, recognise, recognised
from gdlab.data.tables.formats import sqlite_file
from gdlab.spec.errors import DataError


def kinds(path: Path, **how: str) -> dict[str, tuple[str, int]]:
    """Return kind and missing values of each column."""
    return {c.name: (c.kind, c.missing) for c in preview(path, how=Reading(**how)).columns}


# --- SQLite ------------------------------------------------------------------------------------
@pytest.fixture
def database(tmp_path):
    """A table of every type, and a view."""
    path = tmp_path / "shop.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE houses (size REAL, rooms INTEGER, sold TEXT, plan BLOB, kind TEXT)")
    for k in range(30):
        row = (None if k == 3 else k / 7, k, f"2020-01-{k + 1:02}", b"\1\2", "ab"[k % 2])
        made.execute("INSERT INTO houses VALUES (?, ?, ?, ?, ?)", row)
    made.execute("CREATE VIEW few AS SELECT size, kind FROM houses WHERE rooms > 9")
    made.execute(
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    )
    made.execute("CREATE VIEW huge AS SELECT zeroblob(999999999) AS z")
    made.commit()
    made.close()
    return path


def test_a_table_of_a_database_arrives_as_what_it_is(database):
    assert kinds(database, table="houses") == {
        "size": ("numeric", 1), "rooms": ("numeric", 0), "sold": ("date", 0), "plan": ("ignore", 0),
        "kind": ("categorical", 0),
    }  # fmt: skip
    found = load(recognise(database).replace(table="few", split="time", scale="none"), 0, dtype="float64")
    assert found.x_train[:, 0].tolist() == pytest.approx([k / 7 for k in range(10, 26)], rel=1e-6)
    with pytest.raises(DataError, match=r"4 tables: 'houses', 'endless', 'few', 'huge'; say which .* --table houses"):
        load(recognise(database), 0)


def test_views_are_bounded_and_a_database_that_is_written_to_is_refused(database, monkeypatch):
    monkeypatch.setattr(sqlite_file, "VIEW_SECONDS", 0.2)
    with pytest.raises(DataError, match="takes longer than the 0 seconds that a view may take"):
        preview(database, how=Reading(table="endless"))
    with pytest.raises(DataError, match="too big"):
        preview(database, how=Reading(table="huge"))
    database.with_name("shop.db-wal").write_bytes(b"changes")
    with pytest.raises(DataError, match=r"changes in shop\.db-wal that are not in it yet"):
        preview(database, how=Reading(table="houses"))


def test_tables_of_two_parts_keep_them(tmp_path):
    made = sqlite3.connect(tmp_path / "a.db")
    for name, n in (("train", 20), ("test", 7)):
        made.execute(f"CREATE TABLE {name} (a REAL, b TEXT)")
        made.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(k / 3, "uv"[k % 2]) for k in range(n)])
    made.commit()
    made.close()
    found = load(recognise(tmp_path / "a.db"), 0)
    assert (len(found.x_train), len(found.x_val)) == (20, 7)


# --- ARFF --------------------------------------------------------------------------------------
_HEAD = (
    "% remarks\n@RELATION 'a b'\n@attribute 'the size' REAL\n@ATTRIBUTE day DATE 'dd/MM/yyyy'\n@attribute s string\n"
)


def test_a_date_of_arff_that_names_a_part_twice_is_refused(tmp_path):
    path = tmp_path / "twice.arff"
    path.write_text("@relation r\n@attribute d date 'yyyyyyyy-MM'\n@attribute x numeric\n@data\n2020-01,1\n2021-02,2\n")
    with pytest.raises(DataError, match=r"line 2: .*yyyyyyyy-MM.* names a part of a date twice"):
        preview(path)


def test_dense_arff_keeps_names_dates_and_declared_classes(tmp_path):
    rows = [f"{k}.5,{k % 28 + 1:02}/01/2020,'it\\'s {k}',{('high', 'low')[k % 2]}" for k in range(20)]
    text = _HEAD + "@attribute class {low, high, 'not seen'}\n@data\n" + "\n".join([*rows, "?,?,?,low"])
    (tmp_path / "a.arff").write_text(text)
    assert kinds(tmp_path / "a.arff") == {
        "the size": ("numeric", 1), "day": ("date", 1), "s": ("categorical", 1), "class": ("categorical", 0),
    }  # fmt: skip
    assert preview(tmp_path / "a.arff").head[1] == ("1.5", "2020-01-02", "it's 1", "low")
    assert load(recognise(tmp_path / "a.arff"), 0).classes == ("low", "high", "not seen")


def test_what_a_sparse_row_leaves_out_is_zero_or_the_first_value(tmp_path):
    head = "@relation s\n@attribute a numeric\n@attribute b numeric\n@attribute c {no, yes}\n@data\n"
    (tmp_path / "a.arff").write_text(head + "{0 1.5}\n{}\n{1 -2, 2 yes}\n{ 1 ? }\n")
    assert preview(tmp_path / "a.arff").head == (
        ("1.5", "0.0", "no"), ("0.0", "0.0", "no"), ("0.0", "-2.0", "yes"), ("0.0", "", "no"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("1,2", "line 5: 2 values for 1 attributes"),
        ("'1", "are all quotation marks closed"),
        ("{7 1}", "no number of an attribute with its value"),
        ("{0 1", "must end with }"),
        ("", "no rows below it"),
    ],
)
def test_a_damaged_row_of_arff_is_named_by_its_line(tmp_path, data, said):
    (tmp_path / "a.arff").write_text(f"@relation a\n\n@attribute a numeric\n@data\n{data}\n")
    with pytest.raises(DataError, match=said):
        preview(tmp_path / "a.arff")


# --- Arrow and Hugging Face --------------------------------------------------------------------
def table(n: int) -> pa.Table:
    """Return texts with a number for each label."""
    return pa.table({"text": [f"these are some words {k}" for k in range(n)], "label": [k % 2 for k in range(n)]})


@pytest.mark.parametrize("compression", ["uncompressed", "lz4", "zstd"])
def test_feather_is_read_with_its_types(tmp_path, compression):
    made = pa.table({"a": [None, *range(29)], "b": pa.array(["x", "y"] * 15).dictionary_encode()})
    pyarrow.feather.write_feather(made, str(tmp_path / "a.feather"), compression=compression)
    assert kinds(tmp_path / "a.feather") == {"a": ("numeric", 1), "b": ("categorical", 0)}


def test_an_arrow_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path):
    made = pa.table({"a": np.zeros(70_000_000)})
    pyarrow.feather.write_feather(made, str(tmp_path / "a.feather"), compression="zstd", chunksize=10**9)
    before = pa.total_allocated_bytes()
    with pytest.raises(DataError, match="unpacks to more than 537 MB"):
        preview(tmp_path / "a.feather")
    assert pa.total_allocated_bytes() - before < 1 << 20


@pytest.mark.parametrize("ending", ["arrow", "parquet", "jsonl"])
def test_a_local_data_set_of_hugging_face_keeps_splits_and_names_of_labels(tmp_path, ending):
    label = {"names": ["bad", "good", "mixed"], "_type": "ClassLabel"}
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["test", "train"]}')
    for part, n in (("train", 12), ("test", 5)):
        folder = tmp_path / part
        folder.mkdir()
        (folder / "dataset_info.json").write_text(json.dumps({"features": {"label": label}}))
        for shard in ("0", "1"):
            file = folder / f"data-0000{shard}-of-00002.{ending}"
            if ending == "arrow":
                with pa.ipc.new_stream(str(file), table(n).schema) as out:
                    out.write_table(table(n))
            elif ending == "parquet":
                pa.parquet.write_table(table(n), file)
            else:
                file.write_text("\n".join(map(json.dumps, table(n).to_pylist())))
    spec = recognise(tmp_path)
    found = load(spec, 0)
    assert (spec.table, spec.val_table, found.classes) == ("train", "test", ("bad", "good", "mixed"))
    assert (len(found.x_train), len(found.x_val)) == (24, 10)
    assert found.y_val.tolist() == [0, 1, 0, 1, 0] * 2
    (tmp_path / "train" / "dataset_info.json").write_text('{"features": [1]}')
    assert load(spec, 0).classes == ("0", "1")
    label["names"][0] = "b\ud800d"
    (tmp_path / "train" / "dataset_info.json").write_text(json.dumps({"features": {"label": label}}))
    with pytest.raises(DataError, match="half of a pair of surrogates"):
        load(spec, 0)
    (tmp_path / "train" / "dataset_info.json").write_text("{")
    with pytest.raises(DataError, match=r"dataset_info\.json is not JSON"):
        load(spec, 0)


# --- svmlight ----------------------------------------------------------------------------------
def test_svmlight_files_are_read_and_hostile_ones_refused(tmp_path):
    path = tmp_path / "a.svm"
    path.write_text("".join(f"{1 if k % 2 else -1} 1:{k / 4} 5:1 # a remark\n" for k in range(20)))
    found = load(recognise(path).replace(split="time"), 0)
    assert (found.classes, found.x_train.shape) == (("-1", "1"), (16, 5))
    assert found.x_train[3].tolist() == [0.75, 0, 0, 0, 1]
    for content, said in (
        ("1 2000000000:1\n" * 9, "of memory"),
        ("1 90000000:1\n", "more than 1,000,000 columns"),
        ("1 a:b\n", "no svmlight file"),
        ("\n", "no rows"),
    ):
        path.write_text(content)
        with pytest.raises(DataError, match=said):
            load(recognise(path), 0)


# --- all of them damaged -----------------------------------------------------------------------
def test_damaged_bytes_are_read_or_refused_in_a_sentence(tmp_path, database):
    book = openpyxl.Workbook()
    for k in range(9):
        book.active.append([k, k / 2, "ab"[k % 2]])
    book.save(tmp_path / "a.xlsx")
    pyarrow.feather.write_feather(table(20), str(tmp_path / "a.feather"))
    (tmp_path / "a.arff").write_text(_HEAD + "@data\n1,'a b',c\n{0 1, 1 2}\n")
    (tmp_path / "a.svm").write_text("1 1:2 3:4\n-1 2:1\n" * 9)
    rng = random.Random(0)
    for path in [*tmp_path.glob("a.*"), database]:
        whole = path.read_bytes()
        for k in range(12):
            damaged = bytearray(whole[: rng.randrange(1, len(whole))] if k % 3 == 0 else whole)
            for _ in range(k % 5):
                damaged[rng.randrange(len(damaged))] = rng.randrange(256)
            path.write_bytes(damaged)
            with contextlib.suppress(DataError):
                spec = recognised(path).source
                load(spec.replace(table="houses") if path == database else spec, 0)
