"""Study files: the shipped ones are whole, the user's are data and never code."""

from __future__ import annotations

import re
import tomllib

import pytest

from gdlab.spec.errors import SpecError
from gdlab.studies.catalogue import ORDER, all_studies, load_study, parse_study, study
from gdlab.studies.experiment import plan
from gdlab.studies.export import printed_rows
from gdlab.studies.members import load_all_members
from gdlab.studies.model import Printed
from gdlab.studies.run_checks import check_runs
from gdlab.studies.template import fill
from tests.studies.tiny import TINY

BELOW = TINY[TINY.index('type = "below"') : TINY.index(" }\n\n[[remarks]]")]


def tiny_study(**changes):
    load_all_members()
    return parse_study({"name": "tiny", **tomllib.loads(TINY), **changes})


def test_every_row_of_the_article_is_a_study(tmp_path):
    held = all_studies(tmp_path)
    assert tuple(held.studies) == ORDER, "the place of a shipped study is in ORDER of gdlab/studies/catalogue.py"
    assert not held.problems


@pytest.mark.parametrize("name", ORDER)
def test_a_shipped_study_is_whole(name, tmp_path):
    held = study(name, tmp_path)
    assert all((held.title, held.claim, held.look, held.teaches, held.caveat))
    assert held.rules_in_words()
    assert any(part.charts for part in held.parts)
    check_runs(held)
    quick, full = plan(held, "quick"), plan(held, "full")
    assert 0 < len(quick.jobs) <= len(full.jobs)
    assert len({job.key for job in full.jobs}) == len(full.jobs)


@pytest.mark.parametrize("name", ORDER)
def test_rules_look_at_rows_that_there_are(name, tmp_path):
    held = study(name, tmp_path)
    for size in ("quick", "full"):
        tables = plan(held, size).tables
        for check in held.checks:
            made = tables[held.part(check.part).name]
            wheres = [w for k in ("a", "b", "where") if isinstance(w := getattr(check.rule, k, None), dict)]
            for where in wheres:
                made.select(where)
            for label in getattr(check.rule, "labels", ()):
                assert label in made.levels(check.rule.by)


def test_the_tables_of_the_article_stand_in_the_files(tmp_path):
    printed = study("learning-rate", tmp_path).printed
    assert [float(cell) for cell in printed.rows[2]] == [
        0.001,
        0.45,
        0.28,
        0.17,
        0.1,
        0.06,
        0.04,
        0.03,
        0.02,
        0.02,
        0.01,
    ]
    assert printed_rows(printed)[1][1][1:4] == ["0.50", "0.32", "0.20"]
    assert [row[2] for row in study("regularization", tmp_path).printed.rows] == [0.75, 0.62, 0.68, 0.58]
    assert study("depth", tmp_path).printed.rows[0][1:] == (75, 110, 140, 180)
    assert study("batch-time", tmp_path).printed.rows[0][1:] == (560, 500, 480, 460)


def test_a_users_file_joins_the_shipped_ones(tmp_path):
    (tmp_path / "mine.toml").write_text(TINY, encoding="utf-8")
    held = all_studies(tmp_path)
    assert list(held.studies)[-1] == "mine"
    assert study(str(tmp_path / "mine.toml")).name == "mine"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("My study_2.toml", "my-study-2"),
        ("Größe.toml", "gro-e"),
        ("学习.toml", "study"),
        ("x" * 90 + ".toml", "x" * 60),
    ],
)
def test_a_file_may_have_any_name(file, name, tmp_path):
    (tmp_path / file).write_text(TINY, encoding="utf-8")
    assert load_study(tmp_path / file).name == name
    assert list(all_studies(tmp_path).studies)[-1] == name


def with_rule(rule):
    return TINY.replace(BELOW, rule)


def with_part(derive):
    return TINY.replace("[[checks]]", f'[[parts]]\nname = "more"\nderive = {{ {derive} }}\n\n[[checks]]')


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = [", "not TOML"),
        ("title = 'x'\nclaim = 'y'", "parts"),
        (TINY.replace('"final"', '"finale"'), "did you mean final"),
        (TINY.replace("says =", "said ="), "not a known key"),
        (TINY.replace("check = 0", "check = 7"), "beyond the 1"),
        (TINY.replace('label = "deep"', 'label = "flat"'), "same label"),
        (TINY.replace('a = { lr = "0.1"', 'a = { lr = "0.11"'), "'0.11' is no level of 'lr'"),
        (TINY.replace('a = { lr = "0.1"', 'a = { rate = "0.1"'), "no factor 'rate'"),
        (TINY.replace('column = "loss", a', 'column = "los", a'), "called 'los'. Did you mean loss?"),
        (
            TINY.replace(BELOW, 'type = "order", by = "lr", labels = ["0.2", "0.1"], column = "loss"'),
            "'0.2' is no level",
        ),
        (TINY.replace('"train/loss"', '"train/los"'), "no run has a curve 'train/los'. Did you mean train/loss?"),
        (TINY.replace('column = "loss"\n\n', 'column = "seconds an epoch"\n\n'), "fills 'seconds an epoch' already"),
        (TINY.replace('x = "lr"\n', ""), "parts[0].charts[1].x (line 52): a chart of kind 'heat' needs a factor"),
        (TINY.replace("$lr", "$rate"), "parts[0].base (line 26): there is no variable '$rate'"),
        (TINY.replace("epochs = 3", "epochs = -3"), "parts[0].base.training.epochs (line 30): must be at least 1"),
        (TINY.replace("epochs = 5", "epochs = nan"), "parts[0].base.training.epochs (line 30): must be a"),
        (TINY.replace("seeds = 5", "seeds = 1e9"), "quick.seeds (line 16): must be at most 1000"),
        (
            TINY.replace("[0.1, 0.001]", "{ low = 1, high = 2, count = 1e9 }"),
            "levels.count (line 34): must be at most 1000",
        ),
        (TINY.replace("seeds = 5", f"seeds = {'9' * 5000}"), "not TOML: a number has more than 4,300 digits"),
        (TINY.replace('name = "net"', 'name = "lr"'), "parts[0] (line 23): two factors have the same name 'lr'"),
        (
            TINY.replace('repeat = "$depth"', "repeat = 1"),
            "parts[0].factors[1] (line 36): nothing in the base has '$net' or '$depth', so all its levels would be the "
            "same runs",
        ),
        (TINY.replace('name = "net"', 'name = "the net"'), "factors[1].name (line 37): needs letters, digits and"),
        (TINY.replace('name = "main"', 'name = "main part"'), "parts[0].name (line 24): needs letters, digits,"),
        (f'name = "Mine"\n{TINY}', "name (line 1): needs small letters, digits and hyphens"),
        (f'name = "{"x" * 70}"\n{TINY}', "name (line 1): must have at most 60 characters (got 70)"),
        (TINY.replace("[0.1, 0.001]", "{ low = -1e308, high = 1e308, count = 3 }"), "levels.low (line 34): must be"),
        (
            with_rule('type = "slope", column = "loss", by = "lr", low = 1, high = 2').replace("0.001]", "0]"),
            "have to be above 0 (got '0')",
        ),
        (with_rule('type = "below", column = "loss", a = { net = "flat" }, b = { net = "flat" }'), "the same rows"),
        (with_rule('type = "within", column = "loss", low = 2, high = 1'), "low must not be above high"),
        (with_rule('type = "within", column = "loss"'), "give low, high or both"),
        (with_rule('type = "within", column = "loss", high = nan'), "must be a finite number"),
        (with_rule('type = "order", column = "loss", by = "lr", labels = ["0.1", "0.1"]'), "named twice"),
        (with_rule('type = "order", column = "loss", by = "lr", where = { lr = "0.1" }'), "where fixes 'lr'"),
        (with_rule('type = "best_is", column = "loss", by = "net", labels = ["flat", "deep"]'), "every level of 'net'"),
        (with_rule('type = "interior", column = "loss", by = "lr"'), "3 levels of 'lr' or more are needed (got 2)"),
        (
            with_rule('type = "slope", column = "loss", by = "net", low = 1, high = 2'),
            "have to be numbers (got 'flat')",
        ),
        (with_rule('type = "ranks", column = "loss", by = "lr", printed = { "0.1" = 1 }'), "needs three figures"),
        (with_rule('type = "across", column = "loss", first = "main", second = "main"'), "the same part"),
        (with_part('type = "fit", of = "more", column = "loss", by = "lr"'), "which is no earlier part"),
        (with_part('type = "fit", of = "main", column = "loss", by = "net"'), "have to be numbers"),
        (
            with_part('type = "fit", of = "main", column = "loss", by = "lr", law = "power"').replace(
                "[0.1, ", "[-1, "
            ),
            "have to be above 0 (got '-1')",
        ),
        (with_part('type = "ratio_to", of = "main", column = "loss", by = "lr", base = "0.2"'), "'0.2' is no level"),
        (with_part('type = "pareto", of = "main", column = "loss", cost = "loss"'), "the same figure"),
        (
            with_part('type = "tuned", of = "main", by = "lr", choose = "loss", column = "loss", budgets = [3]'),
            "2 levels",
        ),
        (TINY.replace('y = "net"', 'y = "nest"'), "no factor 'nest'"),
        (
            TINY.replace("network = { layers = [", "network = { layers = [] } #"),
            "network.layers (line 28): has nothing to",
        ),
    ],
)
def test_a_broken_file_is_refused_when_it_is_read(text, says, tmp_path):
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SpecError, match=re.escape(says)) as refused:
        load_study(tmp_path / "broken.toml")
    assert str(refused.value).startswith(str(tmp_path / "broken.toml"))


def test_a_broken_file_is_said_and_hides_no_other(tmp_path):
    (tmp_path / "broken.toml").write_text(TINY.replace('"final"', '"finale"'), encoding="utf-8")
    held = all_studies(tmp_path)
    assert tuple(held.studies) == ORDER
    assert "broken.toml: parts[0].measures[0].take (line 41): there is no measure called 'finale'" in held.problems[0]


def test_a_file_that_takes_a_shipped_name_is_left_out(tmp_path):
    (tmp_path / "saddle.toml").write_text(TINY, encoding="utf-8")
    held = all_studies(tmp_path)
    assert held.studies["saddle"].title == "Saddle points"
    assert "already" in held.problems[0]


def test_nothing_in_a_file_is_run(tmp_path):
    trap = TINY.replace('lr = "$lr"', "lr = \"__import__('pathlib').Path('trap').touch()\"")
    (tmp_path / "trap.toml").write_text(trap, encoding="utf-8")
    with pytest.raises(SpecError, match="number"):
        load_study(tmp_path / "trap.toml")
    assert not (tmp_path / "trap").exists()


def test_an_unknown_study_is_refused_with_the_nearest():
    with pytest.raises(SpecError, match="Did you mean saddle"):
        study("sadle")


def test_seeds_and_sizes_decide_the_runs():
    held = tiny_study()
    assert len(plan(held, "quick").jobs) == 4 * 5
    assert len(plan(held, "full").jobs) == 4 * 6
    assert len(plan(held, "quick", seeds=1).jobs) == 4
    assert {j.spec.training.epochs for j in plan(held, "full").jobs} == {5}
    with pytest.raises(SpecError, match="1 or more"):
        plan(held, "quick", seeds=0)


def test_a_template_fills_names_repeats_and_splices():
    variables = {"n": 2, "unit": [{"type": "Tanh"}], "lr": 0.1, "name": "$lr"}
    template = {"a": "$lr", "b": "SGD(lr=$name)", "c": [{"repeat": "$n", "items": [1, "$unit"]}, "x"]}
    tanh = {"type": "Tanh"}
    assert fill(template, variables) == {"a": 0.1, "b": "SGD(lr=0.1)", "c": [1, tanh, 1, tanh, "x"]}


@pytest.mark.parametrize(
    ("template", "says"),
    [("$nothing", "no variable"), ("$loop", "without end"), ([{"repeat": -1, "items": [1]}], "from 0 to 1000"),
     ([{"preset": "resnet", "depth": 21}], "6n"), ([{"preset": "vgg"}], "no preset")],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_says_why(template, says):
    with pytest.raises(SpecError, match=says):
        fill(template, {"loop": "$loop", "n": 2})


@pytest.mark.parametrize("cell", ["0.10", ".10", "-3", "1e-3", "92 %", "92%", "0.27 M", "very fast", 560])
def test_a_printed_figure_is_shown_as_it_is_written(cell):
    assert printed_rows(Printed(columns=("x", "y"), rows=(("3a", cell),)))[1] == [["3a", str(cell)]]


@pytest.mark.parametrize("cell", ["0.1O", "1.2.3", "0,34"])
def test_a_printed_figure_that_begins_like_a_number_has_to_be_one(cell):
    with pytest.raises(ValueError, match="begins like a number"):
        Printed(columns=("x", "y"), rows=(("a", cell),))
