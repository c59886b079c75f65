"""Means over the seeds of a race while its runs train."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from gdlab.lab.run import Run, Status
from gdlab.lab.run_book import LineStyle, ShownRun
from gdlab.lab.seed_means import seed_groups, seed_mean
from tests.lab.comparison.stored import history_of, run_of
from tests.lab.small import SMALL


def shown(run: Run, status: Status = Status.FINISHED, **how: object) -> ShownRun:
    """Return a run of a race as it is shown, at its values so far."""
    run.status, run.group = status, "race"
    active = SimpleNamespace(run=run, id=run.id, history=run.history, status=status, spec=run.spec)
    return ShownRun(active, "#000000", LineStyle.SOLID, **how)


def test_only_visible_runs_of_one_race_that_differ_in_the_seed_are_a_group():
    runs = [shown(run_of([1.0, 0.5], {"seed": seed, "optimizer": o})) for o in ("SGD", "Adam") for seed in (0, 1)]
    assert [len(group.members) for group in seed_groups(runs)] == [2, 2]
    runs[0].visible = False
    assert [group.members[0].run.spec.optimizer.type for group in seed_groups(runs)] == ["Adam"]
    runs[3].run.run.group = "another"
    assert seed_groups(runs) == []


def test_while_runs_train_a_mean_ends_where_the_slowest_of_them_is_and_then_where_any_is():
    fast, slow = np.linspace(2.0, 1.0, 9), np.linspace(4.0, 3.0, 9)
    made = [Run(SMALL.replace(seed=seed), history=history_of(v)) for seed, v in enumerate((fast, slow[:4]))]
    for status, n in ((Status.RUNNING, 4), (Status.STOPPED, 9)):
        (group,) = seed_groups([shown(made[0]), shown(made[1], status)])
        mean = seed_mean(group, "val/loss", "step", "minmax", 0.0)
        assert mean.x[-1] == 10 * (n - 1)
        at = np.searchsorted(mean.x, 30.0, side="right") - 1
        np.testing.assert_allclose((mean.low[at], mean.y[at], mean.high[at]), (fast[3], 2.625, slow[3]), rtol=1e-2)


def test_a_long_curve_is_averaged_over_its_buckets_and_not_over_its_extremes():
    rng = np.random.default_rng(0)
    values = [1.0 + (rng.random(1 << 15) < 0.001) * 100.0 for _ in range(2)]
    made = [Run(SMALL.replace(seed=seed), history=history_of(v)) for seed, v in enumerate(values)]
    (group,) = seed_groups([shown(run) for run in made])
    mean = seed_mean(group, "val/loss", "step", "sd", 0.0)
    assert len(mean.x) == 1000
    np.testing.assert_allclose(mean.y.mean(), np.mean(values), rtol=0.01)
