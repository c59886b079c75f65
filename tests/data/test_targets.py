"""Targets of one's own arrays are taken for what they are: classes, labels or values, with the reason said."""

import numpy as np
import pytest

import gdlab
from gdlab.data import load
from gdlab.data.sources.npz import Npz
from gdlab.lab.data_fit import fit_to_data
from gdlab.spec.errors import DataError

N = 60
RNG = np.random.default_rng(0)
X = RNG.normal(size=(N, 2))


def read(tmp_path, y, x=X, **fields):
    """Return the examples of a .npz with these targets."""
    np.savez(tmp_path / "a.npz", X=x, y=y)
    return load(Npz(path=str(tmp_path / "a.npz"), val_fraction=0, **fields), 0)


@pytest.mark.parametrize(
    ("y", "classes"),
    [
        (np.arange(N) % 2, ("0", "1")),
        (np.where(np.arange(N) % 2, 1, -1), ("-1", "1")),
        (np.array(["yes", "no", "maybe"])[np.arange(N) % 3], ("maybe", "no", "yes")),
        (np.array([b"a", b"b"])[np.arange(N) % 2], ("a", "b")),
        (np.eye(3, dtype=int)[np.arange(N) % 3], ("0", "1", "2")),
        (np.eye(3, dtype=np.float32)[np.arange(N) % 3], ("0", "1", "2")),
        (np.array([1990, 2000, 2010])[np.arange(N) % 3], ("1990", "2000", "2010")),
        (np.arange(N)[:, None] % 2 == 0, ("0", "1")),
    ],
)
def test_classes_are_named_after_what_stands_in_the_array(tmp_path, y, classes):
    e = read(tmp_path, y)
    assert (e.task, e.classes, e.y_train.shape) == ("classification", classes, (N,))
    assert set(e.y_train) == set(range(len(classes)))
    assert "Targets are classes" in e.note


@pytest.mark.parametrize(
    ("y", "outputs", "reason"),
    [
        (RNG.normal(size=(N, 2)), 2, "decimal point"),
        (RNG.integers(0, 50, (N, 2)), 2, "there are 2 an example"),
        (np.arange(1960, 1960 + N), 1, "60 different whole numbers from 1960 to 2019"),
        (RNG.permutation(N), 1, "60 different whole numbers from 0 to 59"),  # no class occurs once in every row
    ],
)
def test_values_are_kept_with_their_reason(tmp_path, y, outputs, reason):
    e = read(tmp_path, y)
    assert (e.task, e.y_train.shape) == ("regression", (N, outputs))
    assert reason in e.note


def test_several_labels_stay_zeros_and_ones_and_get_their_loss(tmp_path):
    y = (RNG.random((N, 3)) < 0.4).astype(int)
    e = read(tmp_path, y)
    np.testing.assert_array_equal(e.y_train, y)
    spec = gdlab.RunSpec.model_validate({"network": {"layers": [{"type": "Linear", "out_features": 2}]}})
    made, _ = fit_to_data(spec, e)
    assert (made.loss.type, made.network.layers[-1].out_features) == ("BCEWithLogitsLoss", 3)


def test_classes_of_the_positions_of_a_sequence_stay_apart(tmp_path):
    tokens = RNG.integers(0, 9, (N, 5))
    e = read(tmp_path, (tokens + 1) % 9, x=tokens)
    assert (e.task, e.y_train.shape) == ("classification", (N, 5))


def test_a_guess_is_changed_by_saying_the_task(tmp_path):
    assert read(tmp_path, np.arange(N) % 18, task="regression").task == "regression"
    assert read(tmp_path, np.arange(1960, 1960 + N), task="classification").classes[0] == "1960"
    with pytest.raises(DataError, match="are words, which regression cannot predict"):
        read(tmp_path, np.array(["a", "b"])[np.arange(N) % 2], task="regression")


def test_one_hot_arrays_train_with_a_loss_of_classes_and_with_one_of_values():
    y = np.eye(3)[np.arange(N) % 3]
    network, training = {"layers": [{"type": "Linear", "out_features": 3}]}, {"epochs": 1}
    for loss in ("CrossEntropyLoss", "BCEWithLogitsLoss", "MSELoss"):
        spec = gdlab.RunSpec.model_validate({"network": network, "training": training, "loss": {"type": loss}})
        assert gdlab.train(spec, data=(X, y)).status.value == "finished"
