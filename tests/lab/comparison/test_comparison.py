"""Stored runs set side by side: groups over seeds, figures, bands, targets and the importance of fields."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import gdlab
from gdlab.cli.main import main
from gdlab.engine.history import Mark
from gdlab.lab.comparison.column_scale import column_scale
from gdlab.lab.comparison.compared_run import compared_runs, varied_fields
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.field_importance import field_importance
from gdlab.lab.comparison.group_curves import group_curve
from gdlab.lab.comparison.run_figures import RUN_FIGURES, AskedFigure, group_figure, group_figure_text
from gdlab.lab.comparison.run_groups import EACH_RUN, group_runs
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLines
from tests.lab.comparison.stored import run_of, store_of_variants

FIGURES = {figure.key: figure for figure in RUN_FIGURES}


def compared(store: Store, by: str = "seeds", target: float = math.nan) -> ComparedSet:
    runs = compared_runs(store, RunLines(store).refresh()[0][::-1], "val/loss")
    return ComparedSet(tuple(runs), tuple(group_runs(runs, by)), AskedFigure("val/loss", target))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return store_of_variants(tmp_path_factory.mktemp("compared") / "runs.sqlite")


def test_runs_that_differ_in_the_seed_alone_are_one_group_with_the_name_they_share(store):
    groups = compared(store).groups
    assert [g.label for g in groups] == ["SGD, lr=0.01", "SGD, lr=0.1", "Adam, lr=0.01", "Adam, lr=0.1"]
    assert {g.seeds for g in groups} == {5}
    assert len(compared(store, EACH_RUN).groups) == 20
    assert [g.label for g in compared(store, "optimizer.type").groups] == ["SGD", "Adam"]


def test_only_fields_that_a_person_varied_are_shown_and_not_what_a_type_brings(store):
    assert list(varied_fields(compared(store).runs)) == ["optimizer.type", "optimizer.lr"]


def test_the_mean_over_seeds_has_a_band_of_each_kind(store):
    group = compared(store).groups[0]
    values = np.stack([run.curve.rows["value"] for run in group.runs])
    drawn = {kind: group_curve(group, "val/loss", "step", kind, 0.6) for kind in ("minmax", "sd", "se", "ci95")}
    for curve in drawn.values():
        assert curve.n == 5
        np.testing.assert_allclose(curve.y, values.mean(axis=0))
    np.testing.assert_allclose(drawn["minmax"].high, values.max(axis=0))
    np.testing.assert_allclose(drawn["sd"].high - drawn["sd"].y, values.std(axis=0, ddof=1))
    half = stats.t.ppf(0.975, 4) * stats.sem(values, axis=0)
    np.testing.assert_allclose(drawn["ci95"].y - drawn["ci95"].low, half)


def test_curves_of_other_steps_are_averaged_where_both_have_values():
    short, long = run_of(np.linspace(1, 0, 6)), run_of(np.linspace(1, 0, 11), {"seed": 1})
    from gdlab.lab.comparison.compared_run import ComparedRun
    from gdlab.lab.comparison.run_groups import RunGroup
    from gdlab.lab.store.overview import StoredCurve

    def held(run):
        table = run.history.tables[0]
        rows = {name: table.read(name) for name in ("step", "elapsed", "wall_time")} | {"value": table.read("val/loss")}
        return ComparedRun(None, {"seed": run.spec.seed}, StoredCurve(rows, rows, table.length))

    curve = group_curve(RunGroup("g", (held(short), held(long)), {}), "val/loss", "step", "minmax", 0.0)
    assert curve.x[0] == 0
    assert curve.x[-1] == 100
    assert np.interp(25, curve.x, curve.y) == pytest.approx((0.5 + 0.75) / 2, abs=1e-3)
    assert np.interp(80, curve.x, curve.y) == pytest.approx(0.2, abs=1e-3)


def test_what_it_takes_to_a_target_is_the_first_row_that_reaches_it(store):
    found = compared(store, target=0.7)
    run = found.runs[0]
    rows = run.curve.rows
    first = int(np.flatnonzero(rows["value"] <= 0.7)[0])
    for key, column in (("target_step", "step"), ("target_examples", "examples"), ("target_gradients", "gradients"),
                        ("target_time", "elapsed")):  # fmt: skip
        assert FIGURES[key].value(run, found.asked) == rows[column][first]
    never, figure = AskedFigure("val/loss", 0.0), FIGURES["target_step"]
    assert math.isnan(figure.value(run, never))
    assert group_figure_text(figure, never, group_figure(found.groups[0].runs, figure, never)) == "not reached"


def test_a_target_that_some_seeds_do_not_reach_says_how_many_do(store):
    runs, figure = compared(store).groups[0].runs, FIGURES["target_step"]
    asked = AskedFigure("val/loss", runs[2].best("val/loss")[0])
    assert "of 5)" in group_figure_text(figure, asked, group_figure(runs, figure, asked))


def test_the_ranking_is_paired_by_seed_and_said_in_sentences(store):
    ends = compared(store, "optimizer.type")
    assert ends.ranking.order == ("Adam", "SGD")
    assert "Adam ends with a validation loss that is" in ends.sentences[0]
    assert "5 seeds" in ends.sentences[0]
    steps = compared(store, "optimizer.type", target=0.7)
    assert "lower than that of SGD" in steps.sentences[0]
    assert "fewer steps than SGD" in steps.sentences[1]
    assert compared(store, EACH_RUN).sentences == [
        "An order cannot be told with 1 seed each; train each variant with 5 seeds or more"
    ]


def test_runs_that_learn_different_things_are_said_not_to_be_compared_also_with_one_seed_each(tmp_path):
    kept = Store(tmp_path / "runs.sqlite")
    for name, changes in (("a", {}), ("b", {"data": "iris"}), ("c", {"optimizer": "SGD(lr=0.3)"})):
        kept.save(run_of([1.0, 0.5, 0.25], changes, name=name))
    unlike = "Variants of different data or loss are not compared with each other"
    order = "An order cannot be told with 1 seed each; train each variant with 5 seeds or more"
    assert compared(kept).sentences == [unlike, order]
    runs = [run for run in compared(kept).runs if run.run.name != "c"]
    assert ComparedSet(tuple(runs), tuple(group_runs(runs)), AskedFigure("val/loss")).sentences == [unlike]


def test_the_target_that_is_proposed_is_reached_by_two_groups_and_by_half_of_many(store):
    two = compared(store, "optimizer.type")
    assert all(run.reaching("val/loss", two.usual_target()) for run in two.runs)
    many = compared(store)
    reached = [all(run.reaching("val/loss", many.usual_target()) for run in group.runs) for group in many.groups]
    assert sum(reached) >= 2


def test_a_picture_says_how_many_seeds_it_rests_on(store):
    assert compared(store).basis == "20 runs, 5 seeds each"
    assert compared(store, EACH_RUN).basis == "20 runs"


def test_importance_finds_what_decides_and_leaves_chance_at_zero(store):
    found = compared(store)
    ranked = field_importance(found.varied, np.array(found.column("last").values))
    assert [one.path for one in ranked] == ["optimizer.type", "optimizer.lr"]
    assert ranked[0].share > 0.5
    assert ranked[0].p < 0.01
    assert ranked[1].share < 0.1
    assert ranked[1].p > 0.05


def test_importance_of_a_field_without_influence_is_zero_on_average():
    rng = np.random.default_rng(1)
    raw = []
    for _ in range(60):
        codes, y = rng.integers(0, 4, 24), rng.normal(size=24)
        raw += [one.share for one in field_importance({"x": list(codes)}, y)]
    assert np.mean(raw) < 0.06
    rates = list(10 ** rng.uniform(-4, 0, 40))
    found = field_importance({"lr": rates}, np.log10(np.array(rates)) ** 2 + 0.1 * rng.normal(size=40))
    assert found[0].values == 4
    assert found[0].share > 0.5


def test_a_column_of_rates_is_logarithmic_and_one_of_words_is_spread_evenly(store):
    found = compared(store)
    rates = column_scale(found.column("optimizer.lr"))
    assert rates.kind == "linear"
    assert [text for _, text in rates.ticks] == ["0.01", "0.1"]
    kinds = column_scale(found.column("optimizer.type"))
    assert kinds.kind == "words"
    assert {t: p for p, t in kinds.ticks} == {"Adam": 0.0, "SGD": 1.0}


def test_kept_runs_are_compared_in_python_and_on_the_command_line(store, capsys):
    found = gdlab.compare_kept(words="adam", store=store, target=0.7)
    assert [line[0] for line in found.table.cells] == ["Adam, lr=0.01", "Adam, lr=0.1"]
    assert [head.title for head in found.table.heads][:2] == ["Group", "lr"]
    assert "Steps to target" in [head.title for head in found.table.heads]
    assert gdlab.compare_kept(by="optimizer", store=store).importance()[0].path == "optimizer.type"
    assert "<table" in found._repr_html_()
    for wrong in ({"words": "none such"}, {"tag": "val/f1"}, {"by": "momentom"}):
        with pytest.raises(gdlab.SpecError):
            gdlab.compare_kept(store=store, **wrong)
    assert main(["runs", "--store", str(store.path), "--compare", "--by", "optimizer"]) == 0
    said = capsys.readouterr().out
    assert "20 runs, 5 seeds each" in said
    assert "Adam ends with a validation loss that is" in said
    assert main(["runs", "--store", str(store.path), "--filter", "adam", "--tag", "good"]) == 0
    assert main(["runs", "--store", str(store.path), "--filter", "good"]) == 0
    assert "SGD" not in capsys.readouterr().out.split("Tagged 10 runs")[1]
    assert main(["runs", "--store", str(store.path), "--compare", "--curve", "val/none"]) == 2


def test_figures_that_scatter_by_factors_have_the_geometric_mean_with_the_ends_of_its_interval():
    time = replace(FIGURES["time"], value=lambda run, _asked: run)
    asked = AskedFigure("val/loss")
    even, wide = (group_figure(seconds, time, asked) for seconds in ([3.0, 4.0, 5.0], [1.0, 4.0, 16.0]))
    assert group_figure_text(time, asked, even) == "4 s ± 2.48 s"
    assert wide.over.mean == pytest.approx(4.0)
    assert group_figure_text(time, asked, wide) == "4 s (128 ms to 2 min 5 s)"
    last = replace(RUN_FIGURES[0], value=lambda run, _asked: run)
    shares = group_figure([0.1, 0.4, 0.9], last, AskedFigure("val/accuracy"))
    assert shares.over.ends is None


def test_a_run_that_was_edited_while_it_trained_is_no_seed_of_those_that_were_not(tmp_path):
    store = Store(tmp_path / "runs.sqlite")
    for seed in range(3):
        run = run_of([1.0, 0.5, 0.4 + seed / 100], {"seed": seed}, name=f"plain · seed {seed}")
        if seed == 2:
            for step, text in ((10, "lr → 0.0"), (10, "lr → 0.5"), (20, "momentum → 0.9")):
                run.history.marks.append(Mark(step, "edit", text))
            run.history.marks.append(Mark(20, "diverged", "diverged"))
        store.save(run)
    found = compared(store)
    assert sorted(group.seeds for group in found.groups) == [1, 2]
    assert list(found.varied) == ["edits"]
    assert [value for value in found.varied["edits"] if value] == ["lr → 0.5 @ 10, momentum → 0.9 @ 20"]
