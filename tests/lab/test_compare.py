"""Runs of a comparison differ in what is varied and share everything else bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

import gdlab
from gdlab.data import load
from gdlab.lab.budget import within_budget
from gdlab.lab.compare import compare, comparison_table, variants
from gdlab.lab.run import Status
from gdlab.lab.session import Session
from gdlab.spec.errors import SpecError
from tests.lab.small import SMALL, same, spec


def test_every_combination_is_trained_in_order():
    runs = compare(spec(epochs=1), {"optimizer": ["SGD(lr=0.1)", "Adam"], "training.batch_size": [5, 45]})
    assert [r.label for r in runs] == [
        "SGD(lr=0.1), training.batch_size=5 – small",
        "SGD(lr=0.1), training.batch_size=45 – small",
        "Adam, training.batch_size=5 – small",
        "Adam, training.batch_size=45 – small",
    ]
    assert [len(r.history["train/loss"]) for r in runs] == [9, 1, 9, 1]
    assert len({r.group for r in runs}) == 1


def test_a_variation_may_hold_members_tables_and_texts_and_is_named_as_a_person_would():
    from gdlab.spec.base import members

    adam, linear = members("optimizer")["Adam"], members("layer")["Linear"]
    found = variants(SMALL, {"optimizer": [adam(lr=0.5), {"type": "SGD", "lr": 0.5}]})
    found += variants(SMALL, {"optimizer": ["SGD(lr=0.5)", adam()]})
    assert [v.label for v in found] == ["Adam(lr=0.5)", "SGD(lr=0.5)", "SGD(lr=0.5)", "Adam"]
    assert found[1].spec.optimizer == found[2].spec.optimizer
    (layer,) = variants(SMALL, {"network.layers[0]": [linear(out_features=9)]})
    assert layer.spec.network.layers[0].out_features == 9
    assert layer.label == "network.layers[0]=Linear(out_features=9)"
    assert variants(SMALL, {})[0].label == "small"


def test_every_variant_has_what_its_label_says_in_whatever_order_it_is_varied():
    vary = {"lr": [0.001, 0.01], "optimizer": ["Adam", "SGD"]}
    made = variants(SMALL, vary)
    assert [(v.spec.optimizer.type, v.spec.optimizer.lr) for v in made] == [
        ("Adam", 0.001), ("SGD", 0.001), ("Adam", 0.01), ("SGD", 0.01)
    ]  # fmt: skip
    assert {v.spec.replace(name="") for v in made} == {
        v.spec.replace(name="") for v in variants(SMALL, dict(reversed(vary.items())))
    }


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        ({"lr": [0.1, 0.2], "optimizer": ["Adam(lr=0.5)", "SGD"]}, "contradicts"),
        ({"optimizer": ["Adam", "Adam(lr=0.001)"]}, "'Adam' and 'Adam\\(lr=0.001\\)' are the same run"),
        ({"lr": [0.05, 0.1, 0.1]}, "'lr=0.1' and 'lr=0.1' are the same run; take one of them out"),
    ],
)
def test_a_comparison_of_runs_that_are_not_what_they_are_called_is_refused(vary, words):
    with pytest.raises(gdlab.SpecError, match=words):
        variants(SMALL, vary)


def test_pairs_stand_side_by_side_and_are_crossed_with_what_varies():
    pairs = [{"optimizer": "SGD(lr=0.1)", "schedule": "StepLR(step_size=2)"}, {"optimizer": "Adam"}]
    made = variants(SMALL, {"batch_size": [5, 9]}, pairs=pairs)
    assert [v.label for v in made] == [
        "SGD(lr=0.1), StepLR(step_size=2), batch_size=5",
        "SGD(lr=0.1), StepLR(step_size=2), batch_size=9",
        "Adam, batch_size=5",
        "Adam, batch_size=9",
    ]
    assert [v.spec.schedule is None for v in made] == [False, False, True, True]
    assert len(compare(spec(epochs=1), pairs=pairs)) == 2
    with pytest.raises(gdlab.SpecError, match="optimizer: is varied and given in a pair"):
        variants(SMALL, {"optimizer": ["SGD"]}, pairs=pairs)


@pytest.mark.parametrize(
    ("budget", "steps"),
    [("7 steps", 7), ("2 epochs", 10), ("1.5 epochs", 8), ("45 examples", 5), ("46 examples", 6), ("1e2 examples", 11)],
)
def test_a_budget_sets_the_length_of_a_run_in_any_unit(budget, steps):
    trainer = gdlab.Trainer(within_budget(SMALL, budget))
    assert trainer.total_steps == steps


@pytest.mark.parametrize("budget", ["1e999 steps", "1e308 min", "1e300 steps", "1e300 examples", "1e300 s"])
def test_a_budget_beyond_every_run_is_refused(budget):
    with pytest.raises(
        gdlab.SpecError, match=r"--budget: '1e\d+ \w+' (should be a number|is longer than a run may be)"
    ):
        within_budget(SMALL, budget)


def test_a_budget_of_evaluations_counts_what_an_optimizer_evaluates_again():
    plain = gdlab.train(within_budget(SMALL, "100 evaluations"))
    again = gdlab.train(within_budget(spec(optimizer="LBFGS(max_iter=4)"), "100 evaluations"))
    for run in (plain, again):
        taken = run.history.index("train/loss", "gradients")
        assert taken[-1] >= 100 > taken[-2]
        assert run.history.index("val/loss")[-1] == run.history.index("train/loss")[-1]
        assert run.status in ("finished", "no better than guessing")
    assert again.history.index("train/loss")[-1] < plain.history.index("train/loss")[-1]


def test_a_budget_of_seconds_ends_a_run_by_its_time_with_an_evaluation():
    limited = within_budget(spec(training__metrics=["F1"]), "0.05 s")
    assert limited == within_budget(spec(training__metrics=["F1"]), "0.05 seconds")
    assert within_budget(SMALL, "2 min").training.max_seconds == 120
    trainer = gdlab.Trainer(limited)
    trainer.advance(10**9)
    assert trainer.finished
    assert trainer.elapsed >= 0.05
    assert trainer.planned_steps == trainer.step < trainer.total_steps
    for tag in ("val/loss", "val/f1"):
        assert trainer.history.index(tag)[-1] == trainer.step
    restored = gdlab.Trainer(limited)
    restored.restore(trainer.state())
    assert restored.finished
    with pytest.raises(gdlab.SpecError, match="follows the run's length"):
        within_budget(spec(schedule="OneCycleLR(max_lr=0.1)"), "5 s")


@pytest.mark.parametrize("budget", ["7", "steps", "0 steps", "3 parsecs"])
def test_a_budget_of_another_form_is_refused(budget):
    with pytest.raises(gdlab.SpecError, match="steps, epochs, examples"):
        within_budget(SMALL, budget)


def test_figures_are_the_same_alone_with_one_worker_with_four_and_in_a_session():
    vary = {"optimizer": ["SGD(lr=0.1, momentum=0.9)", "Adam", "RMSprop"]}
    alone = [gdlab.train(v.spec) for v in variants(SMALL, vary, seeds=2)]
    session = Session(workers=3)
    live = session.race([v.spec for v in variants(SMALL, vary, seeds=2)])
    one, four = (compare(SMALL, vary, 2, workers=n) for n in (1, 4))
    assert session.wait(60)
    session.close()
    for a, b, c, d in zip(alone, one, four, live, strict=True):
        assert same(a, b)
        assert same(a, c)
        assert same(a, d.run)


def test_runs_of_a_race_start_from_the_same_weights_and_see_the_same_batches():
    slow = [gdlab.Trainer(v.spec) for v in variants(SMALL, {"optimizer": ["SGD(lr=0)", "Adam(lr=0)"]})]
    for trainer in slow:
        trainer.advance(5)
    a, b = slow
    assert all(np.array_equal(a.parameters[k], b.parameters[k]) for k in a.parameters)
    assert np.array_equal(a.history["train/loss"], b.history["train/loss"])


def test_seeds_count_up_from_the_specs_own_and_are_grouped_in_the_table():
    runs = compare(spec(seed=5), {"optimizer": ["SGD(lr=0.1)", "Adam"]}, seeds=3)
    assert [r.spec.seed for r in runs] == [5, 6, 7, 5, 6, 7]
    rows = comparison_table(runs)
    assert sorted(row.label for row in rows) == ["Adam", "SGD(lr=0.1)"]
    assert all(len(row.runs) == 3 for row in rows)
    row = next(r for r in rows if r.label == "Adam")
    losses = [r.history.last("val/loss") for r in row.runs]
    half = 4.302653 * np.std(losses, ddof=1) / np.sqrt(3)  # Student's t for two degrees of freedom
    assert row.last["loss"] == (pytest.approx(np.mean(losses)), pytest.approx(half))


def test_seeds_given_as_a_variation_stay_apart():
    assert [row.label for row in comparison_table(compare(SMALL, {"seed": [0, 1]}))] != []
    assert len(comparison_table(compare(SMALL, {"seed": [0, 1]}))) == 2


def test_the_table_is_best_first_with_the_diverged_last():
    x = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1)
    base = spec(loss="MSELoss", network__layers=["Linear(out_features=1)"], epochs=20)
    runs = compare(base, {"optimizer.lr": [1e5, 0.001, 0.1]}, data=(x, 2 * x, x, 2 * x))
    rows = comparison_table(runs)
    assert [row.label for row in rows] == ["optimizer.lr=0.1", "optimizer.lr=0.001", "optimizer.lr=100000.0"]
    assert rows[-1].status == "diverged"


@pytest.mark.parametrize(
    ("vary", "seeds", "words"),
    [
        ({"optimizer": []}, 1, "needs at least one value"),
        ({"optimizer": ["Nope"]}, 1, "no optimizer called 'Nope'"),
        ({"lr": [0.1, -1]}, 1, "at least 0"),
        ({}, 0, "seeds: must be 1 or more"),
        ({}, -3, "seeds: must be 1 or more"),
        ({"seed": [2**63 - 1]}, 2, "seed: must be below"),
        ({"network.layers[2].out_features": [2, 1]}, 1, "outputs"),
        ({"schedule": [None, "LambdaLR(formula='1/0')"]}, 1, "formula"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_trained(vary, seeds, words, monkeypatch):
    trained = []
    monkeypatch.setattr("gdlab.lab.race.train", lambda *a, **k: trained.append(a))
    with pytest.raises(gdlab.GdlabError, match=words):
        compare(SMALL, vary, seeds)
    assert not trained


def test_an_interruption_keeps_every_run_that_had_begun():
    def interrupt(i: int, trainer) -> None:
        if i == 0 and trainer.step >= 5:
            raise KeyboardInterrupt

    runs = compare(spec(epochs=100_000), {"lr": [0.1, 0.2, 0.3, 0.4, 0.5]}, workers=2, progress=interrupt)
    assert 1 <= len(runs) < 5
    assert all(r.status is Status.STOPPED and r.parameters and len(r.history["train/loss"]) for r in runs)


def test_one_run_that_fails_takes_no_other_with_it(monkeypatch):
    real = gdlab.train

    def flaky(spec, *args, **kwargs):
        if spec.optimizer.lr == 0.2:
            raise MemoryError
        return real(spec, *args, **kwargs)

    monkeypatch.setattr("gdlab.lab.race.train", flaky)
    runs = compare(SMALL, {"lr": [0.1, 0.2, 0.3]})
    assert [str(r.status) for r in runs] == ["finished", "failed", "finished"]
    assert "memory" in runs[1].reason
    assert [row.status for row in comparison_table(runs)][-1] == "failed"


def test_what_validation_chooses_is_measured_once_on_examples_that_nothing_has_seen():
    runs = gdlab.compare(spec(data__test_fraction=0.25), {"lr": [0.01, 0.5]}, seeds=2)
    chosen = runs.on_test()
    assert chosen.label == "lr=0.5"
    losses = []
    for run in runs[2:]:
        held = load(run.spec.data, run.spec.seed, tested=True)
        trained = gdlab.Trainer(run.spec, None, run.parameters)
        losses.append(trained.evaluate(held.x_val, held.y_val)["loss"])
    assert chosen.figures["loss"].mean == np.mean(losses)
    assert "On the test part (25 % of the examples" in chosen.sentence
    assert gdlab.compare(spec(), {"lr": [0.01, 0.5]}).on_test() is None


@pytest.mark.parametrize(
    ("vary", "seeds", "words"),
    [
        ({}, 10**9, "vary: makes 1,000,000,000 runs with all seeds; at most 10,000 are compared"),
        ({"seed": range(200), "optimizer.lr": range(1, 101)}, 1, "makes 20,000 runs"),
        ({}, 1.5, r"seeds: must be a whole number \(got 1.5\)"),
        ({}, "two", "seeds: must be a whole number"),
        ([1], 1, r"vary: must be a table of lists of values by path \(got list\)"),
        ({"optimizer": "SGD"}, 1, r"optimizer: must be a list of values \(got 'SGD'\)"),
        ({"seed": 3}, 1, r"seed: must be a list of values \(got 3\)"),
    ],
)
def test_a_comparison_that_nobody_can_train_or_read_is_refused_at_once(vary, seeds, words):
    with pytest.raises(SpecError, match=words):
        compare(SMALL, vary, seeds=seeds)


def test_values_may_be_any_row_of_them():
    assert [v.spec.optimizer.lr for v in variants(SMALL, {"optimizer.lr": np.array([0.1, 0.2])})] == [0.1, 0.2]
    assert [v.spec.seed for v in variants(SMALL, {"seed": (k for k in (3, 4))})] == [3, 4]
