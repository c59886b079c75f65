"""Inputs built from the coordinates of points: their values, what is refused, and what they are good for."""

from __future__ import annotations

import numpy as np
import pytest

import gdlab
from gdlab.data import load
from gdlab.data.plane_features import PlaneFeature, plane_features
from gdlab.lab.train import prepared_trainer
from gdlab.lab.views import boundary, has_plane, plane_inputs, plane_points
from gdlab.spec.change import change, parse_setting
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec

CIRCLES = RunSpec(
    data={"type": "circles", "noise": 0.05},
    network={"layers": ["Linear(out_features=2)"]},
    optimizer="Adam(lr=0.05)",
    training={"epochs": 30},
)


def test_every_feature_is_what_its_name_says():
    x, y = (points := np.array([[0.3, -1.2], [2.0, 0.5]])).T
    wanted = [x, y, x**2, y**2, x * y, np.sin(x), np.sin(y), np.sin(4 * x), np.sin(4 * y)]
    assert np.array_equal(plane_features(points, PlaneFeature.__args__), np.stack(wanted, axis=1))


@pytest.mark.parametrize("text", ["[x, y, x^2]", "x, y, x²", "['x', 'y', 'x^2']"])
def test_features_are_written_as_a_list_or_as_words(text: str):
    changed = change(CIRCLES, dict([parse_setting(f"data.features={text}")]))
    assert changed.data.to_dict()["features"] == ["x", "y", "x^2"]


@pytest.mark.parametrize(("value", "words"), [("[x, z]", "data.features"), ("[]", "one input"), ("[x, x]", "twice")])
def test_wrong_features_are_refused(value: str, words: str):
    with pytest.raises(SpecError, match=words):
        change(CIRCLES, dict([parse_setting(f"data.features={value}")]))


def test_the_coordinates_alone_are_the_points_as_they_were():
    plain = load(CIRCLES.data, 0)
    named = load(change(CIRCLES, {"data.features": ["y", "x"]}).data, 0)
    assert np.array_equal(plain.x_train, named.x_train[:, ::-1])
    assert plain.features == ("x", "y")
    assert "plane_features" not in plain.extra


def test_squares_let_a_network_without_hidden_layers_tell_circles_apart():
    squares = change(CIRCLES, {"data.features": ["x^2", "y^2"]})
    assert gdlab.train(CIRCLES).history["val/accuracy"][-1] < 0.7
    assert gdlab.train(squares).history["val/accuracy"][-1] > 0.95


def test_the_boundary_is_drawn_over_the_plane_whatever_the_inputs_are():
    spec = change(CIRCLES, {"data.features": ["x^2", "y^2"], "data.scale": "standard"})
    trainer = prepared_trainer(spec, examples := load(spec.data, 0), None, lambda _: None)
    trainer.advance(2000)
    assert has_plane(examples)
    points = plane_points(examples)[0]
    assert np.allclose(plane_inputs(examples, points), examples.x_train, atol=1e-5)
    drawn = boundary(trainer, 9)
    assert drawn is not None
    classes = drawn.field.argmax(axis=2)
    assert classes[4, 4] != classes[0, 0]
    assert classes[0, 0] == classes[8, 8] == classes[0, 8]
