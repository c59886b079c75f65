"""Every data set that is at hand gets a network that runs, and for sequences one that learns."""

from __future__ import annotations

import numpy as np
import pytest

import gdlab
from gdlab.lab.data_fit import better_fit, fit_to_data
from gdlab.lab.presets import default_spec, presets
from gdlab.lab.previews import describe_spec, member_choices, prepared_examples
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


def fitted(data: str, **fields) -> tuple[RunSpec, Examples]:
    spec = default_spec().replace(data={"type": data, **fields})
    made = fit_to_data(spec, prepared_examples(spec))[0]
    return made, prepared_examples(made)


def test_every_data_set_at_hand_fits_the_default_experiment_after_fit():
    tried = 0
    for name in member_choices("data"):
        try:
            spec, examples = fitted(name)
        except DataError:
            continue  # not on this machine, or a file that is not named
        assert describe_spec(spec, examples).problems == (), name
        tried += 1
    assert tried >= 20


def test_an_image_of_any_size_gets_a_network():
    for shape in ((1, 1, 1), (1, 5, 7), (3, 32, 32)):
        x, y = np.zeros((8, *shape), np.float32), np.arange(8) % 2
        spec = default_spec().replace(network={"layers": ["GRU"]})
        made, words = fit_to_data(spec, Examples(x, y, x, y, classes=("a", "b"), look="image"))
        assert words == "Fit a small convolutional network"
        assert describe_spec(made, Examples(x, y, x, y, classes=("a", "b"))).problems == ()


def test_what_fits_is_left_alone():
    spec = default_spec()
    assert fit_to_data(spec, prepared_examples(spec)) == (spec, "")


@pytest.mark.parametrize(("data", "share", "steps"), [("memory", 0.1, 600), ("paradise_lost", 0.8, 60)])
def test_the_small_recurrent_network_learns(data, share, steps):
    spec = fitted(data)[0].replace(training={"max_steps": steps})
    losses = gdlab.train(spec).history["val/loss"]
    assert losses.min() < share * losses[0]


@pytest.mark.parametrize(("data", "most"), [("spirals", 0.2), ("checkerboard", 0.5), ("sine", 0.1), ("xor", 0.1)])
def test_curves_and_points_of_the_plane_are_learnt_by_the_network_that_is_suggested(data, most):
    spec, _ = fitted(data)
    assert gdlab.train(spec).history.last("val/loss") < most


def test_a_network_of_ones_own_keeps_its_layers_on_points_of_the_plane():
    spec = default_spec().replace(data={"type": "spirals"})
    own = spec.replace(network={"layers": ["Linear(out_features=5)", "Tanh", "Linear(out_features=10)"]})
    made, words = fit_to_data(own, prepared_examples(own))
    assert ([layer.type for layer in made.network.layers], words) == (["Linear", "Tanh", "Linear"], "Fit 2 outputs")


@pytest.mark.parametrize(("data", "most"), [("modular", 0.9), ("stocks", 0.5)])
def test_what_a_data_set_suggests_for_itself_learns_it(data, most):
    spec, examples = fitted(data)
    assert better_fit(spec, examples) == ""
    losses = gdlab.train(spec.replace(training={**spec.training.to_dict(), "diagnostics_every": 0})).history["val/loss"]
    assert losses.min() < most * losses[0]


def test_a_network_that_was_fitted_to_other_data_gives_way_as_that_of_the_start_does():
    """One data set is opened after another in the same window, and each time Fit is taken."""
    spec = default_spec()
    for data in ("spirals", "modular", "digits", "paradise_lost", "sine", "stocks", "diabetes", "sine", "shapes32"):
        spec = spec.replace(data={"type": data})
        examples = prepared_examples(spec)
        if describe_spec(spec, examples).problems or better_fit(spec, examples):
            spec = fit_to_data(spec, examples)[0]
        assert spec == fitted(data)[0], data


def test_the_experiments_that_ship_are_not_asked_to_be_others():
    for name, found in presets().items():
        as_it_comes = found.spec.data == type(found.spec.data).example()
        assert not as_it_comes or better_fit(found.spec, prepared_examples(found.spec)) == "", name


def test_numbers_of_words_are_read_in_order_and_not_taken_for_quantities():
    spec = default_spec().replace(data={"type": "reviews", "encoding": "indices", "limit": 200})
    examples = prepared_examples(spec)
    assert better_fit(spec, examples) == "a small recurrent network"
    assert [layer.type for layer in fit_to_data(spec, examples)[0].network.layers] == ["Embedding", "GRU", "Linear"]
