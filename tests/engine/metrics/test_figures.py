"""Every metric is scikit-learn's, over several chunks and in the cases at the edge."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import warnings

import numpy as np
import pytest
from sklearn import metrics as sk

from gdlab.engine import catalogue
from gdlab.engine import metrics as package
from gdlab.engine.metrics.base import Metric
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.base import members
from gdlab.spec.kinds import Task

catalogue.load_engine_members()
METRICS: dict[str, type[Metric]] = {name: cls for name, cls in members("metric").items() if issubclass(cls, Metric)}


def chunked(metric: Metric, outputs: np.ndarray, targets: np.ndarray, task: Task, parts: int = 3):
    """Return a metric's value over examples that come in several parts."""
    total = None
    for x, y in zip(np.array_split(outputs, parts), np.array_split(targets, parts), strict=True):
        part = metric.measure(Batch(task, x, y))
        total = part if total is None else metric.join(total, part)
    assert total is not None
    return metric.finish(total)


def softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@pytest.fixture(name="classes")
def some_classes() -> tuple[np.ndarray, np.ndarray]:
    """Return scores of five classes, of which class 3 is never a target and class 4 neither target nor predicted."""
    rng = np.random.default_rng(0)
    y = rng.choice([0, 1, 2], 60, p=[0.6, 0.3, 0.1])
    z = rng.normal(size=(60, 5)) + 1.5 * np.eye(5)[y]
    z[:, 4] = -20
    return z, y


@pytest.fixture(name="labels")
def some_labels() -> tuple[np.ndarray, np.ndarray]:
    """Return scores of four yes-or-no questions, of which the last is always no and is never answered yes."""
    rng = np.random.default_rng(1)
    y = (rng.random((40, 4)) < 0.4).astype(float)
    z = rng.normal(size=(40, 4)) + y
    y[:, 3], z[:, 3] = 0, -3
    return z, y


AVERAGED = {"Precision": sk.precision_score, "Recall": sk.recall_score, "F1": sk.f1_score}


@pytest.mark.parametrize("division", [0, 1, "nan"])
@pytest.mark.parametrize("average", ["macro", "micro", "weighted"])
@pytest.mark.parametrize("name", AVERAGED)
def test_precision_recall_and_f1_are_scikit_learns(name, average, division, classes, labels):
    options = {"average": average, "zero_division": float(division)}
    metric = METRICS[name](average=average, zero_division=division)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        z, y = classes
        assert chunked(metric, z, y, "classes") == pytest.approx(AVERAGED[name](y, z.argmax(1), **options), nan_ok=True)
        z, y = labels
        assert chunked(metric, z, y, "binary") == pytest.approx(AVERAGED[name](y, z > 0, **options), nan_ok=True)
        z, y = z[:, :1], y[:, :1]
        expected = AVERAGED[name](y[:, 0], z[:, 0] > 0, **options)
        assert chunked(metric, z, y, "binary") == pytest.approx(expected, nan_ok=True)
        for x, t in ((np.array([[1.0, 0.0, 0.0]]), np.array([0])), (np.array([[1.0, 0.0, 0.0]]), np.array([2]))):
            expected = AVERAGED[name](t, x.argmax(1), **options)
            assert chunked(metric, x, t, "classes", 1) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("name", AVERAGED)
def test_binary_takes_class_1_alone(name, labels):
    z, y = labels[0][:, :1], labels[1][:, :1]
    metric = METRICS[name](average="binary")
    expected = AVERAGED[name](y[:, 0], z[:, 0] > 0)
    assert chunked(metric, z, y, "binary") == pytest.approx(expected)
    assert metric.of(np.hstack([0 * z, z]), y[:, 0].astype(int)) == pytest.approx(expected)
    assert metric.complaint("classes", 3)
    assert metric.complaint("binary", 2)
    assert metric.of(np.array([[1.0, 0.0]]), np.array([0])) == 0


def test_accuracy_and_top_k_accuracy_are_scikit_learns(classes, labels):
    z, y = classes
    assert chunked(METRICS["Accuracy"](), z, y, "classes") == sk.accuracy_score(y, z.argmax(1))
    for k in (1, 2, 3):
        expected = sk.top_k_accuracy_score(y, z, k=k, labels=range(5))
        assert chunked(METRICS["TopKAccuracy"](k=k), z, y, "classes") == pytest.approx(expected)
    z, y = labels
    assert chunked(METRICS["Accuracy"](), z, y, "binary") == sk.accuracy_score(y.reshape(-1), z.reshape(-1) > 0)


def test_of_equal_scores_the_first_counts_as_larger():
    z, y = np.zeros((3, 3)), np.array([0, 1, 2])
    assert METRICS["TopKAccuracy"](k=1).of(z, y) == METRICS["Accuracy"]().of(z, y) == pytest.approx(1 / 3)
    assert METRICS["TopKAccuracy"](k=2).of(z, y) == pytest.approx(2 / 3)
    assert METRICS["TopKAccuracy"](k=3).complaint("classes", 3)


def test_roc_auc_is_scikit_learns(classes, labels):
    rng, metric = np.random.default_rng(2), METRICS["ROCAUC"]()
    y, z = rng.integers(0, 3, 50), np.round(4 * rng.normal(size=(50, 3))) / 4
    expected = sk.roc_auc_score(y, softmax(z), multi_class="ovr")
    assert chunked(metric, z, y, "classes") == pytest.approx(expected)
    y = np.minimum(y, 1)
    assert chunked(metric, z[:, :2], y, "classes") == pytest.approx(sk.roc_auc_score(y, softmax(z[:, :2])[:, 1]))
    assert chunked(metric, z[:, :1], y[:, None], "binary") == pytest.approx(sk.roc_auc_score(y, z[:, 0]))
    z, y = labels
    assert chunked(metric, z, y, "binary") == pytest.approx(sk.roc_auc_score(y[:, :3], z[:, :3]))
    z, y = classes
    each = [sk.roc_auc_score(y == k, softmax(z)[:, k]) for k in range(3)]
    assert chunked(metric, z, y, "classes") == pytest.approx(np.mean(each))
    assert np.isnan(metric.of(z[:1], y[:1]))


def test_log_loss_perplexity_and_bits_are_scikit_learns(classes, labels):
    z, y = classes
    expected = sk.log_loss(y, softmax(z), labels=range(5))
    assert chunked(METRICS["LogLoss"](), z, y, "classes") == pytest.approx(expected)
    assert chunked(METRICS["Perplexity"](), z, y, "language") == pytest.approx(np.exp(expected))
    assert chunked(METRICS["BitsPerCharacter"](), z, y, "language") == pytest.approx(expected / np.log(2))
    logs = np.log(softmax(z))
    assert METRICS["LogLoss"]().of(logs, y, normalised=True) == pytest.approx(expected)
    z, y = labels
    each = [sk.log_loss(y[:, k], 1 / (1 + np.exp(-z[:, k])), labels=[0, 1]) for k in range(4)]
    assert chunked(METRICS["LogLoss"](), z, y, "binary") == pytest.approx(np.mean(each))
    soft = METRICS["LogLoss"]().of([0.0, 2000.0, -2000.0], [0.3, 1.0, 0.0], "binary")
    assert soft == pytest.approx(np.log(2) / 3)
    assert METRICS["LogLoss"]().of([[2000.0, 0.0]], [1]) == 2000


def test_the_confusion_matrix_is_scikit_learns(classes, labels):
    z, y = classes
    found = chunked(METRICS["ConfusionMatrix"](), z, y, "classes")
    assert np.array_equal(found, sk.confusion_matrix(y, z.argmax(1), labels=range(5)))
    z, y = labels[0][:, :1], labels[1][:, :1]
    found = chunked(METRICS["ConfusionMatrix"](), z, y, "binary")
    assert np.array_equal(found, sk.confusion_matrix(y[:, 0], z[:, 0] > 0))


VALUES = {
    "MAE": sk.mean_absolute_error,
    "RMSE": sk.root_mean_squared_error,
    "R2": sk.r2_score,
    "MAPE": sk.mean_absolute_percentage_error,
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("outputs", [1, 3])
@pytest.mark.parametrize("parts", [1, 4, 20])
def test_of_values_are_scikit_learns(name, outputs, parts):
    rng = np.random.default_rng(3)
    y, x = rng.normal(size=(20, outputs)) + 1000, rng.normal(size=(20, outputs)) + 1000
    assert chunked(METRICS[name](), x, y, "values", parts) == pytest.approx(VALUES[name](y, x), rel=1e-9)


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("constant", [0.1, 3.0])
def test_of_equal_targets_r2_is_1_or_0_as_scikit_learns(constant, parts):
    y = np.full((10, 1), constant)
    assert chunked(METRICS["R2"](), y, y, "values", parts) == 1.0
    assert chunked(METRICS["R2"](), y + 1, y, "values", parts) == 0.0
    assert np.isnan(METRICS["R2"]().of([1.0], [2.0]))
    assert METRICS["MAPE"]().of([1.0], [0.0]) == sk.mean_absolute_percentage_error([0.0], [1.0])


def test_every_metric_says_what_it_is_and_its_example_runs():
    known = {"classes", "binary", "values", "language", ""}
    for name, metric in METRICS.items():
        assert metric.tag, name
        assert metric.title, name
        assert metric.tasks, name
        assert set(metric.tasks) <= known
        assert f"{metric.better} is better" in (metric.__doc__ or "") or not metric.scalar
        assert metric().name.startswith(metric.tag)
        assert ">>>" in (metric.__doc__ or ""), name
    assert len({metric.tag for metric in METRICS.values()}) == len(METRICS)
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        assert doctest.testmod(module).failed == 0
