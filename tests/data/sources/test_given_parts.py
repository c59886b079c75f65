"""A split that data come with is kept: arrays, tables, pictures and texts of two parts."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.data import load, recognise, summary
from gdlab.spec.errors import DataError


def test_arrays_of_two_parts_keep_them_and_a_class_of_the_second_alone_is_said(tmp_path):
    x = np.arange(24.0).reshape(12, 2)
    parts = {"x_train": x[:8], "y_train": np.array(list("abababab")), "x_test": x[8:], "y_test": np.array(list("abcc"))}
    np.savez(tmp_path / "a.npz", **parts)
    spec = recognise(tmp_path / "a.npz")
    found = load(spec, 0)
    assert np.array_equal(found.x_train, x[:8])
    assert np.array_equal(found.x_val, x[8:])
    assert found.classes == ("a", "b", "c")
    said = [str(f) for f in summary(found).findings]
    assert any("Only the validation part has 'c' (2 examples): they cannot be learned" in text for text in said)
    assert len(load(spec.replace(split="share"), 0).x_train) == 6  # of the part that trains, 8
    np.savez(tmp_path / "b.npz", **{**parts, "x_test": np.zeros((4, 3))})
    with pytest.raises(DataError, match=r"'x_test' holds float64 of \(3,\) an example"):
        load(recognise(tmp_path / "b.npz"), 0)
