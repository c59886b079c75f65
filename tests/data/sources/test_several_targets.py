"""Several targets: values, labels and one-hot classes from several columns, each known by its name and in its unit."""

from __future__ import annotations

import numpy as np
import pytest

import gdlab
from gdlab.data import column_findings, load, preview, summary
from gdlab.data.sources.csv import Csv
from gdlab.spec.errors import DataError

RNG = np.random.default_rng(0)
X = RNG.normal(size=(300, 2)).round(4)
COLUMNS = {
    "a": X[:, 0],
    "b": X[:, 1],
    "price": 3 * X[:, 0] + 100,
    "rent": 1000 * X[:, 1] - 50,
    "hot": (X[:, 0] > 0) + 0,
    "cold": (X[:, 0] <= 0) + 0,
    "new": (X[:, 1] > 0) + 0,
    "word": np.where(X[:, 0] > 0, "x", "y"),
}


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    lines = [",".join(map(str, row)) for row in zip(*COLUMNS.values(), strict=True)]
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n")
    return path


def read(table, target, **more):
    return load(Csv(path=str(table), target=target, features=("a", "b"), **more), 0)


def test_several_columns_of_values_are_scaled_each_by_itself(table):
    examples = read(table, ["price", "rent"])
    assert (examples.task, examples.y_train.shape[1]) == ("regression", 2)
    np.testing.assert_allclose(examples.y_train.std(axis=0), 1, rtol=1e-4)
    assert [h.name for h in summary(examples).targets] == ["price", "rent"]
    assert np.array_equal(read(table, "price, rent").y_train, examples.y_train)  # as it is written on one line
    assert not {"price", "rent"} & set(load(Csv(path=str(table), target=("price", "rent")), 0).features)


def test_columns_of_zeros_and_ones_are_labels_or_classes(table):
    labels = read(table, ["hot", "new"])
    assert labels.extra["several_labels"]
    assert set(np.unique(labels.y_train)) == {0.0, 1.0}
    classes = read(table, ["hot", "cold"])
    assert (classes.task, classes.classes) == ("classification", ("hot", "cold"))
    assert not read(table, ["hot", "cold"], task="regression").extra.get("several_labels")


def test_words_among_several_targets_are_refused(table):
    with pytest.raises(DataError, match="'word' holds words"):
        read(table, ["price", "word"])
    with pytest.raises(DataError, match="'hot', 'new' hold no classes together"):
        read(table, ["hot", "new"], task="classification")


def test_a_run_of_several_targets_predicts_every_output_in_its_own_unit(table):
    data = {"type": "csv", "path": str(table), "target": ["price", "rent"], "features": ["a", "b"]}
    network = {"layers": [{"type": "Linear", "out_features": 2}]}
    run = gdlab.train(gdlab.RunSpec(data=data, network=network, loss="MSELoss", optimizer="Adam(lr=0.1)"))
    found = run.predict(table)
    headings, rows = found.table()
    assert headings == ["price", "rent"]
    np.testing.assert_allclose(np.array(rows), np.column_stack([COLUMNS["price"], COLUMNS["rent"]]), rtol=0.02, atol=5)


def test_leaks_of_either_of_several_targets_are_found(table):
    found = column_findings(preview(table).sample, ["price", "rent"], ["a", "b", "new"], classes=False)
    assert {f.column for f in found if f.kind == "leak"} == {"a", "b", "new"}  # the last is a range of rent
