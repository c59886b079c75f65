"""The minus sign of typesetting is taken wherever a person types a number."""

from __future__ import annotations

import pytest

from gdlab.cli.main import main
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.spec.change import change, parse_setting, parse_variation
from gdlab.spec.errors import SpecError
from gdlab.spec.files import loads
from gdlab.spec.formula import parse
from gdlab.spec.minus import plain_word
from gdlab.spec.rule_parser import parse_rule
from gdlab.spec.run import RunSpec
from gdlab.ui.forms.editors import LiteralEditor


def test_values_and_calls_take_it():
    assert parse_setting("seed=−1") == ("seed", -1)
    assert parse_setting("optimizer.betas=(0.9, −0.5)")[1] == [0.9, -0.5]
    assert parse_setting("x=[−1, −2e−3]")[1] == [-1, -0.002]
    assert parse_variation("seed=1,−1") == ("seed", [1, -1])
    assert RunSpec(optimizer="Adam(lr=1e−2)").optimizer.lr == 0.01


def test_a_rate_below_zero_is_told_as_one():
    with pytest.raises(SpecError, match="must be at least 0"):
        RunSpec(optimizer="SGD(lr=−1)")


def test_texts_that_are_no_numbers_keep_it():
    assert parse_setting("data.path=runs−1.csv") == ("data.path", "runs−1.csv")
    assert parse_setting("name='a − b'") == ("name", "a − b")
    assert parse_setting("name=3−x") == ("name", "3−x")
    assert plain_word("runs−1.csv") == "runs−1.csv"
    assert plain_word("--out=−1.csv") == "--out=−1.csv"


def test_formulas_and_rules_take_it_and_name_the_same_place():
    assert float(parse("−x^2 − 1e−1", ("x",))(x=2.0)) == pytest.approx(-4.1)
    assert surface_of("−x^2 + y^2").tape.value([1.0, 3.0]) == 8
    with pytest.raises(SpecError, match=r"'z' is not known.*at position 6"):
        surface_of("x^2 −z")
    rule = parse_rule("param most = −1 in [−2, 0]\np = p − lr * g  # − stays here")
    assert rule.parameters[1].default == -1


def test_a_spec_file_says_what_is_wrong_and_where():
    text = '[optimizer]\ntype = "SGD"\nlr = −1\n'
    with pytest.raises(SpecError, match=r"a minus is written as “-” in TOML, not as “−” \(at line 3, column 6\)"):
        loads(text)
    assert change(loads(text.replace("−1", "1")), {"name": "a − b"}).name == "a − b"


def test_commands_take_it(capsys):
    assert main(["arena", "Booth", "--start", "−1,2", "--steps", "3", "--seed", "−1"]) == 0
    told = capsys.readouterr().out
    assert main(["arena", "Booth", "--start", "-1,2", "--steps", "3", "--seed", "-1"]) == 0
    assert capsys.readouterr().out == told


def test_a_field_of_the_window_takes_it(qtbot):
    editor = LiteralEditor("Betas")
    qtbot.addWidget(editor)
    editor.line.setText("−0.5, 0.9")
    with qtbot.waitSignal(editor.edited) as given:
        editor.commit()
    assert given.args == [[-0.5, 0.9]]
