"""``--set`` and ``--vary``: what may be written, what it means, what is refused and how."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.lab.presets import default_spec
from gdlab.spec.change import change, difference, flatten, parse_setting, parse_variation
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        (
            "optimizer=SGD(lr=0.1, momentum=0.9),RMSprop(lr=0.002),Adam",
            "optimizer",
            [{"type": "SGD", "lr": 0.1, "momentum": 0.9}, {"type": "RMSprop", "lr": 0.002}, "Adam"],
        ),
        (
            "optimizer=Adam(betas=(0.8, 0.99)),SGD()",
            "optimizer",
            [{"type": "Adam", "betas": [0.8, 0.99]}, {"type": "SGD"}],
        ),
        ("training.batch_size=8,16,full", "training.batch_size", [8, 16, "full"]),
        ("schedule=none,ExponentialLR(gamma=0.9)", "schedule", [None, {"type": "ExponentialLR", "gamma": 0.9}]),
        ("name='a, b',\"c=d\",e f", "name", ["a, b", "c=d", "e f"]),
        ("optimizer.betas=[0.9,0.99],[0.8,0.9]", "optimizer.betas", [[0.9, 0.99], [0.8, 0.9]]),
        ("lr=1e-3,.1,1", "lr", [0.001, 0.1, 1]),
        ("training.shuffle=true,False", "training.shuffle", [True, False]),
        (
            "a=F(g=H(i=1, j=[1,2]), k='x)'),L",
            "a",
            [{"type": "F", "g": {"type": "H", "i": 1, "j": [1, 2]}, "k": "x)"}, "L"],
        ),
    ],
)
def test_values_of_a_variation_are_split_outside_of_brackets_and_quotes(text: str, key: str, values: list[Any]):
    assert parse_variation(text) == (key, values)


@pytest.mark.parametrize("text", ["", "optimizer", "=Adam", "optimizer=", "optimizer= , ", "lr=1,,2", "lr=1,"])
def test_a_variation_without_key_or_values_is_refused(text: str):
    with pytest.raises(SpecError, match="--vary"):
        parse_variation(text)


@pytest.mark.parametrize("text", ["", "lr", "=3", "  = 3"])
def test_a_setting_without_key_is_refused(text: str):
    with pytest.raises(SpecError, match="KEY=VALUE"):
        parse_setting(text)


@pytest.mark.parametrize(
    ("setting", "look", "value"),
    [
        ("optimizer.lr=0.5", lambda s: s.optimizer.lr, 0.5),
        ("lr=0.5", lambda s: s.optimizer.lr, 0.5),
        ("epochs=3", lambda s: s.training.epochs, 3),
        ("batch_size=full", lambda s: s.training.batch_size, "full"),
        ("optimizer=SGD", lambda s: (s.optimizer.type, s.optimizer.lr), ("SGD", 0.001)),
        ("optimizer=sgd(momentum=0.9)", lambda s: (s.optimizer.type, s.optimizer.momentum), ("SGD", 0.9)),
        ("optimizer.type=SGD", lambda s: s.optimizer.type, "SGD"),
        ("network.layers[1].type=Tanh", lambda s: [la.type for la in s.network.layers], ["Linear", "Tanh", "Linear"]),
        ("network.layers[1]=Tanh", lambda s: s.network.layers[1].type, "Tanh"),
        ("layers[0].out_features=5", lambda s: s.network.layers[0].out_features, 5),
        ("network.layers=[]", lambda s: s.network.layers, ()),
        ("optimizer.betas[0]=0.5", lambda s: s.optimizer.betas, (0.5, 0.999)),
        ("schedule=none", lambda s: s.schedule, None),
        ("data=moons(noise=0.1)", lambda s: (s.data.type, s.data.noise), ("moons", 0.1)),
        ("name=two words", lambda s: s.name, "two words"),
        ("name='0.5'", lambda s: s.name, "0.5"),
    ],
)
def test_a_setting_changes_the_field_it_names(setting: str, look: Any, value: Any):
    assert look(change(default_spec(), dict([parse_setting(setting)]))) == value


def test_naming_the_same_type_keeps_the_other_fields():
    spec = change(default_spec(), {"optimizer.lr": 0.5})
    assert change(spec, {"optimizer.type": "Adam"}).optimizer.lr == 0.5


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("optimizer.learning_rate=1", "optimizer.learning_rate: is not a known key"),
        ("epoch=3", "Did you mean epochs?"),
        ("learning_rate=0.1", "Did you mean lr?"),
        ("optimizer.lr=-1", "optimizer.lr: must be at least 0 (got -1)"),
        ("optimizer.lr=fast", "optimizer.lr: must be a number"),
        ("optimizer.lr=nan", "optimizer.lr"),
        ("optimizer.lr=1e999", "optimizer.lr"),
        ("optimizer.lr.x=1", "there is no 'x' here"),
        ("name.x=1", "there is no 'x' here"),
        ("network.layers[9].type=Tanh", "should be a number from 0 to 2"),
        ("network.layers[x].type=Tanh", "should be a number from 0 to 2"),
        ("network.layers[1].type=Tan", "did you mean Tanh"),
        ("optimizer=Adamm", "did you mean"),
        ("optimizer=Adam(0.1)", "'0.1' should be key=value"),
        ("optimizer=Adam(lr=0.1", "neither a name nor a call"),
        ("optimizer=Adam(lr=0.1, lr=0.2)", "'lr' is given twice"),
        ("optimizer=3", "expected a table"),
        ("schedule.gamma=0.5", "there is no schedule"),
        ("epochs=1000000000000000000000000000000", "training.epochs: must be at most"),
        ("batch_size=1000000000000000000000000000000", "training.batch_size"),
        ("eval_every=1000000000000000000000000000000", "training.eval_every"),
        ("network.layers[0].out_features=1000000000", "out_features: must be at most 65536"),
        ("seed=99999999999999999999", "seed: must be below"),
        ("data=nosuch", "there is no data called 'nosuch'"),
        (".=1", "is no name of a field"),
        ("network=3", "network: must be a table"),
        ("training=Tanh(x=1)", "training.type: is not a known key"),
    ],
)
def test_a_wrong_setting_is_refused_in_words(setting: str, words: str):
    with pytest.raises(SpecError) as caught:
        change(default_spec(), dict([parse_setting(setting)]))
    assert words in str(caught.value)
    assert "pydantic" not in str(caught.value)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_is_a_spec_or_a_sentence(key: str, value: str):
    for text in (f"{key}={value}", key + value, f"optimizer={value}", f"network.layers[1]={value}", f"name={value}"):
        with suppress(SpecError):
            assert isinstance(change(default_spec(), dict([parse_setting(text)])), RunSpec)
            parse_variation(text)


@pytest.mark.parametrize(
    "text", ["(" * 5000, "A(b=" * 3000 + ")" * 3000, "[" * 9000, "a" + " " * 50_000 + "!", "9" * 9000]
)
def test_a_monstrous_value_is_refused_at_once(text: str):
    with pytest.raises(SpecError):
        change(default_spec(), dict([parse_setting(f"optimizer={text}")]))


def test_the_difference_of_specs_names_only_what_differs():
    base = default_spec()
    other = change(base, {"optimizer": "SGD(lr=0.1)", "name": "other", "network.layers[1].type": "Tanh"})
    found = difference([base, other])
    assert found["optimizer.type"] == ["Adam", "SGD"]
    assert found["optimizer.lr"] == [0.001, 0.1]
    assert found["network.layers[1].type"] == ["ReLU", "Tanh"]
    assert "name" not in found
    assert "seed" not in found


def test_a_field_that_other_kinds_lack_differs_only_where_it_was_given():
    base = default_spec()
    others = [change(base, {"data": "blobs(noise=0.75)"}), change(base, {"optimizer": "SGD(lr=0.1, momentum=0.8)"})]
    found = difference([base, *others])
    assert found["data.type"] == ["digits", "blobs", "digits"]
    assert found["data.noise"] == [None, 0.75, None]
    assert found["optimizer.momentum"] == [None, None, 0.8]
    assert not {"data.centers", "optimizer.nesterov", "optimizer.dampening", "optimizer.amsgrad"} & found.keys()


def test_flattened_paths_are_those_that_change_takes():
    spec = default_spec()
    for path, value in flatten(spec.to_dict()).items():
        assert change(spec, {path: value}) == spec


@pytest.mark.parametrize("order", [1, -1])
def test_a_part_is_set_before_its_fields_in_whatever_order_they_are_given(order):
    changes = [("lr", 0.25), ("momentum", 0.5), ("optimizer", "SGD"), ("network.layers[1].negative_slope", 0.3)]
    changes.append(("network.layers[1].type", "LeakyReLU"))
    spec = change(default_spec(), dict(changes[::order]))
    assert spec.optimizer.as_call() == "SGD(lr=0.25, momentum=0.5)"
    assert spec.network.layers[1].as_call() == "LeakyReLU(negative_slope=0.3)"


@pytest.mark.parametrize(
    "changes",
    [
        {"lr": 0.1, "optimizer": "Adam(lr=0.5)"},
        {"optimizer": {"type": "Adam", "lr": 0.5}, "lr": 0.1},
        {"lr": 0.1, "optimizer.lr": 0.2},
        {"optimizer.type": "SGD", "optimizer": "Adam"},
        {"network.layers[0]": "Linear(out_features=9)", "network.layers[0].out_features": 8},
    ],
)
def test_changes_that_contradict_each_other_are_refused_by_name(changes):
    with pytest.raises(SpecError, match="contradicts") as caught:
        change(default_spec(), changes)
    assert all(path in str(caught.value) for path in changes)


def test_changes_that_agree_are_taken_together():
    spec = change(default_spec(), {"lr": 0.1, "optimizer": "sgd(lr=0.1)", "schedule": "none", "training.epochs": "3"})
    assert (spec.optimizer.type, spec.optimizer.lr, spec.training.epochs) == ("SGD", 0.1, 3)


@pytest.mark.parametrize(
    "named", [["roc_auc", "accuracy"], ["ROCAUC", "accuracy"], ["rocauc", {"type": "accuracy"}], "roc_auc, Accuracy"]
)
def test_metrics_are_set_by_any_of_their_names_beside_other_changes(named: Any):
    spec = change(RunSpec(), {"lr": 0.1, "training.metrics": named})
    assert [metric.type for metric in spec.training.metrics or ()] == ["ROCAUC", "Accuracy"]


def test_a_lost_metric_is_named_with_what_took_its_place():
    with pytest.raises(SpecError, match=r"contradicts training.metrics\[0\]=F1; give one of them"):
        change(RunSpec(), {"training.metrics": ["roc_auc", "accuracy"], "training.metrics[0]": "F1"})
