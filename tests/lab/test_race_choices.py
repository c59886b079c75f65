"""What a race offers: whole networks, initial weights, averages and every field, with values that it takes."""

from __future__ import annotations

import pytest

from gdlab.lab.compare import variants
from gdlab.lab.presets import preset
from gdlab.lab.race_choices import race_choices, race_variation, valid_values
from gdlab.spec.base import load_members
from gdlab.spec.change import change, parse_pair, parse_setting

load_members()


@pytest.mark.parametrize("name", ["dropout", "resnet", "lstm-memory", "house-prices"])
def test_every_choice_begins_with_values_that_the_experiment_takes(name: str):
    spec = preset(name).spec
    for words, (path, values) in race_choices(spec).items():
        varied, pairs = race_variation(path, valid_values(spec, path, values))
        assert variants(spec, varied, 2, pairs), words


def test_networks_are_set_side_by_side_and_called_by_their_names():
    spec = preset("resnet").spec
    path, texts = race_choices(preset("dropout").spec)["Networks"]
    varied, pairs = race_variation(path, texts)
    made = variants(preset("dropout").spec, varied, 1, pairs)
    assert [v.label for v in made] == ["own layers", "twice as wide"]
    assert [v.spec.network.layers[0].to_dict()["out_features"] for v in made] == [256, 512]
    own = race_choices(spec)["Networks"][1][0]
    assert change(spec, parse_pair(own)).network == spec.network


def test_initial_weights_are_those_of_all_layers():
    spec = preset("dropout").spec
    _, texts = race_choices(spec)["Initial weights"]
    kaiming = change(spec, parse_pair(next(text for text in texts if "Kaiming" in text)))
    drawn = [layer.to_dict()["init"]["type"] for layer in kaiming.network.layers if layer.type == "Linear"]
    assert drawn == ["KaimingNormal"] * 3
    plain = change(spec, parse_pair(texts[0])).replace(name=spec.name)
    assert plain == spec


def test_a_list_of_layers_is_written_with_calls_and_bare_names():
    text = "network.layers=[Residual(layers=[Linear(out_features=64), Tanh]), Dropout(p=0.2), Linear(out_features=10)]"
    path, value = parse_setting(text)
    layers = change(preset("digits").spec, {path: value}).network.layers
    assert [layer.type for layer in layers] == ["Residual", "Dropout", "Linear"]
    assert layers[0].to_dict()["layers"][0]["out_features"] == 64
    assert parse_setting("a=[x, y,]")[1] == ["x", "y"]
    assert parse_setting("a=[x,, y]")[1] == "[x,, y]"
