"""The user's own arrays are taken when they make sense and refused in a sentence when not."""

import numpy as np
import pytest
from scipy import sparse

from gdlab.data import from_arrays
from gdlab.spec.errors import DataError

X = np.arange(12.0).reshape(6, 2)
Y = np.array([0, 1, 2, 0, 1, 2])


def test_two_arrays_train_and_nothing_validates():
    e = from_arrays((X, Y))
    assert (len(e.x_train), len(e.x_val), e.x_val.shape) == (6, 0, (0, 2))
    assert e.task == "classification"
    assert e.classes == ("0", "1", "2")


def test_two_arrays_are_split_when_a_share_is_asked_for():
    e = from_arrays((X, Y), val_fraction=0.5, seed=3)
    assert sorted(e.y_val) == [0, 1, 2]


def test_four_arrays_keep_their_parts():
    e = from_arrays((X, X[:, 0], X[:2], X[:2, 1]))
    assert e.task == "regression"
    assert e.y_train.shape == (6, 1)
    assert np.array_equal(e.y_val, [[1], [3]])


def test_lists_and_booleans_are_arrays():
    e = from_arrays(([[1, 2], [3, 4]], [True, False]))
    assert e.y_train.tolist() == [1, 0]


def test_a_table_of_columns_of_several_types_is_taken_as_numbers():
    mixed = np.array([[0.5, True], [2, False], [np.float32(3), np.bool_(1)]], dtype=object)
    e = from_arrays((mixed, np.array([True, 2, np.int8(0)], dtype=object)))
    assert e.x_train.tolist() == [[0.5, 1], [2, 0], [3, 1]]
    assert e.y_train.tolist() == [1, 2, 0]
    assert e.task == "classification"
    assert from_arrays((mixed, np.array([1, 2, 0.5], dtype=object))).task == "regression"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ((X,), "must be"),
        ((sparse.csr_array(X), Y), r"X is sparse; X.toarray\(\) makes an array of it"),
        ((np.array([[1.0, "a"], [None, 2]], dtype=object), Y[:2]), r"X must hold numbers, and holds 'a' at \[0, 1\]"),
        ((X[:2], np.array([0, None], dtype=object)), r"y must hold numbers, and holds None at \[1\]"),
        ((X[:2], np.array([0, 10**40], dtype=object)), "y holds a number that is too large for int64"),
        ((X[:2], np.array([0.5, 10**400], dtype=object)), "y holds a number that is too large for float64"),
        ((np.array([[1.0, 2], [float("nan"), 2]], dtype=object), Y[:2]), r"X holds NaN .* at \[1, 0\]"),
        ((None, Y), "X must hold numbers"),
        ((X, Y[:5]), "X has 6 rows and y has 5"),
        ((X[:0], Y[:0]), "X is empty"),
        ((X * np.nan, Y), r"X holds NaN or an infinity, the first at \[0, 0\]"),
        ((X, np.array([0, 1, 2, np.inf, 1, 2])), r"y holds NaN or an infinity, the first at \[3\]"),
        ((X.astype(str), Y), "must hold numbers"),
        (([[1, 2], [3]], [0, 1]), "ragged"),
        ((X[:, 0], Y), "reshape"),
        ((5.0, Y), "single number"),
        ((X, Y - 1), "holds the class -1"),
        ((X, Y * 10**9), "y_train holds the class 2000000000; classes are numbered from 0 to 99,999 at most"),
        ((X, np.full(6, 2**62)), "classes are numbered from 0 to 99,999 at most"),
        ((X, Y, X, Y * 10**9), "y_val holds the class 2000000000; classes are numbered"),
        (5, "got int"),
        (iter([X, Y]), "got list_iterator"),
        ((X, Y, X[:, :1], Y), "X_val has examples of shape"),
        ((X, Y, X, Y + 0.5), "y_val must hold whole numbers"),
        ((X, X, X, X[:, :1]), "y_val has 1 outputs"),
        ((X[:, :0], Y), "examples without values"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(data, sentence):
    with pytest.raises(DataError, match=sentence):
        from_arrays(data)
