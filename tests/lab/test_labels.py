"""What runs and groups of layers are called."""

from __future__ import annotations

from gdlab.diagnose.arena import call_of
from gdlab.lab.compare import variants
from gdlab.lab.layer_groups import layer_groups
from gdlab.lab.number_text import thin_thousands
from gdlab.spec.base import load_members, members
from gdlab.spec.run import RunSpec
from tests.lab.small import SMALL

load_members()
RULE = "# Mine: twice as far\nparam lr = 0.1 in [0, 1]\np = p - 2 * lr * g"


def test_an_update_rule_is_called_by_its_name_or_first_line_and_not_by_its_text():
    rules = [{"type": "UpdateRule", "text": text} for text in (RULE, RULE.partition("\n")[2], "adam")]
    made = variants(SMALL, {"optimizer": [*rules, "SGD(lr=0.25)"]})
    assert [v.label for v in made] == [
        "UpdateRule(Mine)",
        "UpdateRule(param lr = 0.1 in [0, 1])",
        "UpdateRule(text=adam)" if "text=" in made[2].label else "UpdateRule(adam)",
        "SGD(lr=0.25)",
    ]
    assert call_of(made[0].spec.optimizer) == "UpdateRule(lr=0.1, Mine)"
    assert RunSpec(optimizer=made[0].spec.optimizer.as_call()).optimizer == made[0].spec.optimizer


def test_a_pair_with_a_name_is_called_by_it_and_no_schedule_says_so():
    made = variants(SMALL, {"schedule": [None, "StepLR(step_size=2)"]}, pairs=[{"name": "mine", "optimizer": "Adam"}])
    assert [v.label for v in made] == ["mine, no schedule", "mine, StepLR(step_size=2)"]
    assert made[0].spec.name.startswith("mine, no schedule")


def test_none_is_a_word_where_a_field_has_it():
    made = variants(SMALL, {"data.scale": [None, "standard"]})
    assert [v.spec.data.scale for v in made] == ["none", "standard"]
    assert made[0].label == "data.scale=none"


def test_every_layer_stands_in_one_group_that_has_a_name():
    groups = layer_groups()
    assert list(groups)[:7] == [
        "Dense", "Convolution", "Recurrent", "Normalisation", "Activation", "Regularisation", "Shape",
    ]  # fmt: skip
    assert sorted(name for names in groups.values() for name in names) == sorted(members("layer"))
    assert "Other" not in groups


def test_thousands_are_set_apart_by_thin_spaces_and_lists_are_left_alone():
    assert thin_thousands("1,797 digits; 1,2,3; 12,345,678; (10,20)") == (
        "1\u202f797 digits; 1,2,3; 12\u202f345\u202f678; (10,20)"
    )
