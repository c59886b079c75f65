"""Every rule can come out each way, on tables whose answer is plain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gdlab.lab.evidence import Evidence
from gdlab.spec.base import members
from gdlab.spec.errors import SpecError
from gdlab.studies.catalogue import all_studies
from gdlab.studies.judging import judge, measures
from gdlab.studies.members import load_all_members
from gdlab.studies.model import Check, Part
from gdlab.studies.table import Row, StudyTable
from gdlab.studies.verdict import Finding, RuleOutcome, State, corrected, decide, headline
from tests.studies.test_catalogue import tiny_study

load_all_members()
HELD, FAILED, UNCLEAR, BUSY = RuleOutcome.HELD, RuleOutcome.FAILED, RuleOutcome.UNCLEAR, RuleOutcome.BUSY
SEEDS = 5


def table(columns: dict[str, dict[str, list[float] | float]], factor: str = "x") -> StudyTable:
    """Make a table: column → level → figures, one a seed (or one figure with a little noise)."""
    levels = list(dict.fromkeys(k for cells in columns.values() for k in cells))
    made = StudyTable([Row(v, {factor: v}) for v in levels], {factor: levels}, tuple(range(SEEDS)))
    noise = np.array([-0.01, 0.01, 0.0, 0.005, -0.005])
    for column, cells in columns.items():
        for level, value in cells.items():
            figures = value if isinstance(value, list) else list(value + noise * max(abs(value), 0.1))
            for seed, figure in enumerate(figures):
                made.put(level, seed, {column: figure})
    return made


def outcome(rule: dict, made: StudyTable) -> RuleOutcome:
    return Check(rule=rule).rule.judge(made).outcome


def two_sets(p: float, q: float, r: float) -> dict:
    mine = {"a p": 1.0, "a q": 2.0, "a r": 3.0, "b p": p, "b q": q, "b r": r}
    return {column: {"1": value} for column, value in mine.items()}


WILD = [-9.0, 9.0, -3.0, 5.0, 1.0]
LOW_1, LOW_2 = ({"type": "within", "column": "c", "where": {"x": x}, "high": 2.0} for x in "12")
CASES = {
    "below": (
        {"type": "below", "column": "c", "a": {"x": "1"}, "b": {"x": "2"}},
        {"c": {"1": 1.0, "2": 2.0}}, {"c": {"1": 2.0, "2": 1.0}}, {"c": {"1": WILD, "2": 1.0}},
    ),
    "ratio": (
        {"type": "ratio", "column": "c", "a": {"x": "1"}, "b": {"x": "2"}, "low": 1.8, "high": 2.2},
        {"c": {"1": 2.0, "2": 1.0}}, {"c": {"1": 4.0, "2": 1.0}}, {"c": {"1": [1.0, 3.0, 1.5, 2.5, 2.0], "2": 1.0}},
    ),
    "order": (
        {"type": "order", "column": "c", "by": "x", "labels": ("1", "2", "3")},
        {"c": {"1": 1.0, "2": 2.0, "3": 3.0}}, {"c": {"1": 3.0, "2": 2.0, "3": 1.0}},
        {"c": {"1": 1.0, "2": WILD, "3": 3.0}},
    ),
    "within": (
        {"type": "within", "column": "c", "where": {"x": "1"}, "low": 0.5, "high": 1.5},
        {"c": {"1": 1.0}}, {"c": {"1": 2.0}}, {"c": {"1": WILD}},
    ),
    "alike": (
        {"type": "alike", "column": "c", "a": {"x": "1"}, "b": {"x": "2"}, "tolerance": 0.1},
        {"c": {"1": 1.0, "2": 1.02}}, {"c": {"1": 1.0, "2": 2.0}}, {"c": {"1": WILD, "2": 0.6}},
    ),
    "best_is": (
        {"type": "best_is", "column": "c", "by": "x", "labels": ("2",), "goal": "low"},
        {"c": {"1": 2.0, "2": 1.0, "3": 3.0}}, {"c": {"1": 0.5, "2": 1.0, "3": 3.0}},
        {"c": {"1": 1.0, "2": [0.9, 1.1, 1.0, 1.05, 0.93], "3": 3.0}},
    ),
    "interior": (
        {"type": "interior", "column": "c", "by": "x", "goal": "high"},
        {"c": {"1": 1.0, "2": 2.0, "3": 1.0}}, {"c": {"1": 1.0, "2": 2.0, "3": 3.0}},
        {"c": {"1": 1.0, "2": WILD, "3": 1.0}},
    ),
    "slope": (
        {"type": "slope", "column": "c", "by": "x", "low": -0.6, "high": -0.4},
        {"c": {"1": 1.0, "4": 0.5, "16": 0.25}}, {"c": {"1": 1.0, "4": 2.0, "16": 4.0}},
        {"c": {"1": [1.0, 2.0, 0.5, 1.5, 0.7], "4": 0.5, "16": [0.1, 0.4, 0.3, 0.2, 0.25]}},
    ),
    "ranks": (
        {"type": "ranks", "column": "c", "by": "x", "printed": {"1": 1, "2": 2, "3": 3}, "least": 0.8},
        {"c": {"1": 1.0, "2": 2.0, "3": 3.0}}, {"c": {"1": 3.0, "2": 2.0, "3": 1.0}},
        {"c": {"1": [1.0, 9.0, 1.0, 9.0, 1.0], "2": 2.0, "3": 3.0}},
    ),
    "agree": (
        {"type": "agree", "first": "a ", "second": "b ", "where": {"x": "1"}, "least": 0.8},
        two_sets(4.0, 5.0, 6.0), two_sets(9.0, 5.0, 1.0),
        {"a p": {"1": 1.0}, "b p": {"1": 1.0}},
    ),
    "columns": (
        {"type": "columns", "a": "a", "b": "b", "where": {"x": "1"}},
        {"a": {"1": 1.0}, "b": {"1": 2.0}}, {"a": {"1": 2.0}, "b": {"1": 1.0}}, {"a": {"1": WILD}, "b": {"1": 1.0}},
    ),
    "any_of": (
        {"type": "any_of", "rules": [{"rule": LOW_1}, {"rule": LOW_2, "says": "Two:"}]},
        {"c": {"1": 9.0, "2": 1.0}}, {"c": {"1": 9.0, "2": 9.0}}, {"c": {"1": WILD, "2": 9.0}},
    ),
    "all_of": (
        {"type": "all_of", "rules": [{"rule": LOW_1}, {"rule": LOW_2}]},
        {"c": {"1": 1.0, "2": 1.0}}, {"c": {"1": 9.0, "2": 1.0}}, {"c": {"1": WILD, "2": 1.0}},
    ),
    "none_of": (
        {"type": "none_of", "rules": [{"rule": LOW_1}, {"rule": LOW_2}]},
        {"c": {"1": 9.0, "2": 9.0}}, {"c": {"1": 9.0, "2": 1.0}}, {"c": {"1": WILD, "2": 9.0}},
    ),
    "straight": (
        {"type": "straight", "column": "c", "by": "x", "r2": 0.98},
        {"c": {"1": 1.0, "2": 2.0, "3": 3.0}}, {"c": {"1": 1.0, "2": 9.0, "3": 3.0}}, {"c": {"1": 1.0, "2": 2.0}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_rule_comes_out_each_way(name):
    rule, held, failed, unclear = CASES[name]
    assert [outcome(rule, table(t)) for t in (held, failed, unclear)] == [HELD, FAILED, UNCLEAR]


def test_every_rule_has_a_case():
    assert set(CASES) | {"across"} == set(members("rule"))


def test_a_figure_of_one_part_is_compared_with_that_of_another():
    rule = Check(rule={"type": "across", "column": "c", "first": "p", "second": "q"}).rule
    low, high = table({"c": {"1": 1.0}}), table({"c": {"1": 2.0}})
    assert rule.judge_in({"p": low, "q": high}, "p").outcome is HELD
    assert rule.judge_in({"p": high, "q": low}, "p").outcome is FAILED
    assert rule.parts_read("p") == ("p", "q")


@pytest.mark.parametrize("name", list(CASES))
def test_a_rule_says_itself_in_words_that_hold_its_numbers(name):
    words = Check(rule=CASES[name][0]).rule.words()
    assert words.endswith(".")
    assert len(words) > 20


def test_figures_along_a_run_are_named_without_the_mark_before_the_step():
    rule = Check(rule={"type": "agree", "first": "gradient norm @", "second": "highest eigenvalue @"}).rule
    assert rule.words().startswith("“gradient norm” and “highest eigenvalue” of")


def test_runs_that_never_arrived_are_behind_those_that_did():
    rule = CASES["below"][0]
    never = [float("inf")] * SEEDS
    assert outcome(rule, table({"c": {"1": 3.0, "2": never}})) is HELD
    assert outcome(rule, table({"c": {"1": never, "2": 3.0}})) is FAILED
    assert outcome(rule, table({"c": {"1": never, "2": never}})) is UNCLEAR
    assert outcome(rule, table({"c": {"1": [1.0, 1.0, 1.0, 1.0, float("inf")], "2": 2.0}})) is UNCLEAR


def test_one_seed_alone_tells_nothing():
    made = StudyTable([Row("1", {"x": "1"}), Row("2", {"x": "2"})], {"x": ["1", "2"]}, (0,))
    made.put("1", 0, {"c": 1.0})
    made.put("2", 0, {"c": 1.1})
    found = Check(rule=CASES["below"][0]).rule.judge(made)
    assert found.outcome is UNCLEAR
    assert "One seed alone" in found.figures


def test_paired_differences_see_what_separate_intervals_hide():
    spread = [1.0, 2.0, 3.0, 4.0, 5.0]
    made = table({"c": {"1": spread, "2": [v + 0.1 + 0.01 * i for i, v in enumerate(spread)]}})
    assert outcome(CASES["below"][0], made) is HELD


def test_the_best_of_several_rows_is_taken_where_it_is_asked_for():
    rows = [Row(f"{m} {lr}", {"m": m, "lr": lr}) for m in "ab" for lr in "12"]
    made = StudyTable(rows, {"m": ["a", "b"], "lr": ["1", "2"]}, tuple(range(3)))
    figures = {"a 1": 9.0, "a 2": 1.0, "b 1": 2.0, "b 2": 2.0}
    for row, value in figures.items():
        for seed in range(3):
            made.put(row, seed, {"c": value + 0.01 * seed})
    rule = {"type": "below", "column": "c", "a": {"m": "a"}, "b": {"m": "b"}}
    assert outcome({**rule, "take": "min"}, made) is HELD
    assert outcome(rule, made) is FAILED


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ([HELD, HELD], State.HELD),
        ([FAILED, UNCLEAR], State.FAILED),
        ([HELD, FAILED], State.MIXED),
        ([HELD, UNCLEAR], State.MIXED),
        ([UNCLEAR], State.INCONCLUSIVE),
        ([], State.INCONCLUSIVE),
        ([HELD, BUSY], State.BUSY),
        ([FAILED, BUSY], State.BUSY),
        ([BUSY], State.BUSY),
        ([HELD, UNCLEAR, BUSY], State.MIXED),
    ],
)
def test_a_verdict_follows_from_the_outcomes(outcomes, state):
    assert decide(outcomes) is state


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Adam is ahead. At once.", "It holds: Adam is ahead."),
        ("The best is leaky ReLU.", "It holds: The best is leaky ReLU."),
        ("Is it so?", "It holds: Is it so?"),
        ("It is 2.5 times: as printed", "It holds: It is 2.5 times."),
        ("", "It holds."),
    ],
)
def test_a_headline_ends_once(claim, said):
    assert headline(claim, State.HELD) == said


@pytest.mark.parametrize(("loss", "state", "remarks"), [(0.1, State.HELD, 1), (9.0, State.FAILED, 0)])
def test_a_verdict_says_over_how_many_seeds_and_remarks_only_on_what_came_out(loss, state, remarks):
    study = tiny_study()
    rows = [Row(f"{lr} flat", {"lr": lr, "net": "flat"}) for lr in ("0.1", "0.001")]
    made = StudyTable(rows, {"lr": ["0.1", "0.001"], "net": ["flat"]}, (0, 1, 2))
    for seed in range(3):
        made.put("0.1 flat", seed, {"loss": loss + 0.01 * seed})
        made.put("0.001 flat", seed, {"loss": 1.0 + 0.02 * seed})
    verdict = judge(study, {"main": made}, size="quick", data="iris")
    assert verdict.state is state
    assert "3 seeds" in verdict.text
    assert "95 %" in verdict.text
    assert "±" in verdict.judged[0].figures
    assert len(verdict.remarks) == remarks


def test_a_rule_about_something_unmeasured_names_what_is_nearest():
    with pytest.raises(SpecError, match="nothing measured is called 'los'"):
        Check(rule={**CASES["below"][0], "column": "los"}).rule.judge(table({"loss": {"1": 1.0, "2": 1.0}}))


def test_the_verdict_names_what_was_measured():
    made = table({"loss": {"p": 1.0, "q": 2.0}})
    text = judge(tiny_study(), {"main": made}, size="quick", data="iris").text
    assert f"Measured quick: “loss”, over {SEEDS} seeds" in text
    assert text.endswith("on iris.")


def test_a_figure_of_an_epoch_is_named_with_its_curve():
    assert measures(all_studies().studies["learning-rate"]) == [
        "train loss after each epoch",
        "val loss after each epoch",
    ]


def test_every_study_names_the_measures_of_its_verdict():
    for study in all_studies().studies.values():
        assert measures(study), study.name


def test_a_time_on_a_busy_machine_is_not_to_be_told_and_other_figures_are():
    study = tiny_study(
        checks=[
            {"rule": {"type": "below", "column": "seconds an epoch", "a": {"net": "flat"}, "b": {"net": "deep"}}},
            {"rule": {"type": "below", "column": "loss", "a": {"net": "flat"}, "b": {"net": "deep"}}},
        ]
    )
    rows = [Row(net, {"lr": "0.1", "net": net}) for net in ("flat", "deep")]
    made = StudyTable(rows, {"lr": ["0.1"], "net": ["flat", "deep"]}, (0, 1, 2, 3, 4), busy=0.4)
    for seed in range(5):
        for row, value in (("flat", 1.0), ("deep", 2.0)):
            made.put(row, seed, {"loss": value + 0.01 * seed})
            made.put(row, seed, {"seconds an epoch": value + 0.01 * seed}, timed=True)
    verdict = judge(study, {"main": made})
    assert [j.outcome for j in verdict.judged] == [RuleOutcome.BUSY, HELD]
    assert "40 %" in verdict.judged[0].sentence
    assert verdict.judged[0].sentence.endswith("quiet machine.")
    assert verdict.state is State.BUSY
    for seed in range(5):  # what cannot be told since it scatters may be told on a quiet machine
        made.put("flat", seed, {"seconds an epoch": WILD[seed]}, timed=True)
    assert judge(study, {"main": made}).judged[0].outcome is BUSY
    for seed in range(5):
        made.put("flat", seed, {"seconds an epoch": 1 + 0.01 * seed}, timed=True)
    made.busy = 0.05
    assert judge(study, {"main": made}).state is State.HELD


def test_a_rule_that_pays_for_one_not_to_be_told_now_is_not_either():
    found = [Finding.of(Evidence(p, 1.0), "") for p in (0.5, 0.02, 0.001)]
    busy = [replace(found[0], outcome=BUSY), *found[1:]]
    assert [f.outcome for f in corrected(found)] == [UNCLEAR, HELD, HELD]
    assert [f.outcome for f in corrected([busy[0], found[1]])] == [BUSY, HELD]
    assert [f.outcome for f in corrected([busy[0], Finding.of(Evidence(0.03, 1.0), "")])] == [BUSY, BUSY]


def test_rules_of_a_study_pay_for_their_number():
    figures = {"1": [0.0, 0.2, 0.1, 0.4, 0.3], "2": [0.5, 0.3, 0.5, 0.9, 0.4]}
    made = table({"loss": figures}, "lr")
    rule = {"type": "below", "column": "loss", "a": {"lr": "1"}, "b": {"lr": "2"}}
    study = tiny_study(remarks=[])
    alone = judge(study.replace(checks=(Check(rule=rule),)), {"main": made})
    many = judge(study.replace(checks=(Check(rule=rule),) * 6), {"main": made})
    shown = judge(study.replace(checks=(Check(rule=rule), *(Check(rule=rule, decides=False),) * 5)), {"main": made})
    assert [v.judged[0].outcome for v in (alone, many, shown)] == [HELD, UNCLEAR, HELD]
    assert many.state is State.INCONCLUSIVE
    assert "0 held, 0 did not, 6 cannot be told" in many.text


def test_a_rival_without_a_figure_hides_no_better_one():
    rule = CASES["best_is"][0]
    nan = [float("nan")] * SEEDS
    assert outcome(rule, table({"c": {"1": nan, "2": 1.0, "3": 0.5}})) is FAILED
    assert outcome(rule, table({"c": {"1": nan, "2": 1.0, "3": 2.0}})) is UNCLEAR


def test_a_noisy_line_is_seldom_said_to_be_bent():
    rng = np.random.default_rng(3)
    rule, failed = CASES["straight"][0], 0
    for _ in range(200):
        levels = {str(x): list(x * (1 + 0.1 * rng.standard_normal(SEEDS))) for x in (20, 32, 44, 56)}
        failed += outcome(rule, table({"c": levels})) is FAILED
    assert failed <= 10


def test_a_best_level_at_the_edge_of_its_grid_is_remarked_on():
    rows = [Row(f"{m} {lr}", {"m": m, "lr": lr}) for m in "ab" for lr in ("0.1", "1", "10")]
    made = StudyTable(rows, {"m": ["a", "b"], "lr": ["0.1", "1", "10"]}, tuple(range(3)))
    figures = {"a 0.1": 3.0, "a 1": 1.0, "a 10": 2.0, "b 0.1": 9.0, "b 1": 8.0, "b 10": 7.0}
    for row, value in figures.items():
        for seed in range(3):
            made.put(row, seed, {"loss": value + 0.01 * seed})
    rule = {"type": "below", "column": "loss", "a": {"m": "a"}, "b": {"m": "b"}, "take": "min"}
    verdict = judge(tiny_study(remarks=[], checks=[{"rule": rule}]), {"main": made})
    assert verdict.remarks == ("The best “lr” of “b” stands at the edge of its grid (10).",)


def test_a_search_that_chose_the_edge_of_its_grid_is_remarked_on():
    levels = ["0.1", "1", "10"]
    rows = [Row(f"{m} {lr}", {"m": m, "lr": lr}) for m in "ab" for lr in levels]
    found = StudyTable(rows, {"m": ["a", "b"], "lr": levels}, tuple(range(3)))
    for row in rows:
        best = "1" if row.levels["m"] == "a" else "10"
        for seed in range(3):
            found.put(row.label, seed, {"loss": (row.levels["lr"] != best) + 0.01 * seed})
    search = Part(name="tuned", derive={"type": "tuned", "of": "main", "by": "lr", "choose": "loss", "column": "loss"})
    made = search.derive.rows(rows, found.factors)
    tuned = StudyTable(made, {"m": ["a", "b"], "budget": ["3"]}, found.seeds)
    search.derive.fill(found, tuned)
    rule = {"type": "below", "column": "loss", "a": {"m": "a"}, "b": {"m": "b"}}
    checks = [{"part": "tuned", "rule": rule}]
    study = tiny_study(remarks=[], checks=checks, parts=[tiny_study().parts[0], search])
    verdict = judge(study, {"main": found, "tuned": tuned})
    assert verdict.remarks == ("The best “lr” of “b, 3 tried” stands at the edge of its grid (10).",)


def test_what_a_rule_inside_of_another_remarks_is_said_once():
    close = {"type": "below", "column": "c", "a": {"x": "1"}, "b": {"x": "2"}, "effect": 0.5}
    rule = {"type": "all_of", "rules": [{"rule": close}, {"rule": close}]}
    found = Check(rule=rule).rule.judge(table({"c": {"1": 1.0, "2": 1.1}}))
    assert found.figures.count("counts as none") == 2  # each of the two, and not a third time for both


@pytest.mark.parametrize(
    ("claim", "state", "said"),
    [
        ("Adam is. Always.", State.HELD, "It holds: Adam is."),
        ("A rate of 0.1 wins: it does.", State.FAILED, "It does not hold: A rate of 0.1 wins."),
        ("x", State.INCONCLUSIVE, "It cannot be told: x."),
    ],
)
def test_a_headline_is_the_claims_first_sentence_with_what_became_of_it(claim, state, said):
    assert headline(claim, state) == said
