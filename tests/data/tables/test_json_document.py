"""JSON documents that hold a table are read as one, and others are refused in a sentence."""

import gzip
import json

import numpy as np
import pytest

from gdlab.data import load, preview, recognise
from gdlab.data.sources.csv import Csv
from gdlab.spec.errors import DataError

ROWS = [{"a": k + 0.5, "b": "xy"[k % 2], "c": None if k == 3 else k % 5} for k in range(40)]


@pytest.mark.parametrize(
    "document",
    [
        ROWS,
        {"version": 1, "data": ROWS},
        {name: [row[name] for row in ROWS] for name in "abc"},
        {name: {str(k): row[name] for k, row in enumerate(ROWS)} for name in "abc"},
    ],
)
def test_every_form_of_a_table_gives_the_same_columns(tmp_path, document):
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document))
    assert recognise(path).type == "csv"
    found = preview(path)
    assert [(c.name, c.kind, c.missing) for c in found.columns] == [
        ("a", "numeric", 0), ("b", "categorical", 0), ("c", "numeric", 1),
    ]  # fmt: skip
    e = load(Csv(path=str(path), target="b", scale="none", val_fraction=0), 0)
    np.testing.assert_allclose(e.x_train[:, 0], np.arange(40) + 0.5)


def test_json_lines_under_the_name_of_json_and_packed_ones_are_read(tmp_path):
    (tmp_path / "t.json").write_text("\n".join(map(json.dumps, ROWS)))
    (tmp_path / "u.json.gz").write_bytes(gzip.compress(json.dumps(ROWS).encode()))
    assert preview(tmp_path / "t.json").rows == preview(tmp_path / "u.json.gz").rows == 40


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[1, 2", "is not JSON"),
        ("3", "holds no table: a list of objects is needed"),
        ('{"a": 1}', "holds no table"),
        ("[1, 2]", "holds no JSON object a line; line 1: a JSON object is needed"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_document_without_a_table_is_refused(tmp_path, content, sentence):
    (tmp_path / "t.json").write_text(content)
    with pytest.raises(DataError, match=sentence):
        preview(tmp_path / "t.json")
