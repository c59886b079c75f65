"""GDClassifier and GDRegressor as users of scikit-learn use them."""

from __future__ import annotations

import pickle
import pickletools
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.datasets import load_diabetes, load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from gdlab.engine.optimizers.adam import Adam
from gdlab.sklearn import GDClassifier, GDRegressor
from gdlab.spec.base import members

DIGITS = load_digits(return_X_y=True)
TRAIN_X, TEST_X, TRAIN_Y, TEST_Y = train_test_split(*DIGITS, random_state=0, stratify=DIGITS[1])
NOT_YET = "ignore::sklearn.exceptions.ConvergenceWarning"


def small(n: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Return two blobs and their labels, 0 and 1."""
    random = np.random.default_rng(0)
    y = np.arange(n) % 2
    return random.normal(size=(n, 3)) + 2.5 * y[:, None], y


def test_digits_are_told_apart_as_well_as_by_scikit_learns_network():
    ours = GDClassifier((64,), random_state=0, early_stopping=True).fit(TRAIN_X, TRAIN_Y)
    theirs = make_pipeline(StandardScaler(), MLPClassifier((64,), random_state=0, max_iter=500)).fit(TRAIN_X, TRAIN_Y)
    assert ours.score(TEST_X, TEST_Y) > 0.96
    assert ours.score(TEST_X, TEST_Y) > theirs.score(TEST_X, TEST_Y) - 0.015


@pytest.mark.filterwarnings(NOT_YET)
def test_every_optimizer_can_be_named():
    X, y = small()
    for name, kind in members("optimizer").items():
        model = GDClassifier((8,), optimizer=name, max_iter=3, random_state=0).fit(X, y)
        assert np.isfinite(model.predict_proba(X)).all(), name
        assert kind.__name__ == name


@pytest.mark.filterwarnings(NOT_YET)
def test_a_member_and_a_learning_rate_reach_the_spec():
    X, y = small()
    a = GDClassifier((8,), optimizer=Adam(lr=0.5), learning_rate_init=0.01, max_iter=3, random_state=0).fit(X, y)
    b = GDClassifier((8,), optimizer="Adam(lr=0.01)", max_iter=3, random_state=0).fit(X, y)
    assert a.loss_curve_ == b.loss_curve_
    assert clone(a).get_params()["optimizer"] == Adam(lr=0.5)


@pytest.mark.parametrize("loss", ["CrossEntropyLoss", "NLLLoss", "BCEWithLogitsLoss"])
def test_string_labels_come_back_with_one_or_two_outputs(loss: str):
    X, y = small()
    labels = np.array(["cat", "dog"])[y]
    model = GDClassifier((8,), loss=loss, optimizer="Adam(lr=0.02)", random_state=0).fit(X, labels)
    assert model.classes_.tolist() == ["cat", "dog"]
    assert model.score(X, labels) > 0.95
    assert np.allclose(model.predict_proba(X).sum(axis=1), 1)
    assert np.allclose(np.exp(model.predict_log_proba(X)), model.predict_proba(X))
    outputs = {v.shape[0] for k, v in model.parameters_.items() if k.endswith("bias")}
    assert outputs == ({8, 1} if loss == "BCEWithLogitsLoss" else {8, 2})


@pytest.mark.filterwarnings(NOT_YET)
def test_partial_fit_goes_on_bit_for_bit_with_the_optimizers_state():
    X, y = small(64)
    whole = GDClassifier((8,), max_iter=4, shuffle=False, tol=0, n_iter_no_change=9, random_state=0).fit(X, y)
    parts = GDClassifier((8,), shuffle=False, random_state=0)
    for _ in range(4):
        parts.partial_fit(X, y, classes=[0, 1])
    assert parts.loss_curve_ == whole.loss_curve_
    assert all((parts.parameters_[k] == v).all() for k, v in whole.parameters_.items())
    again = pickle.loads(pickle.dumps(parts)).partial_fit(X, y)  # noqa: S301
    assert again.loss_curve_ == parts.partial_fit(X, y).loss_curve_


def test_partial_fit_sees_each_row_once_whatever_the_parts_sizes():
    X, y = small(90)
    model = GDClassifier((8,), batch_size=16, random_state=0)
    for rows in (slice(0, 50), slice(50, 90), slice(0, 7)):
        model.partial_fit(X[rows], y[rows], classes=[0, 1])
    assert model.n_iter_ == len(model.loss_curve_) == 3
    with pytest.raises(ValueError, match="y has the label 2, which is not among 0, 1"):
        model.partial_fit(X[:4], [0, 1, 2, 1])


@pytest.mark.filterwarnings(NOT_YET)
@pytest.mark.parametrize("batch_size", [9, 59, 60])
def test_the_loss_of_an_epoch_is_the_mean_over_its_rows_however_few_the_last_batch_has(batch_size: int):
    X = np.random.default_rng(3).normal(size=(60, 2))
    y = X[:, 0] ** 3
    model = GDRegressor((), optimizer="SGD(lr=0)", batch_size=batch_size, max_iter=2, random_state=0).fit(X, y)
    of_all = np.mean(((model.predict(X) - y) / y.std()) ** 2)
    model.partial_fit(X, y)
    np.testing.assert_allclose(model.loss_curve_, [of_all] * 3, rtol=1e-12)
    model.partial_fit(X[:7], y[:7])
    np.testing.assert_allclose(model.loss_curve_[3], np.mean(((model.predict(X[:7]) - y[:7]) / y.std()) ** 2))


def test_early_stopping_returns_the_parameters_of_the_best_epoch():
    model = GDClassifier((16,), early_stopping=True, n_iter_no_change=5, random_state=3).fit(TRAIN_X, TRAIN_Y)
    scores = model.validation_scores_
    assert model.n_iter_ == len(scores) == len(model.loss_curve_) < 200
    assert model.best_validation_score_ == max(scores) > 0.9
    assert int(np.argmax(scores)) < model.n_iter_ - 4


def test_too_few_epochs_are_warned_of():
    with pytest.warns(ConvergenceWarning, match="max_iter=2"):
        GDClassifier((8,), max_iter=2, random_state=0).fit(*small())


def test_an_estimator_pickles_as_plain_arrays_and_predicts_the_same_elsewhere(tmp_path: Any):
    X, y = small()
    model = GDClassifier((8,), random_state=0, optimizer="AdamW(lr=0.01)").fit(X, y)
    content = pickle.dumps(model)
    names = [arg for op, arg, _ in pickletools.genops(content) if op.name in ("SHORT_BINUNICODE", "GLOBAL")]
    assert {n for n in names if str(n).startswith("gdlab")} == {"gdlab.sklearn.classifier"}
    (tmp_path / "model.pickle").write_bytes(content)
    np.save(tmp_path / "X.npy", X)
    code = (
        "import pickle, pathlib, numpy as np\n"
        "model = pickle.loads(pathlib.Path('model.pickle').read_bytes())\n"
        "np.save('p', model.predict_proba(np.load('X.npy')))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert (np.load(tmp_path / "p.npy") == model.predict_proba(X)).all()


@pytest.mark.filterwarnings(NOT_YET)
def test_a_grid_search_over_optimizers_inside_a_pipeline():
    X, y = small()
    line = make_pipeline(StandardScaler(), GDClassifier((8,), max_iter=5, random_state=0, standardise=False))
    grid = {"gdclassifier__optimizer": ["SGD(lr=0.1, momentum=0.9)", "Adam"], "gdclassifier__alpha": [0.0, 0.01]}
    search = GridSearchCV(line, grid, cv=3, n_jobs=1).fit(X, y)
    assert search.best_score_ > 0.9
    assert len(search.cv_results_["params"]) == 4


@pytest.mark.filterwarnings(NOT_YET)
def test_a_regressor_predicts_in_the_targets_own_units_for_one_and_several_outputs():
    X, y = load_diabetes(return_X_y=True)
    one = GDRegressor((16,), random_state=0, alpha=0.01, early_stopping=True).fit(X, 100 * y)
    assert one.score(X, 100 * y) > 0.4
    assert one.predict(X).shape == y.shape
    two = GDRegressor((16,), random_state=0, loss="HuberLoss").fit(X, np.stack([y, -y], axis=1))
    assert two.predict(X).shape == (len(X), 2)
    assert two.score(X, np.stack([y, -y], axis=1)) > 0.4


@pytest.mark.filterwarnings(NOT_YET)
def test_layers_and_training_options_make_any_network():
    layers = ["Linear(out_features=12)", "BatchNorm1d", "GELU", "Dropout(p=0.1)"]
    model = GDClassifier(layers=layers, training={"clip_grad_norm": 1.0, "average": "EMA"}, max_iter=8, random_state=0)
    X, y = small()
    again = pickle.loads(pickle.dumps(model.fit(X, y)))  # noqa: S301
    assert (again.predict_proba(X) == model.predict_proba(X)).all()
    assert any("running_mean" in name for name in model.parameters_)


@pytest.mark.filterwarnings(NOT_YET)
def test_a_warm_start_begins_where_the_last_fit_ended():
    X, y = small()
    model = GDClassifier((8,), warm_start=True, random_state=0).fit(X, y)
    first = model.loss_curve_
    assert model.fit(X, y).loss_curve_[0] < first[0]


def test_sparse_input_is_refused_in_one_sentence_and_by_the_tag():
    X, y = small()
    with pytest.raises(TypeError, match="Sparse data was passed"):
        GDClassifier().fit(sparse.csr_matrix(X), y)
    assert not GDClassifier().__sklearn_tags__().input_tags.sparse


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"optimizer": "Adamm"}, "optimizer: there is no optimizer called 'Adamm'"),
        ({"optimizer": "SGD(lr=-1)"}, "learning_rate_init: "),
        ({"learning_rate_init": -1.0}, "learning_rate_init: "),
        ({"alpha": -1.0}, "alpha: "),
        ({"max_iter": 0}, "max_iter: "),
        ({"batch_size": 0}, "batch_size: "),
        ({"hidden_layer_sizes": (0,)}, "hidden_layer_sizes must be whole numbers"),
        ({"activation": "rellu"}, "there is no layer called 'rellu'"),
        ({"loss": "MSELoss"}, "loss: MSELoss does not tell classes apart"),
        ({"hidden_layer_sizes": True}, "hidden_layer_sizes must be whole numbers"),
        ({"n_iter_no_change": 0}, "n_iter_no_change must be"),
        ({"n_iter_no_change": True}, "n_iter_no_change must be"),
        ({"max_iter": True}, "max_iter: must be a number"),
        ({"tol": None}, "tol must be a number (got None)"),
        ({"tol": "1e-4"}, "tol must be a number (got '1e-4')"),
        ({"tol": float("nan")}, "tol must be a number (got nan)"),
        ({"training": "EMA"}, "training must be a table of fields, such as {'average': 'EMA'} (got 'EMA')"),
        ({"training": {"epochs": 3}}, "training sets epochs"),
        ({"training": {"clip": 3}}, "training.clip"),
        ({"optimizer": "SGD(lr=1e6, weight_decay=1e3)"}, "the training diverged"),
    ],
)
def test_a_wrong_parameter_is_named(parameters: dict[str, Any], sentence: str):
    with pytest.raises(ValueError) as caught:
        GDClassifier(**{"random_state": 0, **parameters}).fit(*small())
    assert sentence in str(caught.value)


def test_gdlab_alone_does_not_import_scikit_learn():
    code = "import sys, gdlab; gdlab.train, gdlab.compare; assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_scikit_learn_one_sentence_says_what_to_install():
    code = "import sys; sys.modules['sklearn'] = None\nimport gdlab.sklearn"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ImportError: gdlab.sklearn needs scikit-learn, which is not installed; run: pip install 'gdlab[sklearn]'"
    )


@pytest.mark.parametrize(
    ("model", "X", "y", "sentence"),
    [
        (GDRegressor(), np.ones((4, 2)), np.array(["0", "1", "2", "3"]), "y must hold numbers, and holds <U1"),
        (GDRegressor(), np.ones((4, 2)), np.arange(4).astype("M8[s]"), "y must hold numbers, and holds datetime64"),
        (GDClassifier(), np.ma.masked_less(np.eye(4), 1), [0, 1, 0, 1], "X has masked entries"),
        (GDRegressor(), np.eye(4), np.ma.masked_less(np.arange(4.0), 1), "y has masked entries"),
        *(
            (GDClassifier(early_stopping=True, validation_fraction=share), np.eye(8), [0, 1] * 4, "above 0 and below 1")
            for share in (2, 0, 1.0, -0.1, "a", True)
        ),
    ],
)
def test_data_that_are_no_numbers_are_refused_in_a_sentence(model: Any, X: Any, y: Any, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        model.fit(X, y)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_masked_inputs_are_not_predicted_from():
    model = GDClassifier((2,), max_iter=2).fit(np.eye(4), [0, 1, 0, 1])
    with pytest.raises(ValueError, match="X has masked entries"):
        model.predict(np.ma.masked_less(np.eye(4), 1))
