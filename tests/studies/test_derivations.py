"""Parts that are reckoned from others, levels that are drawn, and figures over the time of a run."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.data import load
from gdlab.lab.presets import default_spec
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.change import change
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec
from gdlab.studies.drawn_levels import drawn_levels
from gdlab.studies.experiment import levels_of, plan
from gdlab.studies.measures.inside import GradientNorm
from gdlab.studies.measures.over_time import OverTime
from gdlab.studies.members import load_all_members
from gdlab.studies.model import Factor, Part
from gdlab.studies.procedures.pruning import Pruning
from gdlab.studies.procedures.quadratics import NoiseFloor, QuadraticRates
from gdlab.studies.procedures.rare_features import RareFeatures
from gdlab.studies.runner import StudyRun
from gdlab.studies.table import Row, StudyTable
from tests.studies.test_catalogue import tiny_study

load_all_members()
SEEDS = (0, 1, 2)


def source(figure) -> StudyTable:
    rows = [Row(f"{m} {x}", {"m": m, "x": x}) for m in "ab" for x in ("1", "2", "4")]
    made = StudyTable(rows, levels_of(rows), SEEDS)
    for row in rows:
        for seed in SEEDS:
            made.put(row.label, seed, figure(row.levels["m"], float(row.levels["x"]), seed))
    return made


def derived(table: StudyTable, **fields) -> StudyTable:
    made = Part(name="d", derive={"of": "main", **fields}).derive
    rows = made.rows(list(table.rows), {k: list(v) for k, v in table.factors.items()})
    target = StudyTable(rows, levels_of(rows), table.seeds)
    made.fill(table, target)
    assert set(target.columns) <= set(made.columns())
    return target


@pytest.mark.parametrize(
    ("law", "figure", "constants"),
    [
        ("line", lambda m, x, s: 3 * x + s, (3.0, 1.0)),
        ("power", lambda m, x, s: 2 * x**0.5, (0.5, 2.0)),
        ("exponential", lambda m, x, s: 5 * np.exp(-0.3 * x), (-0.3, 5.0)),
    ],
)
def test_a_law_is_fitted_seed_by_seed(law, figure, constants):
    made = derived(source(lambda *a: {"c": figure(*a)}), type="fit", column="c", by="x", law=law)
    assert [row.label for row in made.rows] == ["a", "b"]
    found = [made.cell("a", name)[1] for name in made.columns[:2]]
    assert found == pytest.approx(constants)
    assert made.cell("a", "r²")[1] == pytest.approx(1.0)


def test_a_law_is_fitted_over_columns_too():
    table = source(lambda m, x, s: {f"loss @ {t}": np.exp(-t / 10) for t in (0, 10, 20)})
    made = derived(table, type="fit", column="loss @ *", law="exponential")
    assert made.cell("a 1", "rate") == pytest.approx([-0.1] * 3)


def test_a_ratio_is_taken_to_one_level():
    made = derived(source(lambda m, x, s: {"c": x * (s + 1)}), type="ratio_to", column="c", by="x", base="2")
    assert made.cell("a 4", "c over 2") == pytest.approx([2.0] * 3)
    assert len(made.rows) == 4


def test_a_front_holds_what_no_other_beats_in_both():
    made = derived(source(lambda m, x, s: {"c": x, "t": 5 - x + (m == "b")}), type="pareto", column="c", cost="t")
    assert [made.cell(f"{m} 2", "on the front")[0] for m in "ab"] == [1.0, 0.0]


def test_a_search_is_judged_on_seeds_that_took_no_part_in_it():
    figures = {("1", 0): 0.0, ("2", 0): 1.0, ("1", 1): 2.0, ("2", 1): 1.0, ("1", 2): 2.0, ("2", 2): 1.0}
    table = source(lambda m, x, s: {"v": figures.get((f"{x:g}", s), 9.0)})
    made = derived(table, type="tuned", by="x", choose="v", column="v", budgets=[1, 2])
    assert made.cell("a, 1 tried", "v").tolist() == [0.0, 2.0, 2.0]
    assert made.cell("a, 2 tried", "v").tolist() == [1.0, 2.0, 2.0]  # seed 0's luck is not seen by its own choice
    assert made.cell("a, 2 tried", "chosen").tolist() == [2.0, 1.0, 1.0]


def test_a_searched_figure_scatters_as_that_of_the_search():
    main = tiny_study().parts[0]
    measured = main.measures[0].replace(scale="log")
    search = Part(name="t", derive={"type": "tuned", "of": "main", "by": "lr", "choose": "loss", "column": "loss"})
    study = tiny_study(parts=[main.replace(measures=(measured, *main.measures[1:])), search])
    assert plan(study, "quick").blank()["t"].scale("loss") == "log"


def test_a_derived_part_has_its_figures_and_may_be_judged():
    study = tiny_study()
    part = Part(name="r", derive={"type": "ratio_to", "of": "main", "column": "loss", "by": "lr", "base": "0.001"})
    rule = {"type": "within", "column": "loss over 0.001", "where": {"net": "flat"}, "high": 1.0}
    study = tiny_study(parts=[study.parts[0], part], checks=[{"part": "r", "rule": rule}], remarks=[])
    result = StudyRun(plan(study, "quick")).run()
    assert result.verdict.state == "held"
    assert len(result.tables["r"].rows) == 2


def test_levels_are_drawn_alike_each_time_and_within_their_bounds():
    table = {"low": 1e-4, "high": 1.0, "count": 20, "scale": "log", "random": True}
    first = drawn_levels(table, "lr")
    assert first == drawn_levels(table, "lr") != drawn_levels(table, "wd")
    assert all(1e-4 <= v <= 1.0 for v in first)
    assert np.median(np.log10(first)) == pytest.approx(-2, abs=1)
    assert list(Factor(name="lr", levels={"low": 1, "high": 100, "count": 3, "scale": "log"}).levels) == [1, 10, 100]
    with pytest.raises((SpecError, ValueError), match="high must not be below low"):
        drawn_levels({"low": 2, "high": 1, "count": 3}, "lr")


def test_a_figure_is_taken_at_several_times_of_a_run():
    run = train(change(default_spec(), {"epochs": 1, "limit": 300}))
    found = OverTime(measure=GradientNorm(), at=(0, 50, 100)).take(run, lambda: pytest.fail("needs none"))
    end = GradientNorm().take(run, lambda: SpecTrainer(run.spec, None, run.parameters))
    assert list(found) == ["gradient norm @ 0", "gradient norm @ 50", "gradient norm @ 100"]
    assert found["gradient norm @ 100"] == pytest.approx(end["gradient norm"], rel=1e-4)


def test_modular_arithmetic_has_every_pair_once():
    held = load(RunSpec(data={"type": "modular", "p": 5, "operation": "subtract", "val_fraction": 0.2}).data, 0)
    x = np.concatenate([held.x_train, held.x_val])
    y = np.concatenate([held.y_train, held.y_val])
    a, b = x[:, :5].argmax(axis=1), x[:, 5:].argmax(axis=1)
    assert len({(p, q) for p, q in zip(a.tolist(), b.tolist(), strict=True)}) == 25
    assert (y == (a - b) % 5).all()


def test_quadratics_and_rare_features_behave_as_theory_says():
    rates = QuadraticRates(conditions=(30,))
    plain, fast = (rates.measure(row, 0, lambda: False) for row, _ in rates.tasks())
    assert plain["steps"] == pytest.approx(plain["steps by theory"], rel=0.2)
    assert fast["steps"] < plain["steps"] / 2
    floor = NoiseFloor(rates=(0.1,), steps=2000).measure("lr 0.1", 0, lambda: False)
    assert floor["height of the floor"] == pytest.approx(floor["floor by theory"], rel=0.2)
    rare = RareFeatures(methods={"plain": "SGD(lr=0.05)", "Adam": "Adam(lr=0.01)"}, steps=1500)
    errors = {row: rare.measure(row, 1, lambda: False) for row, _ in rare.tasks()}
    assert errors["plain"]["test error"] == 0.0
    assert errors["Adam"]["test error"] > 0.2


def test_pruning_keeps_the_largest_weights_and_goes_back_to_the_first_ones(monkeypatch: pytest.MonkeyPatch):
    spec = {
        "data": "moons(n_samples=60)",
        "network": {"layers": ["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"]},
    }
    held = Pruning(spec=spec, rounds=(0, 2), steps=20, look=10, target=0.6)
    assert [row for row, _ in held.tasks()] == ["100 % kept", "25 % kept"]
    trained, calls = Pruning._trained, []

    def watched(self, run, start, mask, stop):
        calls.append((start, mask, end := trained(self, run, start, mask, stop)))
        return end

    monkeypatch.setattr(Pruning, "_trained", watched)
    found = held.measure("25 % kept", 0, lambda: False)
    assert found["weights left"] == 2 + 2
    (first, _, (end, _, _)), _, ticket, redrawn, moved = calls
    kept = np.abs(end["0.weight"]) >= np.sort(np.abs(end["0.weight"]).ravel())[4]
    assert np.array_equal(calls[1][1]["0.weight"] > 0, kept)
    for start, mask, (last, _, _) in (ticket, redrawn, moved):
        assert mask["0.weight"].sum() == mask["2.weight"].sum() == 2
        assert mask["0.bias"].all()
        assert not last["0.weight"][mask["0.weight"] == 0].any()
        assert np.array_equal(start["0.weight"], first["0.weight"]) == (start is not redrawn[0])
