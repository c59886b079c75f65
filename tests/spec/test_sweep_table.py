"""The table [sweep] of a spec file: what it holds, and every mistake told with its line and field."""

from __future__ import annotations

import pytest

from gdlab.spec.base import load_members, members
from gdlab.spec.change import change
from gdlab.spec.errors import SpecError
from gdlab.spec.files import dumps, loads
from gdlab.spec.space_values import own_values
from gdlab.spec.sweep import parse_sweep
from tests.lab.small import SMALL

TEXT = (
    dumps(SMALL.replace(optimizer="SGD(lr=0.1, momentum=0.9)"))
    + """
[sweep]
sampler = "tpe"
pruner = "asha"
metric = "val/loss"
trials = 200
seeds = 2
[sweep.space]
"optimizer.lr" = { low = 1e-4, high = 1.0, log = true }
"training.batch_size" = [16, 32, 64]
"optimizer" = ["SGD(momentum=0.9)", "AdamW"]
"""
)
FIRST_LINE = TEXT[: TEXT.index("[sweep]")].count("\n") + 1


def test_a_spec_file_with_a_sweep_is_a_spec_file_still():
    assert loads(TEXT) == parse_sweep(TEXT).run


def test_a_sweep_is_written_and_read_back():
    sweep = parse_sweep(TEXT)
    assert parse_sweep(sweep.to_toml()) == sweep


def test_the_spec_itself_is_found_in_its_space():
    text = TEXT.replace("[16, 32, 64]", "[10, 32]")
    assert own_values(parse_sweep(text)) == {
        "optimizer": "SGD(momentum=0.9)",
        "optimizer.lr": 0.1,
        "training.batch_size": 10,
    }
    assert own_values(parse_sweep(TEXT)) is None


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"tpe"', '"tpee"', 1, "did you mean tpe?"),
        ('"asha"', '"asha(reduction=1)"', 2, "pruner.reduction (line"),
        ('metric = "val/loss"', 'metric = "val/los"', 3, "Did you mean val/loss?"),
        ('metric = "val/loss"', 'metric = ["val/loss", "seconds"]', 2, "of several objectives no trial is pruned"),
        ("trials = 200", "trails = 200", 4, "did you mean trials?"),
        ("trials = 200", "trials = 0", 4, "give a bound"),
        ('"asha"', '"wilcoxon"', 2, "needs 5 or more"),
        ('"asha"', '"wilcoxon(p=0.5)"', 2, "needs 3 or more"),
        ('"tpe"', '"grid"', 7, "a grid needs a list, a step, or points"),
        ('"tpe"', '"cmaes"', 1, "cmaes needs 2 ranges or more"),
        ("high = 1.0", "high = 1e-5", 7, "low must be below high"),
        ("low = 1e-4", "low = 0.0", 7, "begins above 0"),
        ("low = 1e-4", "low = -1", 7, "begins above 0"),
        ("low = 1e-4, ", "", 7, "a range needs low"),
        ("log = true", "lgo = true", 7, "'lgo' is not a known key"),
        ("[16, 32, 64]", "[16, 0]", 8, "0 does not fit"),
        ("[16, 32, 64]", "{ low = 1.5, high = 9 }", 8, "takes whole numbers"),
        ("[16, 32, 64]", "[16, 16]", 8, "the same value twice"),
        ("[16, 32, 64]", "[]", 8, "must be a list of values"),
        ('"AdamW"', '"AdmW"', 9, "did you mean AdamW"),
        ('"AdamW"', '"AdamW(lr=1)"', 7, "AdamW(lr=1) sets it too"),
        ('"optimizer.lr"', '"optimizer.lrr"', 7, "none of the members that are searched has a field 'lrr'"),
        ('"training.batch_size"', '"training.batchsize"', 8, "batchsize"),
        ('"training.batch_size" = [16', '"seed" = [16', 8, "cannot be searched"),
        ("log = true", 'log = true, when = "Adam"', 7, "'Adam' is never chosen"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_field(old: str, new: str, line: int, words: str):
    with pytest.raises(SpecError) as caught:
        parse_sweep(TEXT.replace(old, new), "wrong.toml")
    assert str(caught.value).startswith("wrong.toml: sweep")
    assert words in str(caught.value)
    assert f"(line {FIRST_LINE + line})" in str(caught.value)


def test_a_file_without_the_table_says_what_to_add():
    with pytest.raises(SpecError, match=r"there is no table \[sweep\]"):
        parse_sweep(dumps(SMALL))


def test_a_field_is_searched_with_the_members_that_have_it():
    text = TEXT.replace('["SGD(momentum=0.9)", "AdamW"]', '["SGD", "AdamW"]')
    text += '"optimizer.momentum" = { low = 0.0, high = 0.9 }\n'
    text += '"optimizer.weight_decay" = { low = 1e-5, high = 1e-2, log = true, when = "AdamW" }\n'
    space = parse_sweep(text).search_space
    found = {}
    for call in ("SGD", "AdamW"):
        found[call] = set(
            space.walk(lambda p, c=call: c if p.name == "optimizer" else p.grid()[0] if p.choices else p.low)
        )
    both = {"optimizer", "optimizer.lr", "training.batch_size"}
    assert found == {"SGD": both | {"optimizer.momentum"}, "AdamW": both | {"optimizer.weight_decay"}}


def test_members_bring_their_own_ranges():
    text = TEXT.replace('["SGD(momentum=0.9)", "AdamW"]', '{ members = ["SGD(momentum=0.9)", "AdamW"] }')
    text = text.replace('"optimizer.lr"', '"training.kink"').replace(
        "{ low = 1e-4, high = 1.0, log = true }", "[0.0, 1.0]"
    )
    names = {parameter.name for parameter in parse_sweep(text).search_space.parameters()}
    assert {"SGD.lr", "AdamW.lr", "AdamW.weight_decay"} <= names
    assert "SGD.momentum" not in names  # the call fixes it


def test_every_range_that_an_optimizer_brings_fits_its_fields():
    load_members()
    for name, cls in members("optimizer").items():
        assert cls.ranges, f"{name} has no ranges, among which a sweep over all optimizers would search"
        for field, held in cls.ranges.items():
            for value in (held.low, held.high):
                number = int(value) if cls.model_fields[field].annotation is int else value
                assert change(SMALL, {"optimizer": name, f"optimizer.{field}": number}).optimizer.type == name


def test_a_grid_has_each_combination_once():
    text = TEXT.replace('"tpe"', '"grid"').replace("log = true", "log = true, points = 3")
    text += '"optimizer.momentum" = [0.0, 0.5]\n'.replace("momentum", "weight_decay")
    found = list(parse_sweep(text).search_space.combinations())
    assert len(found) == 3 * 3 * 2 * 2
    assert len({tuple(sorted(one.items(), key=str)) for one in found}) == len(found)
    assert {one["optimizer.lr"] for one in found} == {1e-4, 0.01, 1.0}
