"""Predictions from texts and parts of dates, and with averaged weights, equal those of the prepared examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.lab.store import Store
from gdlab.lab.train import examples_for
from tests.lab.small import spec, trained

WORDS = ("good", "bad", "great", "poor", "film", "plot", "music")


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(1)
    lines = ["words,seen,stars"]
    for i in range(48):
        text = " ".join(rng.choice(WORDS, 5))
        lines.append(f'"{text}",2020-{1 + i % 12:02d}-{1 + i % 28:02d} {i % 24:02d}:00:00,{rng.normal():.3f}')
    path = tmp_path_factory.mktemp("data") / "reviews.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    "data",
    [
        {"types": {"words": "text"}, "encoding": "bag", "date_parts": ["month", "weekday", "hour"]},
        {"types": {"words": "text"}, "encoding": "tfidf", "vocabulary": 5, "scale": "standard"},
        {"types": {"words": "text"}, "encoding": "hash", "vocabulary": 16, "date_parts": ["hour"]},
        {"types": {"words": "text"}, "ignore": ["seen"], "encoding": "indices", "vocabulary": 6, "length": 4},
    ],
)
def test_new_rows_become_the_inputs_that_training_rows_were(reviews: Path, tmp_path: Path, data):
    network = [{"type": "Linear", "out_features": 1}]
    if data["encoding"] == "indices":
        network = ["Embedding(num_embeddings=6, embedding_dim=3)", "Flatten", *network]
    made = spec(
        data={"type": "csv", "path": str(reviews), "target": "stars", "val_fraction": 0.25, **data},
        network__layers=network,
        loss="MSELoss",
        optimizer="SGD(lr=0.001)",
        training__epochs=1,
    )
    store, run = Store(tmp_path / "runs.db"), gdlab.train(made)
    store.save(run)
    found = store.load([run.id])[0].predict(reviews).values[:, 0]
    examples = examples_for(made)
    trainer = gdlab.Trainer(made, parameters=run.parameters)
    x = np.concatenate([examples.x_train, examples.x_val])
    expected = (
        trainer.predict(x)[:, 0] * examples.extra["target_scale"]["width"] + examples.extra["target_scale"]["shift"]
    )
    assert np.sort(found) == pytest.approx(np.sort(expected), abs=1e-5)


def test_a_date_that_is_none_is_named_once(reviews: Path):
    made = spec(
        data={"type": "csv", "path": str(reviews), "target": "stars", "date_parts": ["month", "hour"]},
        network__layers=["Linear(out_features=1)"],
        loss="MSELoss",
    )
    with pytest.raises(gdlab.DataError, match="row 1: column 'seen' holds 'soon', which is no date") as caught:
        gdlab.train(made).predict([{"words": "good", "seen": "soon"}])
    assert str(caught.value).count("soon") == 1


def test_averaged_weights_predict_where_the_run_has_them(tmp_path: Path):
    run = trained(training__average="EMA(decay=0.9)", optimizer="SGD(lr=0.5)")
    assert not np.array_equal(run.averaged["0.weight"], run.parameters["0.weight"])
    x = examples_for(run.spec).x_val
    trainer = gdlab.Trainer(run.spec.replace(training=run.spec.training.replace(average=None)), parameters=run.averaged)
    shares = np.exp(trainer.predict(x).astype(float))
    expected = shares / shares.sum(axis=1, keepdims=True)
    store = Store(tmp_path / "runs.db")
    store.save(run)
    loaded = store.load([run.id])[0]
    assert loaded.predict(x).probabilities == pytest.approx(expected, abs=1e-6)
    assert not trained().averaged
