"""Sweeps as they are carried out: every sampler and pruner, pruning, stopping, going on, changing the space."""

from __future__ import annotations

import json
import math
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.lab.run import Status
from gdlab.lab.store import Store
from gdlab.lab.sweeps.journal import SweepJournal
from gdlab.lab.sweeps.names import fresh_name, held_sweep, sweep_names
from gdlab.lab.sweeps.place import LocalPlace
from gdlab.lab.sweeps.report import best_spec, markdown, sentences, trials_csv
from gdlab.lab.sweeps.stored_sweep import stored_sweep
from gdlab.lab.sweeps.sweep_run import SweepRun, journal_path
from gdlab.lab.sweeps.trial import TrialState
from gdlab.lab.train import train
from gdlab.spec.errors import GdlabError
from gdlab.spec.space import SearchParameter
from tests.lab.sweeps.searches import RATES, carried_out, small_sweep

TWO_RANGES = {**RATES, "optimizer.momentum": {"low": 0.0, "high": 0.9}, "training.batch_size": {"low": 5, "high": 20}}


@pytest.mark.parametrize("sampler", ["random", "qmc", "tpe(startup=3)", "cmaes", "nsga2(population=4)"])
def test_every_sampler_finds_values_in_their_ranges(tmp_path: Path, sampler: str):
    done = carried_out(tmp_path, small_sweep({"epochs": 1}, sampler=sampler, trials=8, space=TWO_RANGES), slots=2)
    assert [trial.state for trial in done.trials] == [TrialState.COMPLETE] * 8
    for trial in done.trials:
        assert 0.01 <= trial.values["optimizer.lr"] <= 1.0
        assert isinstance(trial.values["training.batch_size"], int)
    assert len({trial.key for trial in done.trials}) == 8
    assert done.best.figures[0] == min(trial.figures[0] for trial in done.trials)


def test_a_gaussian_process_searches_or_says_what_it_needs(tmp_path: Path):
    sweep = small_sweep({"epochs": 1}, sampler="gp(startup=3)", trials=5)
    if find_spec("torch") is not None:
        assert len(carried_out(tmp_path, sweep).trials) == 5
    else:
        with pytest.raises(GdlabError, match="the sampler gp needs PyTorch, which is not installed; pip install torch"):
            carried_out(tmp_path, sweep)
        assert sweep_names(Store(tmp_path / "runs.sqlite")) == []


def test_a_grid_ends_with_its_last_combination_and_trains_none_twice(tmp_path: Path):
    space = {"optimizer": ["SGD", "Adam"], "optimizer.momentum": [0.0, 0.5], "training.batch_size": [10, 20]}
    done = carried_out(tmp_path, small_sweep({"epochs": 1}, sampler="grid", trials=100, space=space), slots=2)
    assert len(done.trials) == 2 * 2 + 2
    assert len({trial.key for trial in done.trials}) == 6


def test_every_trial_is_a_run_of_the_store_and_its_figures_are_those_of_training_alone(tmp_path: Path):
    done = carried_out(tmp_path, small_sweep(seeds=2, trials=3))
    runs = {run.id: run for run in Store(tmp_path / "runs.sqlite").load()}
    assert {run.group for run in runs.values()} == {"sweep small"}
    assert sorted(runs) == sorted(key for trial in done.trials for key in trial.runs)
    trial = done.trials[-1]
    alone = [train(runs[key].spec) for key in trial.runs]
    assert [run.spec.seed for run in alone] == [0, 1]
    assert trial.figures[0] == np.mean([run.history.last("val/loss") for run in alone])
    assert trial.epochs == 6
    assert trial.examples == sum(int(run.history.index("train/loss", "examples")[-1]) for run in alone)


@pytest.mark.parametrize("pruner", ["median(startup=2)", "asha", "hyperband"])
def test_poor_trials_are_pruned_at_an_evaluation(tmp_path: Path, pruner: str):
    sweep = small_sweep(
        {"epochs": 12}, pruner=pruner, trials=14, space={"optimizer.lr": {"low": 1e-5, "high": 0.5, "log": True}}
    )
    done = carried_out(tmp_path, sweep)
    pruned = [trial for trial in done.trials if trial.state is TrialState.PRUNED]
    whole = [trial for trial in done.trials if trial.state is TrialState.COMPLETE]
    assert pruned
    assert all(trial.epochs == 12 for trial in whole)
    assert all(trial.epochs == trial.curve[-1][0] < 12 for trial in pruned)  # no step beyond the bad news
    statuses = {run.id: run.status for run in Store(tmp_path / "runs.sqlite").load()}
    assert all(statuses[trial.runs[0]] is Status.PRUNED for trial in pruned)


def test_seeds_are_compared_by_the_signed_rank_test(tmp_path: Path):
    space = {"optimizer.lr": [0.5, 0.3, 1e-4, 2e-4, 3e-4]}
    sweep = small_sweep(sampler="grid", pruner="wilcoxon(p=0.2)", seeds=6, space=space)
    done = carried_out(tmp_path, sweep)
    poor = [trial for trial in done.trials if trial.values["optimizer.lr"] < 0.01]
    assert all(trial.state is TrialState.PRUNED and len(trial.curve) < 6 for trial in poor)
    assert len(Store(tmp_path / "runs.sqlite").list()) == sum(
        len(trial.curve) if trial.state is TrialState.PRUNED else 6 for trial in done.trials
    )


def test_two_objectives_have_a_front(tmp_path: Path):
    space = {"network.layers[0].out_features": [2, 8, 32], **RATES}
    done = carried_out(tmp_path, small_sweep(sampler="nsga2", metric=["val/loss", "parameters"], space=space, trials=8))
    best = done.best_trials
    losses, sizes = zip(*(trial.figures for trial in best), strict=True)
    assert list(losses) == sorted(losses)
    assert list(sizes) == sorted(sizes, reverse=True)
    assert "On the front" in " ".join(sentences(done))


def test_a_run_that_diverges_is_the_worst_and_the_search_goes_on(tmp_path: Path):
    run = {"loss": "MSELoss", "data": "sine(n_samples=60)", "network__layers": ["Linear(out_features=1)"]}
    space = {"optimizer.lr": [0.01, 1e6]}
    done = carried_out(tmp_path, small_sweep(run, sampler="grid", space=space))
    whole, lost = done.trials
    assert (whole.state, lost.state) == (TrialState.COMPLETE, TrialState.DIVERGED)
    assert math.isinf(lost.figures[0])
    assert "loss" in lost.reason
    assert done.best is whole
    assert sentences(done)[0].startswith("2 trials (1 complete, 1 diverged)")
    assert trials_csv(done.trials, done.sweep.metric).splitlines()[2].startswith("1,diverged,inf,")
    assert [trial.state for trial in stored_sweep(done.store, "small").trials] == [whole.state, lost.state]
    assert carried_out(tmp_path, done.sweep).trials[1].state is TrialState.DIVERGED


def test_a_trial_that_learnt_nothing_is_called_so_wherever_it_is_told(tmp_path: Path):
    rates = {"optimizer.lr": [0.3, 1e-9, 1e5]}
    done = carried_out(tmp_path, small_sweep({"epochs": 20, "seed": 2}, sampler="grid", space=rates))
    whole, guess, lost = done.trials
    states = [TrialState.COMPLETE, TrialState.GUESSING, TrialState.DIVERGED]
    assert [trial.state for trial in done.trials] == states
    assert math.isfinite(guess.figures[0])
    assert "best constant prediction's is" in guess.reason
    assert math.isinf(lost.figures[0])
    assert "the loss went from" in lost.reason
    assert done.best is whole
    words = sentences(done)[0]
    assert words.startswith("3 trials (1 complete, 1 no better than guessing, 1 diverged)")
    assert words in markdown(done)
    rows = trials_csv(done.trials, done.sweep.metric).splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == [str(state) for state in states]
    assert [trial.state for trial in stored_sweep(done.store, "small").trials] == states
    assert {run.status for run in done.store.load()} == {Status.FINISHED, Status.GUESSING, Status.DIVERGED}
    assert [trial.state for trial in carried_out(tmp_path, done.sweep).trials] == states


def test_a_search_that_learnt_nothing_has_no_best(tmp_path: Path):
    done = carried_out(
        tmp_path,
        small_sweep(
            {"epochs": 20, "seed": 2, "optimizer__lr": 1e-9}, sampler="grid", space={"training.batch_size": [10]}
        ),
    )
    assert done.best is None
    assert sentences(done)[-1].startswith("No trial learnt anything")


def test_a_trial_without_a_finite_figure_has_failed(tmp_path: Path):
    run = {"training__metrics": ["Accuracy", "ROCAUC"], "data": "moons(n_samples=8, val_fraction=0.15)"}
    with pytest.raises(GdlabError, match="every trial failed; the first: val/roc_auc has no finite value"):
        carried_out(tmp_path, small_sweep(run, metric="val/roc_auc", trials=1))


def test_a_sampler_says_which_fields_it_does_not_choose():
    conditional = {"optimizer": {"members": ["SGD", "Adam"]}, "training.batch_size": [10, 20]}
    assert small_sweep(sampler="tpe", space=conditional).remark == ""
    said = small_sweep(sampler="gp", space=conditional).remark
    assert said.startswith("gp chooses fields that every configuration has and draws SGD.lr")
    with pytest.raises(GdlabError, match=r"cmaes needs 2 ranges or more that every configuration has \(here 0\)"):
        small_sweep(sampler="cmaes", space=conditional)


def test_values_that_contradict_each_other_fail_one_trial_alone(tmp_path: Path):
    space = {"optimizer.nesterov": [False, True], "optimizer.momentum": [0.5, 0.0]}
    run = {"optimizer": "SGD(lr=0.1, momentum=0.5)"}
    done = carried_out(tmp_path, small_sweep(run, sampler="grid", space=space))
    (failed,) = [trial for trial in done.trials if trial.state is TrialState.FAILED]
    assert failed.values == {"optimizer.nesterov": True, "optimizer.momentum": 0.0}
    assert "nesterov needs a momentum above 0" in failed.reason
    assert len(done.trials) == 4


def test_limits_of_epochs_and_examples_end_a_sweep(tmp_path: Path):
    assert len(carried_out(tmp_path, small_sweep(trials=0, epochs=7.0), "a").trials) == 3
    assert len(carried_out(tmp_path, small_sweep(trials=0, examples=80), "b").trials) == 1


def test_a_time_budget_ends_each_run(tmp_path: Path):
    done = carried_out(tmp_path, small_sweep({"epochs": 10_000_000}, trials=1, run_seconds=0.05))
    (run,) = Store(tmp_path / "runs.sqlite").load()
    assert run.status is Status.FINISHED
    assert "time budget" in run.reason
    assert done.trials[0].state is TrialState.COMPLETE


def stop_after(sweep: SweepRun, trials: int) -> SweepRun:
    """Carry a sweep out until so many trials have ended, then as Ctrl+C does."""

    def show(running: SweepRun) -> None:
        if running.done >= trials:
            raise KeyboardInterrupt

    assert not sweep.run(show)
    return sweep


def test_a_stopped_sweep_goes_on_where_it_was_and_counts_nothing_twice(tmp_path: Path):
    whole = carried_out(
        tmp_path,
        small_sweep({"epochs": 400}, trials=6, sampler="grid", space={"optimizer.lr": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]}),
        "whole",
    )
    sweep = whole.sweep
    store = Store(tmp_path / "runs.sqlite")
    calls = 0

    class Stopping(LocalPlace):
        """A place that stops the sweep within its third trial."""

        def begin(self, runs, rules):
            nonlocal calls
            calls += 1
            training = super().begin(runs, rules)
            if calls == 3:
                advance = training.advance

                def once(seconds: float) -> None:
                    advance(1e-4)
                    half.stop()

                training.advance = once
            return training

    half = SweepRun(sweep, "half", store, Stopping(1))
    half.run()
    assert half.stopped
    assert [trial.state for trial in half.trials] == [TrialState.COMPLETE] * 2
    again = carried_out(tmp_path, sweep, "half")
    assert [trial.figures for trial in again.trials] == [trial.figures for trial in whole.trials]
    assert [trial.number for trial in again.trials] == list(range(6))
    runs = [line for line in store.list() if line.group == "sweep half"]
    assert len(runs) == 6
    assert {line.status for line in runs} == {"finished"}
    third = carried_out(tmp_path, sweep, "half")  # nothing is left to do
    assert [trial.at for trial in third.trials] == [trial.at for trial in again.trials]


def test_a_sweep_that_is_stopped_at_once_says_so(tmp_path: Path):
    sweep = SweepRun(small_sweep(), "none", Store(tmp_path / "runs.sqlite"), LocalPlace(1))
    sweep.stop()
    assert not sweep.run()
    assert sentences(sweep) == ["No trial has ended yet"]


def test_a_changed_space_goes_on_with_the_trials_that_lie_in_it(tmp_path: Path):
    first = carried_out(tmp_path, small_sweep(trials=8))
    inside = [trial for trial in first.trials if trial.values["optimizer.lr"] >= 0.1]
    narrow = small_sweep(trials=8, space={"optimizer.lr": {"low": 0.1, "high": 1.0, "log": True}})
    second = carried_out(tmp_path, narrow)
    assert [trial.figures for trial in second.trials[: len(inside)]] == [trial.figures for trial in inside]
    assert len(second.trials) == 8
    lines = Store(tmp_path / "runs.sqlite").list()
    assert len(lines) == 8 + 8 - len(inside)


def test_equal_configurations_are_trained_once(tmp_path: Path):
    space = {"optimizer.lr": [0.1, 0.2]}
    done = carried_out(tmp_path, small_sweep(space=space, trials=10), slots=2)
    assert len(done.trials) == 10
    assert len(Store(tmp_path / "runs.sqlite").list()) == 2
    assert sum(trial.epochs for trial in done.trials) == 6


def test_the_best_are_checked_on_fresh_seeds_and_a_test_part_that_no_seed_has_seen(tmp_path: Path):
    sweep = small_sweep(
        {"data": "wine", "epochs": 5, "network__layers": ["Linear(out_features=3)"]},
        confirm=2,
        confirm_seeds=3,
        trials=4,
    )
    done = carried_out(tmp_path, sweep, slots=2)
    found = done.confirmation
    assert found.on_test
    assert found.rows[0].trial == done.best.number
    assert found.rows[-1].trial == -1
    assert all(len(row.fresh) == 3 and np.isfinite(row.fresh).all() for row in found.rows)
    text = markdown(done)
    assert "fresh seeds and the test part" in text
    again = carried_out(tmp_path, sweep)  # from what was noted
    assert again.confirmation == found


def test_test_examples_are_in_no_part_of_any_seed():
    from gdlab.data import load
    from gdlab.spec.kinds import DataSpec
    from tests.lab.small import spec

    data: DataSpec = spec(data='wine(test_fraction=0.25, scale="none")').data
    test = load(data, 0, tested=True).x_val
    for seed in range(4):
        held = load(data, seed)
        assert np.array_equal(load(data, seed, tested=True).x_val, test)
        rows = {row.tobytes() for row in np.concatenate([held.x_train, held.x_val])}
        assert not rows & {row.tobytes() for row in test}
        assert len(held.x_train) + len(held.x_val) + len(test) == 178


def test_python_takes_arrays_and_sets_a_test_part_aside(tmp_path: Path):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(120, 3)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.int64)
    sweep = small_sweep(confirm=1, confirm_seeds=2, trials=2)
    done = gdlab.sweep(sweep, (x, y), name="arrays", store=Store(tmp_path / "runs.sqlite"), trials=3)
    assert len(done.trials) == 3
    assert all(np.isfinite(row.fresh).all() for row in done.confirmation.rows)
    again = gdlab.sweep(None, (x, y), resume="arrays", store=Store(tmp_path / "runs.sqlite"), trials=4)
    assert [trial.figures for trial in again.trials[:3]] == [trial.figures for trial in done.trials]
    assert again.sweep.run == sweep.run


def test_the_table_of_trials_and_the_best_spec_are_written(tmp_path: Path):
    done = carried_out(tmp_path, small_sweep(trials=3))
    header, *rows = trials_csv(done.trials, done.sweep.metric).splitlines()
    assert header.startswith("trial,state,val/loss,optimizer.lr,")
    assert len(rows) == 3
    run = train(best_spec(done))
    assert run.history.last("val/loss") == done.best.figures[0]


def test_names_of_sweeps(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    done = carried_out(tmp_path, small_sweep(trials=1))
    assert sweep_names(store) == ["small"]
    assert fresh_name(store, "small") == "small-2"
    assert fresh_name(store, "../a/b") == "-a-b" or "/" not in fresh_name(store, "../a/b")
    assert held_sweep(store, "small") == done.sweep
    with pytest.raises(GdlabError, match="did you mean small"):
        held_sweep(store, "smal")


class TestJournal:
    def test_is_read_by_optunas_own_backend(self, tmp_path: Path):
        import optuna

        done = carried_out(tmp_path, small_sweep(trials=2))
        path = journal_path(done.store, "small")
        backend = optuna.storages.journal.JournalFileBackend(str(path))
        study = optuna.load_study(study_name="small", storage=optuna.storages.JournalStorage(backend))
        assert [trial.value for trial in study.trials] == [trial.figures[0] for trial in done.trials]

    def test_a_line_that_was_cut_off_is_taken_away(self, tmp_path: Path):
        done = carried_out(tmp_path, small_sweep(trials=2))
        path = journal_path(done.store, "small")
        whole = path.read_bytes()
        path.write_bytes(whole + b'{"op_code":4,"wor')
        assert [t.figures for t in carried_out(tmp_path, done.sweep).trials] == [t.figures for t in done.trials]
        assert path.read_bytes().startswith(whole + b'{"op_code":0')

    def test_another_process_is_told_that_the_sweep_is_under_way(self, tmp_path: Path):
        held = SweepJournal(tmp_path / "a.log")
        with pytest.raises(GdlabError, match="another process goes on with this sweep"):
            SweepJournal(tmp_path / "a.log")
        held.close()

    def test_a_strange_file_is_refused(self, tmp_path: Path):
        (tmp_path / "a.log").write_text(json.dumps([1]) + "\n")
        with pytest.raises(GdlabError, match="no journal of a sweep"):
            SweepJournal(tmp_path / "a.log")


def test_a_parameter_holds_what_it_can_take():
    number = SearchParameter("a", "a", "int", low=1, high=5)
    assert [number.holds(v) for v in (1, 5, 6, 2.5, True, "2")] == [True, True, False, False, False, False]
    assert SearchParameter("b", "b", "choice", (True, "x")).holds(True)
    assert not SearchParameter("b", "b", "choice", (True, "x")).holds(1)


@pytest.mark.parametrize(("apart", "together"), [(True, 1), (False, 2)])
def test_short_trials_beside_a_window_train_one_at_a_time(tmp_path: Path, apart: bool, together: int):
    inside: set[int] = set()
    seen: list[int] = []

    class Noting(LocalPlace):
        def begin(self, runs, rules):
            inside.add(threading.get_ident())
            time.sleep(0.005)
            seen.append(len(inside))
            inside.discard(threading.get_ident())
            return super().begin(runs, rules)

    done = SweepRun(small_sweep(trials=16), "small", Store(tmp_path / "runs.sqlite"), Noting(2), apart=apart)
    done.worker.usual_seconds = 0.0  # as after a first short trial
    done.run()
    assert max(seen) == together
