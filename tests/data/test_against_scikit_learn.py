"""Tables of one's own give what the same pipeline of scikit-learn gives: coding, stand-ins, scaling, units, classes."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import gdlab

N, CUT = 320, 240
RNG = np.random.default_rng(0)
AREA, KIND, AGE = RNG.gamma(9, 12, N).round(2), RNG.choice(list("abc"), N), RNG.integers(0, 80, N).astype(float)
PRICE = 900 * AREA + 20_000 * (KIND == "b") - 300 * AGE + RNG.normal(0, 9000, N)
RENT = 4 * AREA + AGE / 10 + RNG.normal(0, 20, N)
LATE = np.where(AGE - 40 + 20 * (KIND == "a") + RNG.normal(0, 20, N) > 0, "late", "paid")
AGE[RNG.random(N) < 0.1] = np.nan


@pytest.mark.parametrize(
    ("targets", "outputs"), [({"price": PRICE}, 1), ({"price": PRICE, "rent": RENT}, 2), ({"state": LATE}, 2)]
)
def test_the_same_rows_are_predicted_alike(tmp_path, targets, outputs):
    path = tmp_path / "t.csv"
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["area", "kind", "age", *targets])
        cells = zip(AREA, KIND, ["" if np.isnan(a) else a for a in AGE], *targets.values(), strict=True)
        out.writerows(cells)
    words = "state" in targets
    run = gdlab.train(
        gdlab.RunSpec(
            data={"type": "csv", "path": str(path), "target": list(targets), "split": "time", "val_fraction": 0.25},
            network={"layers": [{"type": "Linear", "out_features": outputs}]},
            loss="CrossEntropyLoss" if words else "MSELoss",
            optimizer="LBFGS",
            training={"batch_size": "full", "epochs": 20, "dtype": "float64"},
        )
    )
    found = run.predict(path).values[CUT:]
    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), [0, 2]), (OneHotEncoder(), [1])
    )
    x = np.array([[a, k, g] for a, k, g in zip(AREA, KIND, AGE, strict=True)], dtype=object)
    y = np.column_stack(list(targets.values()))
    if words:
        expected = make_pipeline(columns, LogisticRegression(C=1e6, max_iter=2000)).fit(x[:CUT], y[:CUT, 0])
        assert np.mean(found == expected.predict(x[CUT:])) > 0.98
    else:
        expected = make_pipeline(columns, LinearRegression()).fit(x[:CUT], y[:CUT])
        np.testing.assert_allclose(found, expected.predict(x[CUT:]), rtol=1e-3)
