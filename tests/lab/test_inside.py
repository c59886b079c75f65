"""What a network has learnt, asked of runs while they train, after their end and opened again from a store."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gdlab.engine.program.assembly import build_network
from gdlab.lab import views
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.architecture import network_picture
from gdlab.lab.inside.asked import held_out
from gdlab.lab.inside.continuation import continuation, drawn_token
from gdlab.lab.inside.cost import multiply_adds
from gdlab.lab.inside.forecast import series_forecast
from gdlab.lab.inside.layer_pictures import channel_pictures, weight_pictures
from gdlab.lab.inside.ridges import Ridge, RidgeMoment, layer_alarms, ridge_history
from gdlab.lab.inside.scores import calibration, class_scores, precision_recall_curve, roc_curve, top_calibration
from gdlab.lab.inside.values import fitted_values
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.errors import DataError
from tests.lab.small import SMALL, spec, trained


def opened(run: Run) -> ActiveRun:
    return ActiveRun(run.spec, lambda _event: None, run=run)


def test_a_run_opened_from_a_store_answers_as_it_did_when_it_ended(tmp_path):
    averaged = spec(training__average="EMA(decay=0.9)")
    trainer = SpecTrainer(averaged)
    trainer.advance(10_000)
    store = Store(tmp_path / "runs.sqlite")
    store.save(run := train(averaged))
    again = opened(store.load([run.id])[0]).network()
    x = trainer.examples.x_val
    np.testing.assert_array_equal(again.predict(x), trainer.predict(x))
    np.testing.assert_array_equal(views.confusion(again).counts, views.confusion(trainer).counts)
    np.testing.assert_array_equal(views.boundary(again).field, views.boundary(trainer).field)


def test_a_run_on_arrays_shows_its_weights_and_says_why_nothing_else(tmp_path):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2)).astype(np.float32)
    store = Store(tmp_path / "runs.sqlite")
    store.save(run := train(SMALL, (x, (x[:, 0] > 0).astype(np.int64))))
    network = opened(store.load([run.id])[0]).network()
    np.testing.assert_array_equal(views.weights(network).parameters["0.weight"], run.parameters["0.weight"])
    for asked in (held_out, views.boundary, views.predictions):
        with pytest.raises(DataError, match="arrays given from Python, which are not kept"):
            asked(network)
    picture = network_picture(network)
    assert (picture.parameters, picture.columns) == (22, ())


@pytest.mark.parametrize(
    ("status", "why"),
    [(Status.IMPORTED, "its curves are known, its network is not"), (Status.FAILED, "no trained parameters")],
)
def test_a_run_without_a_network_says_why(status, why):
    with pytest.raises(DataError, match=why):
        opened(Run(SMALL, status=status)).network()


def test_a_network_of_nan_says_so_and_is_still_drawn():
    run = opened(trained())
    network = run.network()
    network.arena.weights[:] = np.nan
    for asked in (views.boundary, views.confusion, views.predictions, class_scores):
        with pytest.raises(DataError, match="the run diverged"):
            asked(network)
    assert all(np.isfinite(column.responses).all() for column in network_picture(network).columns)
    assert np.isnan(ridge_history(run, {}).moments[0].activations["2"].size)


def test_a_sample_says_that_it_is_one():
    trainer = SpecTrainer(SMALL)
    assert held_out(trainer).words == "15 validation examples"
    some = held_out(trainer, 5)
    assert some.words == "a sample of 5 of 15 validation examples"
    np.testing.assert_array_equal(some.x, trainer.examples.x_val[some.rows])


@pytest.mark.parametrize(
    ("layers", "shape", "expected"),
    [
        (["Linear(out_features=5)", "ReLU", "Linear(out_features=3)"], (4,), {"0": 20, "2": 15}),
        (["Conv2d(out_channels=6, kernel_size=3, padding=1)"], (2, 8, 8), {"0": 6 * 2 * 9 * 64}),
        (["Conv2d(out_channels=4, kernel_size=3, groups=4)"], (4, 5, 5), {"0": 4 * 9 * 9}),
        (["LSTM(hidden_size=3)"], (7, 2), {"0": 7 * 4 * 3 * (2 + 3)}),
        (["Embedding(num_embeddings=9, embedding_dim=3)", "LayerNorm", "Linear(out_features=2)"], (5,), {"2": 30}),
        ([{"type": "Residual", "layers": ["Linear(out_features=4)"]}], (4,), {"0.layers.0": 16}),
    ],
)
def test_multiply_adds_are_those_of_the_matrices(layers, shape, expected):
    assert multiply_adds(build_network(spec(network__layers=layers), shape)[0].instructions) == expected


def test_images_come_wrong_ones_first_the_surest_mistakes_before_others():
    run = trained(data={"type": "digits"}, network__layers=["Linear(out_features=10)"], training__epochs=1)
    network = opened(run).network()
    found = views.predictions(network, 400)
    mistaken = found.predicted != found.true
    assert 0 < found.wrong == mistaken.sum() < found.asked == 359
    assert mistaken[: found.wrong].all()
    assert (np.diff(found.confidence[: found.wrong]) <= 0).all()
    shares = views.class_probabilities(network.predict(found.inputs).astype(np.float64), network)
    np.testing.assert_allclose(found.true_confidence, shares[np.arange(359), found.true])


STORED = json.loads(Path(__file__).with_name("class_scores.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("k", [0, 1, 2])
def test_curves_of_a_class_against_the_rest_are_scikit_learns(k):
    """The figures are stored; ``make_class_scores.py`` had scikit-learn make them of the same probabilities."""
    own, shares, told = np.array(STORED["truth"]) == k, np.array(STORED["shares"])[:, k], STORED["classes"][k]
    roc, recall, found = roc_curve(own, shares), precision_recall_curve(own, shares), calibration(shares, own)
    assert roc.area == pytest.approx(told["auc"], abs=1e-12)
    assert recall.area == pytest.approx(told["ap"], abs=1e-12)
    np.testing.assert_allclose([roc.x, roc.y], told["roc"], atol=1e-12)
    drawn = np.array(told["recall"])  # its curve begins at recall 0 with precision 1, which nothing measured
    np.testing.assert_allclose([recall.x[1:], recall.y[1:]], drawn[:, 1:], atol=1e-12)
    some = found.counts > 0
    np.testing.assert_allclose([found.confidence[some], found.share[some]], told["calibration"], atol=1e-12)


def test_the_expected_calibration_error_is_the_weighed_distance():
    shares = np.array([[0.95, 0.05], [0.95, 0.05], [0.35, 0.65], [0.45, 0.55]])
    found = top_calibration(shares, np.array([0, 1, 1, 0]))
    # 0.95 twice and right once; 0.65 right; 0.55 wrong
    assert found.error == pytest.approx((2 * 0.45 + 0.35 + 0.55) / 4)
    assert found.counts.sum() == 4


def test_a_class_that_does_not_occur_has_no_curve():
    assert np.isnan(roc_curve(np.zeros(5, bool), np.linspace(0, 1, 5)).area)
    assert np.isnan(precision_recall_curve(np.zeros(5, bool), np.linspace(0, 1, 5)).area)


def test_scores_of_a_run_are_its_metric_and_need_probabilities():
    run = trained(training__metrics=["ROCAUC"])
    scores = class_scores(opened(run).network())
    assert scores.names == ("1",)
    assert scores.calibration.of_class == "1"
    assert scores.roc[0].area == pytest.approx(run.history.last("val/roc_auc"))
    by_value = trained(loss="MSELoss", network__layers=["Linear(out_features=1)"], training__metrics=[])
    with pytest.raises(DataError, match="MSELoss gives values, no probabilities"):
        class_scores(opened(by_value).network())


def test_fitted_values_are_in_the_datas_own_unit(tmp_path):
    table = tmp_path / "boxes.csv"
    table.write_text("size,price\n" + "".join(f"{k},{1000 + 500 * k}\n" for k in range(40)))
    data = {"type": "csv", "path": str(table), "target": "price", "target_scale": "standard", "scale": "standard"}
    run = trained(
        data=data, loss="MSELoss", network__layers=["Linear(out_features=1)"], training__epochs=20,
        training__metrics=["RMSE"],
    )  # fmt: skip
    found = fitted_values(opened(run).network())
    val, train = found.parts
    assert (val.part, train.part, found.target, found.input_name) == ("validation", "training", "price", "size")
    np.testing.assert_allclose(val.true, 1000 + 500 * val.x, rtol=1e-5)
    assert val.rmse == pytest.approx(run.history.last("val/rmse"), rel=1e-4)
    assert val.r2 > 0.9
    slope = np.diff(found.curve[1]) / np.diff(found.curve[0])
    np.testing.assert_allclose(slope, slope[0], rtol=1e-3)  # a straight line, in euros by size


def test_a_forecast_stands_beside_what_came_and_beside_repeating(tmp_path):
    table, steps = tmp_path / "tide.csv", np.arange(200)
    table.write_text("level\n" + "".join(f"{10 + np.sin(k / 5)}\n" for k in steps))
    data = {"type": "series", "path": str(table), "length": 8, "horizon": 3, "target_scale": "standard"}
    run = trained(data=data, loss="MSELoss", network__layers=["Flatten", "Linear(out_features=1)"])
    found = series_forecast(opened(run).network())
    np.testing.assert_allclose(found.true, 10 + np.sin(found.steps / 5), rtol=1e-5)
    assert found.horizon == 3
    assert (np.diff(found.steps) > 0).all()
    assert (np.diff(found.is_val.astype(int)) >= 0).all()
    later = found.steps[found.is_val]
    repeated = np.sqrt(np.mean((np.sin((later - 3) / 5) - np.sin(later / 5)) ** 2))
    assert found.repeated == pytest.approx(repeated, rel=1e-4)


def test_forecasts_of_several_series_begin_with_training_windows_that_come_before(tmp_path):
    table = tmp_path / "levels.csv"
    table.write_text("who,level\n" + "".join(f"{w},{np.sin(k / 5)}\n" for w in "abc" for k in range(60)))
    data = {"type": "series", "path": str(table), "group": "who", "length": 8, "horizon": 3, "order": "file"}
    run = trained(data=data, loss="MSELoss", network__layers=["Flatten", "Linear(out_features=1)"])
    found = series_forecast(opened(run).network())
    assert (np.diff(found.steps) > 0).all()
    assert (np.diff(found.is_val.astype(int)) >= 0).all()
    assert found.is_val.any()


def test_the_picture_of_a_small_network_holds_what_each_unit_says_of_the_plane():
    run = trained()
    network = opened(run).network()
    found = network_picture(network)
    assert [(box.title, box.shape, box.parameters, box.multiply_adds) for box in found.layers] == [
        ("Linear(out_features=4)", (4,), 12, 8),
        ("Tanh", (4,), 0, 0),
        ("Linear(out_features=2)", (2,), 10, 8),
    ]
    assert (found.parameters, found.multiply_adds) == (22, 16)
    inputs, hidden, outputs = found.columns
    assert hidden.title == "Linear + Tanh"
    plane = np.moveaxis(inputs.responses, 0, -1)
    by_hand = np.tanh(plane @ hidden.weights.T + hidden.biases)
    np.testing.assert_allclose(np.moveaxis(hidden.responses, 0, -1), by_hand, atol=1e-5)
    said = network.predict(plane.reshape(-1, 2)).reshape(*plane.shape)
    np.testing.assert_array_equal(np.moveaxis(outputs.responses, 0, -1), said)


def test_units_on_inputs_built_from_the_coordinates_begin_with_these():
    run = trained(data={"type": "moons", "n_samples": 60, "features": ["x", "y", "x²"]})
    found = network_picture(opened(run).network())
    x, _, squared = found.columns[0].responses
    np.testing.assert_allclose(squared, x**2, rtol=1e-5)
    assert found.features[2] == "x^2"
    assert found.columns[1].weights.shape == (4, 3)


def test_layers_tell_what_they_make_of_an_example_and_weights_are_pictures():
    layers = ["Conv2d(out_channels=3, kernel_size=3)", "ReLU", "Flatten", "Linear(out_features=10)"]
    run = trained(data={"type": "digits", "flatten": False}, network__layers=layers, training__epochs=1)
    network = opened(run).network()
    found = channel_pictures(network, "1", 2)
    assert found.maps.shape == (3, 6, 6)
    assert found.maps.min() >= 0
    last = channel_pictures(network, "3", 10**9)
    np.testing.assert_allclose(last.maps.reshape(-1), network.predict(last.inputs)[0], rtol=1e-6)
    assert last.example == last.examples - 1
    assert weight_pictures("0.weight", run.parameters["0.weight"], network.examples).shape == (3, 3, 3)
    dense = trained(data={"type": "digits"}, network__layers=["Linear(out_features=10)"], training__epochs=1)
    weight = dense.parameters["0.weight"]
    pictures = weight_pictures("0.weight", weight, opened(dense).network().examples)
    np.testing.assert_array_equal(pictures, weight.reshape(10, 8, 8))
    assert weight_pictures("0.bias", dense.parameters["0.bias"], opened(dense).network().examples) is None


def test_a_language_model_goes_on_with_a_text_at_a_temperature(tmp_path):
    text = tmp_path / "abc.txt"
    text.write_text("abc" * 200)
    layers = [
        "Embedding(num_embeddings=3, embedding_dim=4)",
        "GRU(hidden_size=8, return_sequence=true)",
        "Linear(out_features=3)",
    ]
    run = trained(
        data={"type": "text", "path": str(text), "length": 8},
        network__layers=layers, optimizer="Adam(lr=0.05)", training__epochs=15,
    )  # fmt: skip
    network = opened(run).network()
    found = continuation(network, prompt="xab", tokens=6, temperature=0)
    assert (found.prompt, found.sampled, found.unknown) == ("ab", "cabcab", "x")
    assert found.likely[0][0] == "c"
    assert found.likely[0][1] > 0.8
    assert continuation(network, tokens=30, temperature=4) == continuation(network, tokens=30, temperature=4)
    wild = continuation(network, tokens=30, temperature=50, seed=1).sampled
    assert wild not in "abc" * 20


def test_a_token_is_drawn_as_often_as_its_probability_at_the_temperature():
    random = np.random.default_rng(0)
    drawn = [drawn_token(np.log([0.5, 0.25, 0.25]), 0.5, random) for _ in range(4000)]
    np.testing.assert_allclose(np.bincount(drawn) / 4000, np.array([4, 1, 1]) / 6, atol=0.03)


def test_ridges_are_those_of_the_states_that_a_run_saved():
    run = ActiveRun(SMALL, lambda _event: None)
    while not run.status.ended:
        run.work()
    own = run.trainer.state(history=False)
    found = ridge_history(run, known := {})
    steps = [point.step for point in run.branch_points]
    assert [moment.step for moment in found.moments] == steps == sorted(known)
    assert run.trainer.step == 15
    for name, value in run.trainer.state(history=False).items():
        np.testing.assert_array_equal(value, own[name], err_msg=name)  # the run's own state came back
    last, before = found.moments[-1], found.moments[-2]
    assert set(last.activations) == {"0", "1", "2"}
    assert last.activations["1"].counts.sum() == 15 * 4
    weight = run.trainer.parameters["0.weight"]
    assert np.sort(last.weights["0.weight"]) == pytest.approx(np.sort(weight.reshape(-1)))
    moved = (last.weights["0.weight"] - before.weights["0.weight"]) / (last.step - before.step)
    assert last.updates["0.weight"].size == pytest.approx(np.sqrt(np.mean(moved**2)))
    assert last.gradients["2.weight"].counts.sum() + last.gradients["2.weight"].zeros == 8
    assert ridge_history(run, known).moments[0] is found.moments[0]


def test_a_run_opened_again_has_its_last_activations_and_no_gradients():
    moment = ridge_history(opened(trained()), {}).moments[0]
    assert set(moment.activations) == {"0", "1", "2"}
    assert not moment.gradients
    assert not moment.updates


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {
                "optimizer": "SGD(lr=50)",
                "network__layers": ["Linear(out_features=8)", "ReLU", "Linear(out_features=2)"],
            },
            "are dead",
        ),
        ({"optimizer": "SGD(lr=50)"}, "are saturated"),
    ],
)
def test_what_is_alarming_in_a_layer_is_said_with_its_figure(changes, said):
    history = ridge_history(opened(trained(**changes)), {})
    assert any(said in alarm.text and "%" in alarm.text for alarm in history.alarms), history.alarms


def test_a_healthy_layer_alarms_nobody_and_a_starved_one_does():
    assert not ridge_history(opened(trained()), {}).alarms

    def moment(first: float, last: float) -> RidgeMoment:
        sizes = {"0.weight": first, "2.weight": last}
        gradients = {name: Ridge(np.zeros(2), np.zeros(1), size) for name, size in sizes.items()}
        return RidgeMoment(1, {}, gradients, {}, {})

    assert "vanishes" in layer_alarms([moment(1e-6, 1.0)], {})[0].text
    assert "explodes" in layer_alarms([moment(1.0, 1.0), moment(1e4, 1.0)], {})[0].text
